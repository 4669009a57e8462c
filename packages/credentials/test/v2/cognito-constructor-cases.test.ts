import { describe, expect, vi } from 'vitest'
import { implementations, ours, testOf } from './both.ts'

const idKey = 'aws.cognito.identity-id.'
const providersKey = 'aws.cognito.identity-providers.'

describe.each(implementations)('CognitoIdentityCredentials of $name: constructor', (implementation) => {
  const test = testOf(implementation)

  describe('in a browser', () => {
    test('V21 takes the cached id', ({ browser: { AWS, localStorage } }) => {
      localStorage[`${idKey}pool`] = 'cached'
      const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' })
      expect(credentials.params.IdentityId).toBe('cached')
      expect(credentials.identityId).toBe('cached')
    })

    test('V21 finds what another object of the page has cached', ({ browser: { AWS } }) => {
      new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' }).cacheId({ IdentityId: 'cached' })
      expect(new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' }).identityId).toBe('cached')
      expect(new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'another' }).identityId).toBeUndefined()
    })

    test('V22 prefers the id that it is given', ({ browser: { AWS, localStorage } }) => {
      localStorage[`${idKey}pool`] = 'cached'
      const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool', IdentityId: 'given' })
      expect(credentials.identityId).toBe('given')
      expect(credentials.params.IdentityId).toBe('given')
    })

    test.for([
      ['the only one', ['a'], 'a'],
      ['one of several', ['a', 'b', 'c'], 'c'],
      ['all', ['a', 'b'], 'a,b'],
      ['the second', ['b'], 'a,b'],
    ] as const)('V23 takes the cached id where a login was cached: %s', ([, names, cached], { browser: { AWS, localStorage } }) => {
      Object.assign(localStorage, { [`${idKey}pool`]: 'cached', [`${providersKey}pool`]: cached })
      const Logins = Object.fromEntries(names.map((name) => [name, 'token']))
      expect(new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool', Logins }).identityId).toBe('cached')
    })

    test('V24 takes the id that was cached with the same LoginId only', ({ browser: { AWS, localStorage } }) => {
      Object.assign(localStorage, { [`${idKey}poolann`]: 'of ann', [`${idKey}pool`]: 'of nobody' })
      const identityOf = (LoginId?: string) =>
        new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool', ...(LoginId !== undefined && { LoginId }) }).identityId
      expect([identityOf('ann'), identityOf('ben'), identityOf(), identityOf('')]).toEqual(['of ann', undefined, 'of nobody', 'of nobody'])
    })

    test('V24 … with logins, too', ({ browser: { AWS, localStorage } }) => {
      Object.assign(localStorage, { [`${idKey}poolann`]: 'of ann', [`${providersKey}poolann`]: 'a' })
      const identityOf = (LoginId: string) =>
        new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool', Logins: { a: 'token' }, LoginId }).identityId
      expect([identityOf('ann'), identityOf('ben')]).toEqual(['of ann', undefined])
    })

    test.for([
      ['no provider is cached', undefined],
      ['others are', 'b,c'],
      ['one is whose name is longer', 'ab'],
    ] as const)('V25 ignores the cached id where no login matches: %s', ([, cached], { browser: { AWS, localStorage } }) => {
      Object.assign(localStorage, { [`${idKey}pool`]: 'cached' }, cached && { [`${providersKey}pool`]: cached })
      const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool', Logins: { a: 'token' } })
      expect(credentials.identityId).toBeUndefined()
      expect(credentials.params).not.toHaveProperty('IdentityId')
    })

    test('A2.3 reads the cache again whenever the id is read', ({ browser: { AWS, localStorage } }) => {
      const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' })
      expect(credentials.identityId).toBeUndefined()
      localStorage[`${idKey}pool`] = 'cached'
      expect(credentials.identityId).toBe('cached')
      expect(credentials.params.IdentityId).toBe('cached')
    })

    test('A2.2 has localStorage as its store, on the class', ({ browser: { AWS, localStorage } }) => {
      expect(AWS.CognitoIdentityCredentials.prototype.storage).toBe(localStorage)
      expect(AWS.CognitoIdentityCredentials.prototype.localStorageKey).toEqual({ id: idKey, providers: providersKey })
      expect(localStorage).not.toHaveProperty('aws.test-storage')
    })

    test('A2.2 goes by the store and the keys of the object', ({ browser: { AWS, localStorage } }) => {
      const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' })
      credentials.storage = {}
      credentials.localStorageKey = { id: 'my-id.', providers: 'my-providers.' }
      credentials.params.Logins = { a: 'token', b: 'token' }
      credentials.cacheId({ IdentityId: 'mine' })
      expect(credentials.storage).toEqual({ 'my-id.pool': 'mine', 'my-providers.pool': 'a,b' })
      expect(localStorage).toEqual({})
    })
  })

  describe('where the store', () => {
    test.for([
      ['is null', () => () => null],
      ['is no object', () => () => 'text'],
      [
        'cannot be written',
        () =>
          new Proxy<object>(
            {},
            {
              set() {
                throw new DOMException('full', 'QuotaExceededError')
              },
            },
          ),
      ],
    ] as const)('A2.2 %s, a plain object takes its place', async ([, store]) => {
      const AWS = await implementation.loadInBrowser(store())
      const { storage } = AWS.CognitoIdentityCredentials.prototype
      expect(Object.getPrototypeOf(storage)).toBe(Object.prototype)
      expect(storage).toEqual({})
      new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' }).cacheId({ IdentityId: 'kept' })
      expect(new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' }).identityId).toBe('kept')
      vi.unstubAllGlobals()
    })

    test('A2.2 cannot even be looked at, a plain object takes its place', async () => {
      const AWS = await implementation.loadInBrowser(() => {
        throw new DOMException('no', 'SecurityError')
      })
      expect(AWS.CognitoIdentityCredentials.prototype.storage).toEqual({})
      expect(new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' }).identityId).toBeUndefined()
      vi.unstubAllGlobals()
    })

    test('A2.2 becomes full, caching an id changes nothing there, and throws nothing', ({ browser: { AWS, localStorage } }) => {
      Object.preventExtensions(localStorage)
      const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' })
      expect(() => credentials.cacheId({ IdentityId: 'mine' })).not.toThrow()
      expect(credentials.identityId).toBe('mine')
      expect(localStorage).toEqual({})
    })
  })

  describe('in Node', () => {
    test('A2.2 has a plain object as its store, and takes nothing from it', ({ AWS }) => {
      const { storage } = AWS.CognitoIdentityCredentials.prototype
      storage[`${idKey}pool`] = 'cached'
      expect(new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' }).identityId).toBeUndefined()
    })

    test('A2.2 puts nothing into it', ({ AWS }) => {
      new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool', Logins: { a: 'token' } }).cacheId({ IdentityId: 'mine' })
      expect(AWS.CognitoIdentityCredentials.prototype.storage).toEqual({})
    })

    test('CP-V2-6 goes by what util.isBrowser says at the time', ({ AWS }) => {
      const { storage } = AWS.CognitoIdentityCredentials.prototype
      storage[`${idKey}pool`] = 'cached'
      const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' })
      AWS.util.isBrowser = () => true
      expect(credentials.identityId).toBe('cached')
      credentials.cacheId({ IdentityId: 'mine' })
      expect(storage).toEqual({ [`${idKey}pool`]: 'mine' })
    })
  })

  test('V26 makes no clients', ({ AWS }) => {
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' })
    expect([credentials.cognito, credentials.sts, credentials.webIdentityCredentials]).toEqual([undefined, undefined, undefined])
  })

  test('A2.1 keeps params, the same object, and starts expired without data', ({ AWS }) => {
    const params = { IdentityPoolId: 'pool' }
    const credentials = new AWS.CognitoIdentityCredentials(params)
    expect(credentials).toBeInstanceOf(AWS.Credentials)
    expect(credentials.params).toBe(params)
    expect(params).toEqual({ IdentityPoolId: 'pool' })
    expect(credentials).toMatchObject({ expired: true, data: null, expireTime: null })
    expect(credentials.needsRefresh()).toBe(true)
  })

  test('A2.1 copies the configuration of clients', ({ AWS }) => {
    const clientConfig = { region: 'eu-central-1', httpOptions: { timeout: 50 } }
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' }, clientConfig)
    clientConfig.region = 'eu-west-1'
    expect(credentials._clientConfig).not.toBe(clientConfig)
    expect(credentials._clientConfig.region).toBe('eu-central-1')
    expect(new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' })._clientConfig).toEqual({})
  })

  test('A2.4 has an identityId of its own, that is writable and not listed', ({ AWS }) => {
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool', IdentityId: 'given' })
    expect(credentials.identityId).toBe('given')
    credentials.identityId = 'written'
    expect(credentials.identityId).toBe('written')
    expect(credentials._identityId).toBe('written')
    expect(credentials.params.IdentityId).toBe('given')
    expect(Object.hasOwn(credentials, 'identityId')).toBe(true)
    expect(Object.keys(credentials)).not.toContain('identityId')
  })

  test('A2.4 lists the same members', ({ AWS }) => {
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' })
    expect(Object.keys(credentials)).toEqual([
      'expired',
      'expireTime',
      'refreshCallbacks',
      'accessKeyId',
      'sessionToken',
      'params',
      'data',
      '_identityId',
      '_clientConfig',
    ])
  })

  test('CP-V2-13 does not throw for an empty object', ({ AWS, browser }) => {
    expect(new AWS.CognitoIdentityCredentials({}).params).toEqual({})
    expect(new browser.AWS.CognitoIdentityCredentials({}).identityId).toBeUndefined()
  })

  test('CP-V2-13 looks loadCachedId up on the object, getStorage too', ({ browser: { AWS } }) => {
    const { prototype } = AWS.CognitoIdentityCredentials
    const loadCachedId = vi.spyOn(prototype, 'loadCachedId')
    const getStorage = vi.spyOn(prototype, 'getStorage').mockReturnValue('of a subclass')
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' })
    expect(loadCachedId).toHaveBeenCalledOnce()
    expect(getStorage.mock.calls).toEqual([['id']])
    expect(credentials.identityId).toBe('of a subclass')
    expect(loadCachedId).toHaveBeenCalledTimes(2)
  })

  describe('clearCachedId', () => {
    test('V27 empties both keys of this pool and LoginId alone', ({ browser: { AWS, localStorage } }) => {
      const cached = (suffix: string) => ({ [`${idKey}${suffix}`]: 'id', [`${providersKey}${suffix}`]: 'a' })
      Object.assign(localStorage, cached('pool'), cached('poolann'), cached('another'), { other: 'value' })
      new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool', LoginId: 'ann' }).clearCachedId()
      expect(localStorage).toEqual({ ...cached('pool'), ...cached('another'), other: 'value' })
      new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' }).clearCachedId()
      expect(localStorage).toEqual({ ...cached('another'), other: 'value' })
    })

    test('V28 empties the object', ({ browser: { AWS } }) => {
      const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' })
      credentials.cacheId({ IdentityId: 'mine' })
      expect([credentials.identityId, credentials.params.IdentityId]).toEqual(['mine', 'mine'])
      credentials.clearCachedId()
      expect(credentials.identityId).toBeUndefined()
      expect(credentials._identityId).toBeNull()
      expect(credentials.params).toEqual({ IdentityPoolId: 'pool' })
    })

    test('V28 … of the id that it was given, too', ({ AWS }) => {
      const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool', IdentityId: 'given' })
      credentials.clearCachedId()
      expect(credentials.identityId).toBeUndefined()
    })

    test('V28 … not of its keys', ({ AWS }) => {
      const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' })
      credentials.accessKeyId = 'KEY'
      credentials.clearCachedId()
      expect(credentials.accessKeyId).toBe('KEY')
    })
  })

  describe('clearIdOnNotAuthorized', () => {
    test('V29 clears at NotAuthorizedException', ({ AWS }) => {
      const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' })
      const clearCachedId = vi.spyOn(credentials, 'clearCachedId')
      credentials.clearIdOnNotAuthorized(AWS.util.error(new Error('no'), { code: 'NotAuthorizedException' }))
      expect(clearCachedId).toHaveBeenCalledOnce()
    })

    test.for(['TooManyRequestsException', 'InternalErrorException', 'NetworkingError', 'AccessDenied'])('V30 does nothing at %s', (code, {
      AWS,
    }) => {
      const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' })
      const clearCachedId = vi.spyOn(credentials, 'clearCachedId')
      credentials.clearIdOnNotAuthorized(AWS.util.error(new Error('no'), { code }))
      expect(clearCachedId).not.toHaveBeenCalled()
    })
  })
})

describe.each(implementations.filter(({ name }) => name === ours.name))('CP-V2-2 clearIdOnNotAuthorized of $name', (implementation) => {
  const test = testOf(implementation)

  test.for([
    [undefined, 1],
    [false, 1],
    [true, 0],
  ] as const)('with strictV2 %s, at ResourceNotFoundException, clears %i times', ([strictV2, times], { AWS }) => {
    if (strictV2 !== undefined) AWS.config.strictV2 = strictV2
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' })
    const clearCachedId = vi.spyOn(credentials, 'clearCachedId')
    credentials.clearIdOnNotAuthorized(AWS.util.error(new Error('no'), { code: 'ResourceNotFoundException' }))
    expect(clearCachedId).toHaveBeenCalledTimes(times)
  })
})
