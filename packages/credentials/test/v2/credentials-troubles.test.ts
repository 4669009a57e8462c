import { describe, expect, vi } from 'vitest'
import { ours, testOf } from './both.ts'
import { mockClients } from './cognito-mocks.ts'

const test = testOf(ours)

describe('A2.10 a load that throws', () => {
  test('leaves nobody of the next refresh waiting', async ({ AWS }) => {
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' })
    credentials.createClients = () => {
      throw new Error('thrown')
    }
    expect(() => credentials.refresh(vi.fn())).toThrow('thrown')
    expect(credentials.refreshCallbacks).toEqual([])
    Reflect.deleteProperty(credentials, 'createClients')
    mockClients(credentials)
    await credentials.refreshPromise()
    expect(credentials.needsRefresh()).toBe(false)
  })

  test('rejects the promise form', async ({ AWS }) => {
    const credentials = new AWS.WebIdentityCredentials({ RoleArn: 'role', WebIdentityToken: 'token' }, { apiVersion: '2001-01-01' })
    await expect(credentials.refreshPromise()).rejects.toThrow(/2001-01-01/)
    await expect(credentials.refreshPromise()).rejects.toThrow(/2001-01-01/)
  })
})

describe('A1.6 a callback that throws', () => {
  test('keeps no other from being called', async ({ AWS }) => {
    const deferred: (() => void)[] = []
    AWS.util.defer = (callback) => void deferred.push(callback)
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' })
    credentials.load = (done) => void queueMicrotask(done)
    const second = vi.fn()
    credentials.refresh(() => {
      throw new Error('thrown')
    })
    credentials.refresh(second)
    await Promise.resolve()
    expect(deferred).toHaveLength(2)
    expect(deferred[0]).toThrow('thrown')
    deferred[1]?.()
    expect(second).toHaveBeenCalledOnce()
  })

  test('is the failure itself, later, where there is no callback', ({ AWS }) => {
    const deferred: (() => void)[] = []
    AWS.util.defer = (callback) => void deferred.push(callback)
    const credentials = new AWS.WebIdentityCredentials({ RoleArn: 'role' })
    const failure = AWS.util.error(new Error('no'), { code: 'No' })
    credentials.load = (done) => done(failure)
    expect(() => credentials.refresh()).not.toThrow()
    expect(deferred[0]).toThrow(failure)
  })
})

describe('A2.2 a store that the user blocks while the page is open', () => {
  const blocked = () => {
    throw new DOMException('no', 'SecurityError')
  }
  const closed = () => new Proxy<Record<string, unknown>>({}, { get: blocked, set: blocked, deleteProperty: blocked })

  test('counts as empty', async ({ browser: { AWS } }) => {
    AWS.CognitoIdentityCredentials.prototype.storage = closed()
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool', Logins: { a: 'token' } })
    expect(credentials.identityId).toBeUndefined()
    mockClients(credentials)
    await credentials.refreshPromise()
    expect(credentials.identityId).toBe('IDENTITY')
    expect(() => credentials.clearCachedId()).not.toThrow()
    expect(credentials.identityId).toBeUndefined()
  })
})

describe('A2.3 two pools in one page', () => {
  test('keep an id each', async ({ browser: { AWS, localStorage } }) => {
    const pools = ['first', 'second'].map((IdentityPoolId) => new AWS.CognitoIdentityCredentials({ IdentityPoolId }))
    for (const [index, credentials] of pools.entries()) {
      mockClients(credentials, { getCredentialsForIdentity: [null, { IdentityId: `ID${index}`, Credentials: { AccessKeyId: 'KEY' } }] })
      await credentials.refreshPromise()
    }
    expect(localStorage).toEqual({ 'aws.cognito.identity-id.first': 'ID0', 'aws.cognito.identity-id.second': 'ID1' })
    pools[0]?.clearCachedId()
    expect(pools.map(({ identityId }) => identityId)).toEqual([undefined, 'ID1'])
  })
})

describe('CP-SEC-5 names that change prototypes', () => {
  test('have no effect in logins and in options', ({ browser: { AWS, localStorage } }) => {
    const options = JSON.parse('{"__proto__": {"polluted": true}, "httpOptions": {"__proto__": {"polluted": true}}}')
    const Logins = JSON.parse('{"__proto__": "token"}')
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool', Logins }, options)
    credentials.cacheId({ IdentityId: 'mine' })
    expect(localStorage['aws.cognito.identity-providers.pool']).toBe('__proto__')
    expect(({} as { polluted?: true }).polluted).toBeUndefined()
    expect((credentials._clientConfig.httpOptions as { polluted?: true }).polluted).toBeUndefined()
  })
})
