import { describe, expect, vi } from 'vitest'
import { refusal } from '../stub/reactions.ts'
import { original, ours, testOf } from './both.ts'
import { credentialsOf, mockClients } from './cognito-mocks.ts'

const idKey = 'aws.cognito.identity-id.'
const pool = 'eu-central-1:11111111-2222-3333-4444-555555555555'
const gone = refusal('ResourceNotFoundException', 'Identity not found.')
const unauthorized = refusal('NotAuthorizedException', 'Access to Identity is forbidden.')

describe('CP-V2-2 an id that the service refuses', () => {
  const test = testOf(ours)

  test.for([
    ['ResourceNotFoundException', gone],
    ['NotAuthorizedException', unauthorized],
  ] as const)('is replaced within the same refresh where it comes from the cache: %s', async ([, script], { browser, stub }) => {
    const { AWS, localStorage } = browser
    localStorage[`${idKey}${pool}`] = 'eu-central-1:99999999-0000-0000-0000-000000000000'
    stub.next('GetCredentialsForIdentity', script)
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: pool }, { region: 'eu-central-1', endpoint: stub.url })
    await credentials.refreshPromise()
    expect(stub.operations).toEqual(['GetCredentialsForIdentity', 'GetId', 'GetCredentialsForIdentity'])
    expect(credentials.identityId).toBe(stub.identities.ids.at(-1))
    expect(localStorage[`${idKey}${pool}`]).toBe(credentials.identityId)
    expect(credentials.needsRefresh()).toBe(false)
  })

  test('is replaced where an earlier refresh of the object brought it', async ({ AWS, stub }) => {
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: pool }, { region: 'eu-central-1', endpoint: stub.url })
    await credentials.refreshPromise()
    const former = credentials.identityId
    stub.next('GetCredentialsForIdentity', gone)
    await credentials.refreshPromise()
    expect(stub.operations.slice(2)).toEqual(['GetCredentialsForIdentity', 'GetId', 'GetCredentialsForIdentity'])
    expect(credentials.identityId).not.toBe(former)
  })

  test('is replaced in the flow with a role, before anything is asked of STS', async ({ browser: { AWS, localStorage } }) => {
    localStorage[`${idKey}pool`] = 'cached'
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool', RoleArn: 'role' })
    const refused = AWS.util.error(new Error('no'), { code: 'NotAuthorizedException' })
    const calls = mockClients(credentials)
    calls.getOpenIdToken?.mockImplementationOnce((done) => done(refused, null))
    await credentials.refreshPromise()
    expect(calls.getId).toHaveBeenCalledOnce()
    expect(calls.getOpenIdToken).toHaveBeenCalledTimes(2)
    expect(calls.assumeRoleWithWebIdentity).toHaveBeenCalledOnce()
    expect(localStorage).toEqual({ [`${idKey}pool`]: 'IDENTITY' })
  })

  test('is replaced once: the second refusal is the answer, and nothing is cached', async ({ browser, stub }) => {
    const { AWS, localStorage } = browser
    localStorage[`${idKey}${pool}`] = 'eu-central-1:99999999-0000-0000-0000-000000000000'
    stub.always('GetCredentialsForIdentity', unauthorized)
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: pool }, { region: 'eu-central-1', endpoint: stub.url })
    await expect(credentials.refreshPromise()).rejects.toMatchObject({ code: 'NotAuthorizedException' })
    expect(stub.operations).toEqual(['GetCredentialsForIdentity', 'GetId', 'GetCredentialsForIdentity'])
    expect(localStorage).toEqual({})
    expect(credentials.params).not.toHaveProperty('IdentityId')
  })

  test('is not replaced where the caller gave it', async ({ AWS, stub }) => {
    stub.always('GetCredentialsForIdentity', unauthorized)
    const IdentityId = 'eu-central-1:99999999-0000-0000-0000-000000000000'
    const credentials = new AWS.CognitoIdentityCredentials(
      { IdentityPoolId: pool, IdentityId },
      { region: 'eu-central-1', endpoint: stub.url },
    )
    await expect(credentials.refreshPromise()).rejects.toMatchObject({ code: 'NotAuthorizedException' })
    expect(stub.operations).toEqual(['GetCredentialsForIdentity'])
  })

  test('is not replaced where this refresh asked for it', async ({ AWS, stub }) => {
    stub.always('GetCredentialsForIdentity', unauthorized)
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: pool }, { region: 'eu-central-1', endpoint: stub.url })
    await expect(credentials.refreshPromise()).rejects.toMatchObject({ code: 'NotAuthorizedException' })
    expect(stub.operations).toEqual(['GetId', 'GetCredentialsForIdentity'])
  })

  test('is kept, and not replaced, after any other error', async ({ browser: { AWS, localStorage } }) => {
    localStorage[`${idKey}pool`] = 'cached'
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' })
    const failure = AWS.util.error(new Error('no'), { code: 'InternalErrorException' })
    const calls = mockClients(credentials, { getCredentialsForIdentity: [failure, null] })
    await expect(credentials.refreshPromise()).rejects.toBe(failure)
    expect(calls.getId).not.toHaveBeenCalled()
    expect(localStorage).toEqual({ [`${idKey}pool`]: 'cached' })
  })

  test('is not replaced where the application decides that it stays', async ({ browser: { AWS, localStorage } }) => {
    localStorage[`${idKey}pool`] = 'cached'
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' })
    const failure = AWS.util.error(new Error('no'), { code: 'NotAuthorizedException' })
    const calls = mockClients(credentials, { getCredentialsForIdentity: [failure, null] })
    vi.spyOn(credentials, 'clearIdOnNotAuthorized').mockImplementation(() => {})
    await expect(credentials.refreshPromise()).rejects.toBe(failure)
    expect(calls.getId).not.toHaveBeenCalled()
  })
})

describe.each([
  ['the original', original],
  ['ours with strictV2', ours],
] as const)('CP-V2-2 an id that the service refuses, in %s,', (_, implementation) => {
  const test = testOf(implementation)

  test.for([
    ['NotAuthorizedException', false],
    ['ResourceNotFoundException', true],
  ] as const)('ends the refresh: %s, kept: %s', async ([code, kept], { browser: { AWS, localStorage } }) => {
    AWS.config.strictV2 = true
    localStorage[`${idKey}pool`] = 'cached'
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool' })
    const failure = AWS.util.error(new Error('no'), { code })
    const calls = mockClients(credentials, { getCredentialsForIdentity: [failure, null] })
    await expect(credentials.refreshPromise()).rejects.toBe(failure)
    expect(calls.getId).not.toHaveBeenCalled()
    expect(localStorage).toEqual(kept ? { [`${idKey}pool`]: 'cached' } : {})
  })
})

describe('CP-V2-13 cacheId', () => {
  const test = testOf(ours)

  test('runs once where the refresh succeeds, with a role too', async ({ AWS }) => {
    for (const role of [{}, { RoleArn: 'role' }]) {
      const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool', ...role })
      const cacheId = vi.spyOn(credentials, 'cacheId')
      mockClients(credentials, { getCredentialsForIdentity: [null, credentialsOf('MERGED')] })
      await credentials.refreshPromise()
      expect(cacheId).toHaveBeenCalledOnce()
    }
  })

  test('does not run where STS refuses the role, and the id of the token is known all the same', async ({ browser }) => {
    const { AWS, localStorage } = browser
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: 'pool', RoleArn: 'role' })
    const cacheId = vi.spyOn(credentials, 'cacheId')
    const denied = AWS.util.error(new Error('no'), { code: 'AccessDenied' })
    mockClients(credentials, {
      getOpenIdToken: [null, { IdentityId: 'MERGED', Token: 'OPENID' }],
      assumeRoleWithWebIdentity: [denied, null],
    })
    await expect(credentials.refreshPromise()).rejects.toBe(denied)
    expect(cacheId).not.toHaveBeenCalled()
    expect(localStorage).toEqual({})
    expect(credentials.identityId).toBe('MERGED')
    expect(credentials.data).toBeNull()
  })
})
