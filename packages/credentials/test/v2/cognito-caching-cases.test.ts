import { describe, expect, vi } from 'vitest'
import { refusal } from '../stub/reactions.ts'
import { implementations, testOf } from './both.ts'
import { credentialsOf, mockClients } from './cognito-mocks.ts'

const idKey = 'aws.cognito.identity-id.'
const providersKey = 'aws.cognito.identity-providers.'

describe.each(implementations)('CognitoIdentityCredentials of $name: caching', (implementation) => {
  const test = testOf(implementation)

  test('V48 stores the id, and the names of the logins', async ({ browser: { AWS, localStorage } }) => {
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool', Logins: { a: 'token', b: 'token' } })
    mockClients(credentials)
    await credentials.refreshPromise()
    expect(localStorage).toEqual({ [`${idKey}pool`]: 'IDENTITY', [`${providersKey}pool`]: 'a,b' })
  })

  test('V48 stores no names for a guest', async ({ browser: { AWS, localStorage } }) => {
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' })
    mockClients(credentials)
    await credentials.refreshPromise()
    expect(localStorage).toEqual({ [`${idKey}pool`]: 'IDENTITY' })
  })

  test('V48 stores an empty text for logins that are none', ({ browser: { AWS, localStorage } }) => {
    new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool', Logins: {} }).cacheId({ IdentityId: 'mine' })
    expect(localStorage).toEqual({ [`${idKey}pool`]: 'mine', [`${providersKey}pool`]: '' })
  })

  test('V48 stores through setStorage of the object', async ({ browser: { AWS } }) => {
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool', Logins: { a: 'token' } })
    mockClients(credentials)
    const setStorage = vi.spyOn(credentials, 'setStorage')
    await credentials.refreshPromise()
    expect(setStorage.mock.calls).toEqual([
      ['id', 'IDENTITY'],
      ['providers', 'a'],
    ])
  })

  test('V48 stores the id of a role flow, too', async ({ browser: { AWS, localStorage } }) => {
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool', RoleArn: 'role' })
    mockClients(credentials, { getOpenIdToken: [null, { IdentityId: 'MERGED', Token: 'token' }] })
    await credentials.refreshPromise()
    expect(localStorage).toEqual({ [`${idKey}pool`]: 'MERGED' })
  })

  test('V48 follows a merged identity', async ({ browser: { AWS, localStorage } }) => {
    localStorage[`${idKey}pool`] = 'cached'
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' })
    const calls = mockClients(credentials, { getCredentialsForIdentity: [null, credentialsOf('MERGED')] })
    await credentials.refreshPromise()
    expect(calls.getId).not.toHaveBeenCalled()
    expect(localStorage).toEqual({ [`${idKey}pool`]: 'MERGED' })
  })

  test('V49 answers getId from the cache', ({ browser: { AWS, localStorage } }) => {
    localStorage[`${idKey}pool`] = 'cached'
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' })
    const calls = mockClients(credentials)
    const done = vi.fn()
    credentials.getId(done)
    expect(done.mock.calls).toEqual([[null, 'cached']])
    expect(calls.getId).not.toHaveBeenCalled()
  })

  test('V50 keeps an id for each LoginId', ({ browser: { AWS, localStorage } }) => {
    for (const LoginId of ['ann', 'ben']) {
      new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool', LoginId }).cacheId({ IdentityId: `of ${LoginId}` })
    }
    expect(localStorage).toEqual({ [`${idKey}poolann`]: 'of ann', [`${idKey}poolben`]: 'of ben' })
    expect(new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool', LoginId: 'ann' }).identityId).toBe('of ann')
  })

  test('V50 reads and writes by the LoginId that params have at the time', ({ browser: { AWS, localStorage } }) => {
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool', LoginId: 'ann' })
    credentials.params.LoginId = 'ben'
    credentials.setStorage('id', 'of ben')
    expect(localStorage).toEqual({ [`${idKey}poolben`]: 'of ben' })
    expect([credentials.getStorage('id'), credentials.getStorage('providers')]).toEqual(['of ben', undefined])
  })

  test('V51 has the cached id after a failure', async ({ browser: { AWS } }) => {
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' })
    mockClients(credentials)
    await credentials.refreshPromise()
    mockClients(credentials, { getCredentialsForIdentity: [AWS.util.error(new Error('no'), { code: 'No' }), null] })
    await expect(credentials.refreshPromise()).rejects.toMatchObject({ code: 'No' })
    expect(credentials.identityId).toBe('IDENTITY')
  })

  test('V51 … not after NotAuthorizedException', async ({ browser: { AWS, localStorage } }) => {
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool', Logins: { a: 'token' } })
    mockClients(credentials)
    await credentials.refreshPromise()
    const failure = AWS.util.error(new Error('no'), { code: 'NotAuthorizedException' })
    // Not one from the cache: there, ours asks for another id at once.
    mockClients(credentials, { getId: [failure, null], getCredentialsForIdentity: [failure, null] })
    await expect(credentials.refreshPromise()).rejects.toMatchObject({ code: 'NotAuthorizedException' })
    expect(credentials.identityId).toBeUndefined()
    expect(localStorage).toEqual({})
  })

  test('A2.7 is reused by the object, which calls no getId at the next refresh', async ({ AWS }) => {
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' })
    const calls = mockClients(credentials)
    await credentials.refreshPromise()
    await credentials.refreshPromise()
    expect(calls.getId).toHaveBeenCalledOnce()
    expect(calls.getCredentialsForIdentity).toHaveBeenCalledTimes(2)
  })
})

describe.each(implementations)('CognitoIdentityCredentials of $name: promises', (implementation) => {
  const test = testOf(implementation)
  const pool = { IdentityPoolId: 'eu-central-1:11111111-2222-3333-4444-555555555555' }

  test.for([
    ['V52', 'getPromise'],
    ['V53', 'refreshPromise'],
  ] as const)('%s: %s resolves to nothing', async ([, method], { AWS, stub }) => {
    const credentials = new AWS.CognitoIdentityCredentials({ ...pool }, { region: 'eu-central-1', endpoint: stub.url })
    await expect(credentials[method]()).resolves.toBeUndefined()
    expect(credentials.needsRefresh()).toBe(false)
    expect(credentials.accessKeyId).toMatch(/^ASIA/)
  })

  test.for([
    ['V54', 'getPromise'],
    ['V55', 'refreshPromise'],
  ] as const)('%s: %s rejects with code and message', async ([, method], { AWS, stub }) => {
    stub.next('GetId', refusal('NotAuthorizedException', 'Unauthenticated access is not supported for this identity pool.'))
    const credentials = new AWS.CognitoIdentityCredentials({ ...pool }, { region: 'eu-central-1', endpoint: stub.url })
    await expect(credentials[method]()).rejects.toMatchObject({
      code: 'NotAuthorizedException',
      message: 'Unauthenticated access is not supported for this identity pool.',
    })
  })
})
