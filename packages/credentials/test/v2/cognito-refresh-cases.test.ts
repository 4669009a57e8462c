import { describe, expect, vi } from 'vitest'
import type { AWSError } from '../../src/v2/executor-types.ts'
import { internalError } from '../stub/reactions.ts'
import { implementations, testOf } from './both.ts'
import { credentialsOf, expiration, mockClients, roleCredentials } from './cognito-mocks.ts'

const pool = () => ({ IdentityPoolId: 'pool' })
const withRole = () => ({ IdentityPoolId: 'pool', RoleArn: 'role' })

describe.each(implementations)('refresh of CognitoIdentityCredentials of $name', (implementation) => {
  const test = testOf(implementation)

  describe('V35 without a role', () => {
    test('calls getId, then getCredentialsForIdentity, each with a callback alone', async ({ AWS }) => {
      const credentials = new AWS.CognitoIdentityCredentials(pool())
      const calls = mockClients(credentials)
      await credentials.refreshPromise()
      expect(calls.getId.mock.calls).toEqual([[expect.any(Function)]])
      expect(calls.getCredentialsForIdentity.mock.calls).toEqual([[expect.any(Function)]])
      expect(calls.getOpenIdToken).not.toHaveBeenCalled()
      expect(calls.assumeRoleWithWebIdentity).not.toHaveBeenCalled()
      expect(calls.getId.mock.invocationCallOrder[0]).toBeLessThan(calls.getCredentialsForIdentity.mock.invocationCallOrder[0] ?? 0)
    })

    test('has the keys, and the answer as data', async ({ AWS }) => {
      const credentials = new AWS.CognitoIdentityCredentials(pool())
      mockClients(credentials)
      await credentials.refreshPromise()
      const { accessKeyId, secretAccessKey, sessionToken, expireTime, expired, data } = credentials
      expect([accessKeyId, secretAccessKey, sessionToken, expireTime]).toEqual(['KEY', 'SECRET', 'TOKEN', expiration])
      expect([expired, credentials.needsRefresh()]).toEqual([false, false])
      expect(data).toEqual(credentialsOf('IDENTITY'))
    })

    test('goes by the id of the last answer, and caches it once', async ({ AWS }) => {
      const credentials = new AWS.CognitoIdentityCredentials(pool())
      mockClients(credentials, { getCredentialsForIdentity: [null, credentialsOf('MERGED')] })
      const cacheId = vi.spyOn(credentials, 'cacheId')
      await credentials.refreshPromise()
      expect([credentials.identityId, credentials.params.IdentityId]).toEqual(['MERGED', 'MERGED'])
      expect(cacheId.mock.calls).toEqual([[credentialsOf('MERGED')]])
    })
  })

  describe('V36 with a role', () => {
    test('calls getId, getOpenIdToken and STS, with id and token passed on', async ({ AWS }) => {
      const credentials = new AWS.CognitoIdentityCredentials(withRole())
      const calls = mockClients(credentials, { getOpenIdToken: [null, { IdentityId: 'MERGED', Token: 'OPENID' }] })
      const cacheId = vi.spyOn(credentials, 'cacheId')
      await credentials.refreshPromise()
      expect([calls.getId, calls.getOpenIdToken, calls.assumeRoleWithWebIdentity].map((call) => call.mock.calls.length)).toEqual([1, 1, 1])
      expect(calls.getCredentialsForIdentity).not.toHaveBeenCalled()
      expect(credentials.params).toEqual({
        ...withRole(),
        IdentityId: 'MERGED',
        WebIdentityToken: 'OPENID',
        RoleSessionName: 'web-identity',
      })
      expect(credentials.identityId).toBe('MERGED')
      expect(cacheId).toHaveBeenCalledOnce()
    })

    test('has the keys of the role, and the answer of STS as data', async ({ AWS }) => {
      const credentials = new AWS.CognitoIdentityCredentials(withRole())
      mockClients(credentials)
      await credentials.refreshPromise()
      const { accessKeyId, secretAccessKey, sessionToken, expireTime, expired, data } = credentials
      expect([accessKeyId, secretAccessKey, sessionToken, expireTime]).toEqual(['ROLEKEY', 'ROLESECRET', 'ROLETOKEN', expiration])
      expect(expired).toBe(false)
      expect(data).toEqual(roleCredentials)
      expect(credentials.webIdentityCredentials?.data).toBe(data)
    })

    test('CP-V2-13 goes by webIdentityCredentials.refresh and .data', async ({ AWS }) => {
      const credentials = new AWS.CognitoIdentityCredentials(withRole())
      mockClients(credentials)
      const refresh = vi.fn((done: () => void) => done())
      Object.assign(credentials, { webIdentityCredentials: { refresh, data: roleCredentials } })
      await credentials.refreshPromise()
      expect(refresh).toHaveBeenCalledOnce()
      expect(credentials).toMatchObject({ accessKeyId: 'ROLEKEY', data: roleCredentials })
    })

    test('CP-V2-13 asks at each refresh whether there is one', async ({ AWS }) => {
      const credentials = new AWS.CognitoIdentityCredentials(pool())
      const calls = mockClients(credentials)
      await credentials.refreshPromise()
      credentials.params.RoleArn = 'role'
      await credentials.refreshPromise()
      expect(credentials.accessKeyId).toBe('ROLEKEY')
      delete credentials.params.RoleArn
      await credentials.refreshPromise()
      expect(credentials.accessKeyId).toBe('KEY')
      expect(calls.getOpenIdToken).toHaveBeenCalledOnce()
      expect(calls.getId).toHaveBeenCalledOnce()
    })
  })

  describe('V37 with a given id', () => {
    test('calls no getId, and is done when refresh returns', ({ AWS }) => {
      const credentials = new AWS.CognitoIdentityCredentials({ ...pool(), IdentityId: 'given' })
      const calls = mockClients(credentials, { getCredentialsForIdentity: [null, credentialsOf('given')] })
      const done = vi.fn()
      credentials.refresh(done)
      expect(calls.getId).not.toHaveBeenCalled()
      expect(calls.getCredentialsForIdentity).toHaveBeenCalledOnce()
      expect(credentials).toMatchObject({ identityId: 'given', accessKeyId: 'KEY', data: credentialsOf('given') })
      expect(done).not.toHaveBeenCalled()
    })

    test('… with a role, too', ({ AWS }) => {
      const credentials = new AWS.CognitoIdentityCredentials({ ...withRole(), IdentityId: 'given' })
      const calls = mockClients(credentials, { getOpenIdToken: [null, { IdentityId: 'given', Token: 'OPENID' }] })
      credentials.refresh()
      expect(calls.getId).not.toHaveBeenCalled()
      expect(credentials.params.WebIdentityToken).toBe('OPENID')
    })

    test('… and without one: getId is done, too', ({ AWS }) => {
      const credentials = new AWS.CognitoIdentityCredentials(pool())
      mockClients(credentials)
      credentials.refresh()
      expect(credentials).toMatchObject({ identityId: 'IDENTITY', accessKeyId: 'KEY' })
    })
  })

  describe('whose call fails', () => {
    const operations = ['getId', 'getCredentialsForIdentity', 'getOpenIdToken'] as const
    const paramsOf = (operation: (typeof operations)[number]) => (operation === 'getOpenIdToken' ? withRole() : pool())

    test.for([
      ['V38 getId', 'getId'],
      ['V39 getCredentialsForIdentity', 'getCredentialsForIdentity'],
      ['V40 getOpenIdToken', 'getOpenIdToken'],
    ] as const)('%s, surfaces, caches nothing and has no keys', async ([, operation], { browser: { AWS, localStorage } }) => {
      const credentials = new AWS.CognitoIdentityCredentials(paramsOf(operation))
      const failure = AWS.util.error(new Error('INVALID SERVICE'), { code: 'No' })
      mockClients(credentials, { [operation]: [failure, null] })
      const cacheId = vi.spyOn(credentials, 'cacheId')
      await expect(credentials.refreshPromise()).rejects.toBe(failure)
      expect(cacheId).not.toHaveBeenCalled()
      expect(localStorage).toEqual({})
      expect(credentials).toMatchObject({ data: null, accessKeyId: undefined, expired: true })
    })

    test('V38 getId, has no id', async ({ AWS }) => {
      const credentials = new AWS.CognitoIdentityCredentials(pool())
      mockClients(credentials, { getId: [AWS.util.error(new Error('no'), { code: 'No' }), null] })
      await expect(credentials.refreshPromise()).rejects.toMatchObject({ code: 'No' })
      expect(credentials.identityId).toBeUndefined()
    })

    test('V40 STS, surfaces; the id was cached already', async ({ AWS }) => {
      const credentials = new AWS.CognitoIdentityCredentials(withRole())
      const failure = AWS.util.error(new Error('no'), { code: 'AccessDenied' })
      mockClients(credentials, { assumeRoleWithWebIdentity: [failure, null] })
      await expect(credentials.refreshPromise()).rejects.toBe(failure)
      expect(credentials).toMatchObject({ data: null, accessKeyId: undefined, identityId: 'IDENTITY' })
    })

    test.for([
      ['V41', 'getId'],
      ['V43', 'getCredentialsForIdentity'],
      ['V45', 'getOpenIdToken'],
    ] as const)('%s with NotAuthorizedException in %s, clears the cached id', async ([, operation], { AWS }) => {
      const credentials = new AWS.CognitoIdentityCredentials(paramsOf(operation))
      const failure = AWS.util.error(new Error('no'), { code: 'NotAuthorizedException' })
      mockClients(credentials, { [operation]: [failure, null] })
      const clearCachedId = vi.spyOn(credentials, 'clearCachedId')
      await expect(credentials.refreshPromise()).rejects.toMatchObject({ code: 'NotAuthorizedException' })
      expect(clearCachedId).toHaveBeenCalledOnce()
      expect(credentials.identityId).toBeUndefined()
      expect(credentials.params).not.toHaveProperty('IdentityId')
    })

    test.for([
      ['V42', 'getId'],
      ['V44', 'getCredentialsForIdentity'],
      ['V46', 'getOpenIdToken'],
    ] as const)('%s with another error in %s, keeps it', async ([, operation], { AWS }) => {
      const credentials = new AWS.CognitoIdentityCredentials(paramsOf(operation))
      mockClients(credentials, { [operation]: [AWS.util.error(new Error('no'), { code: 'No' }), null] })
      const clearCachedId = vi.spyOn(credentials, 'clearCachedId')
      await expect(credentials.refreshPromise()).rejects.toMatchObject({ code: 'No' })
      expect(clearCachedId).not.toHaveBeenCalled()
    })

    test('A2.8 keeps the id of the cache for the next try', async ({ browser: { AWS, localStorage } }) => {
      localStorage['aws.cognito.identity-id.pool'] = 'cached'
      const credentials = new AWS.CognitoIdentityCredentials(pool())
      mockClients(credentials, { getCredentialsForIdentity: [AWS.util.error(new Error('no'), { code: 'No' }), null] })
      await expect(credentials.refreshPromise()).rejects.toMatchObject({ code: 'No' })
      expect(credentials.identityId).toBe('cached')
      expect(localStorage).toEqual({ 'aws.cognito.identity-id.pool': 'cached' })
    })

    test.for(operations)('CP-V2-13 hands the error of %s to clearIdOnNotAuthorized of the object', async (operation, { AWS }) => {
      const credentials = new AWS.CognitoIdentityCredentials(paramsOf(operation))
      const failure = AWS.util.error(new Error('no'), { code: 'NotAuthorizedException' })
      mockClients(credentials, { [operation]: [failure, null] })
      const clear = vi.spyOn(credentials, 'clearIdOnNotAuthorized').mockImplementation(() => {})
      await expect(credentials.refreshPromise()).rejects.toBe(failure)
      expect(clear.mock.calls).toEqual([[failure]])
    })

    test.for([
      ['V47 getId', 'getId'],
      ['V47 getCredentialsForIdentity', 'getCredentialsForIdentity'],
      ['V47 getOpenIdToken', 'getOpenIdToken'],
    ] as const)('%s, succeeds the next time', async ([, operation], { AWS }) => {
      const credentials = new AWS.CognitoIdentityCredentials(paramsOf(operation))
      mockClients(credentials, { [operation]: [AWS.util.error(new Error('no'), { code: 'No' }), null] })
      await expect(credentials.refreshPromise()).rejects.toMatchObject({ code: 'No' })
      mockClients(credentials)
      await credentials.refreshPromise()
      expect(credentials.identityId).toBe('IDENTITY')
      expect(credentials.needsRefresh()).toBe(false)
    })

    test('A2.9 leaves the old keys, and needs no refresh unless they expired', async ({ AWS }) => {
      const credentials = new AWS.CognitoIdentityCredentials(pool())
      mockClients(credentials)
      await credentials.refreshPromise()
      const failure = AWS.util.error(new Error('no'), { code: 'No' })
      mockClients(credentials, { getCredentialsForIdentity: [failure, null] })
      await expect(credentials.refreshPromise()).rejects.toBe(failure)
      expect(credentials).toMatchObject({ accessKeyId: 'KEY', secretAccessKey: 'SECRET', data: null })
      expect(credentials.needsRefresh()).toBe(false)
      credentials.expireTime = new Date(0)
      expect(credentials.needsRefresh()).toBe(true)
    })
  })

  test('A2.5 clears data and id before it asks', ({ AWS }) => {
    const credentials = new AWS.CognitoIdentityCredentials(pool())
    mockClients(credentials)
    credentials.refresh()
    const seen: unknown[] = []
    vi.spyOn(credentials, 'getId').mockImplementation(() => void seen.push(credentials.data, credentials._identityId))
    credentials.refresh()
    expect(seen).toEqual([null, null])
  })

  test('A2.5 takes getId without an id in the answer for a failure without an error', ({ AWS }) => {
    const credentials = new AWS.CognitoIdentityCredentials(pool())
    mockClients(credentials, { getId: [null, {}] })
    const done = vi.fn()
    credentials.getId(done)
    expect(done.mock.calls).toEqual([[null]])
  })

  test('A2.5 getId calls back with the id, which it keeps in params', ({ AWS }) => {
    const credentials = new AWS.CognitoIdentityCredentials(pool())
    const calls = mockClients(credentials)
    const done = vi.fn()
    credentials.getId(done)
    credentials.getId(done)
    expect(done.mock.calls).toEqual([
      [null, 'IDENTITY'],
      [null, 'IDENTITY'],
    ])
    expect(calls.getId).toHaveBeenCalledOnce()
    expect(credentials.params.IdentityId).toBe('IDENTITY')
  })

  test('A2.10 ten at a time are one load, and a later failure does not poison the next', async ({ AWS, stub }) => {
    const credentials = new AWS.CognitoIdentityCredentials(
      { IdentityPoolId: 'eu-central-1:11111111-2222-3333-4444-555555555555' },
      { region: 'eu-central-1', endpoint: stub.url, maxRetries: 0 },
    )
    await Promise.all(Array.from({ length: 10 }, () => credentials.getPromise()))
    expect(stub.operations).toEqual(['GetId', 'GetCredentialsForIdentity'])
    stub.next('GetCredentialsForIdentity', internalError())
    const refreshed = await Promise.allSettled([credentials.refreshPromise(), credentials.refreshPromise()])
    expect(refreshed).toMatchObject(Array(2).fill({ status: 'rejected', reason: { code: 'InternalErrorException' } }))
    await expect(credentials.refreshPromise()).resolves.toBeUndefined()
    expect(stub.operations.slice(2)).toEqual(['GetCredentialsForIdentity', 'GetCredentialsForIdentity'])
  })

  test('A2.11 a guest becomes a user: the old id with the logins', async ({ AWS, stub }) => {
    const credentials = new AWS.CognitoIdentityCredentials(
      { IdentityPoolId: 'eu-central-1:11111111-2222-3333-4444-555555555555' },
      { region: 'eu-central-1', endpoint: stub.url },
    )
    await credentials.getPromise()
    const { identityId } = credentials
    credentials.params.Logins = { 'login.example.com': stubLogin }
    credentials.expired = true
    await credentials.getPromise()
    expect(stub.operations).toEqual(['GetId', 'GetCredentialsForIdentity', 'GetCredentialsForIdentity'])
    expect(stub.requests.at(-1)?.input).toEqual({ IdentityId: identityId, Logins: { 'login.example.com': stubLogin } })
    expect(credentials.expired).toBe(false)
  })

  test.for([
    'load',
    'createClients',
    'getId',
    'getCredentialsForIdentity',
    'cacheId',
    'loadCredentials',
  ] as const)('CP-V2-13 calls %s of the object', async (member, { AWS }) => {
    const credentials = new AWS.CognitoIdentityCredentials(pool())
    mockClients(credentials)
    const spy = vi.spyOn(credentials, member)
    await credentials.refreshPromise()
    expect(spy).toHaveBeenCalledOnce()
  })

  test('CP-V2-13 calls getCredentialsFromSTS of the object, where there is a role', async ({ AWS }) => {
    const credentials = new AWS.CognitoIdentityCredentials(withRole())
    mockClients(credentials)
    const spy = vi.spyOn(credentials, 'getCredentialsFromSTS').mockImplementation((done) => done())
    await credentials.refreshPromise()
    expect(spy.mock.calls).toEqual([[expect.any(Function)]])
    expect(credentials.accessKeyId).toBeUndefined()
  })

  test('CP-V2-13 takes a subclass whose getId asks somebody else', async ({ AWS }) => {
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool', Logins: { 'login.app': 'ann' } })
    const calls = mockClients(credentials, { getCredentialsForIdentity: [null, credentialsOf('of our backend')] })
    credentials.getId = function (done) {
      this.params.IdentityId = 'of our backend'
      done(null, 'of our backend')
    }
    await credentials.refreshPromise()
    expect(calls.getId).not.toHaveBeenCalled()
    expect(credentials.identityId).toBe('of our backend')
  })

  test('CP-V2-13 an error that a replaced load hands over is what all get', async ({ AWS }) => {
    const credentials = new AWS.CognitoIdentityCredentials(pool())
    const failure: AWSError = AWS.util.error(new Error('no'), { code: 'No' })
    credentials.load = (done) => done(failure)
    await expect(credentials.getPromise()).rejects.toBe(failure)
    expect(credentials.expired).toBe(true)
  })
})

/** What the stub reads: an unsigned token of a user, of which it asks no more. */
const stubLogin = `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.${Buffer.from('{"sub":"ann"}').toString('base64url')}.c2ln`
