import { describe, expect } from 'vitest'
import type { CognitoIdentityCredentials } from '../../../src/v2/credentials-types.ts'
import { implementations, ours } from '../both.ts'
import { allow, allowClassicFlow, called, roleOf, type Surroundings, testOf } from './programs.ts'

describe.each(implementations)('CP-PRG-10 CognitoIdentityCredentials of $name with a pool and logins', (implementation) => {
  const test = testOf(implementation)

  test('sign what services do that are made afterwards', async ({ around }) => {
    const { AWS, identityPoolId, roles, stub, tokens } = around
    await allow(around, roles.user, 'cognito-identity:ListIdentityPools')

    AWS.config.credentials = new AWS.CognitoIdentityCredentials({
      IdentityPoolId: identityPoolId,
      Logins: { 'graph.facebook.com': tokens.facebook },
    })
    const cognitoidentity = new AWS.CognitoIdentity()
    const { err, data } = await called((done) => cognitoidentity.listIdentityPools({ MaxResults: 10 }, done))

    expect(err).toBeNull()
    expect(data).toEqual({ IdentityPools: expect.arrayContaining([{ IdentityPoolId: identityPoolId, IdentityPoolName: 'app' }]) })
    expect(stub.operations).toEqual(['GetId', 'GetCredentialsForIdentity', 'ListIdentityPools'])
    const { accessKeyId } = credentialsOf(around)
    expect(stub.requests.at(-1)?.headers['authorization']).toContain(`Credential=${accessKeyId}/`)
    expect(stub.requests.at(-1)?.headers['x-amz-security-token']).toBe(credentialsOf(around).sessionToken)
    expect(await roleOf(credentialsOf(around), around)).toBe('User')
  })

  test('are not seen by services that were made before', async ({ around }) => {
    const { AWS, identityPoolId } = around
    AWS.config.credentialProvider = new AWS.CredentialProviderChain([])
    const early = new AWS.CognitoIdentity()
    AWS.config.credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: identityPoolId })
    const { err } = await called((done) => early.listIdentityPools({ MaxResults: 10 }, done))
    expect(err).toMatchObject({ code: 'CredentialsError' })
  })

  test('send the updated token with GetCredentialsForIdentity', async ({ around }) => {
    const { AWS, identityPoolId, stub, tokens, renewed } = around
    AWS.config.credentials = new AWS.CognitoIdentityCredentials({
      IdentityPoolId: identityPoolId,
      Logins: { 'graph.facebook.com': tokens.facebook },
    })
    await AWS.config.credentials.getPromise()
    const { identityId, accessKeyId } = credentialsOf(around)

    const logins = credentialsOf(around).params.Logins ?? {}
    logins['graph.facebook.com'] = renewed.facebook
    const { err } = await called((done) => credentialsOf(around).refresh(done))

    expect(err).toBeFalsy()
    expect(stub.requests.at(-1)).toMatchObject({
      operation: 'GetCredentialsForIdentity',
      input: { IdentityId: identityId, Logins: { 'graph.facebook.com': renewed.facebook } },
    })
    expect(credentialsOf(around).identityId).toBe(identityId)
    expect(credentialsOf(around).accessKeyId).not.toBe(accessKeyId)
  })

  test('without a region anywhere are missing', async ({ around }) => {
    const { AWS, identityPoolId, stub } = around
    AWS.config.region = null
    AWS.config.credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: identityPoolId })
    const cognitoidentity = new AWS.CognitoIdentity({ region: 'eu-central-1' })
    const { err, data } = await called((done) => cognitoidentity.listIdentityPools({ MaxResults: 10 }, done))
    expect(data).toBeNull()
    expect(err).toMatchObject({
      code: 'CredentialsError',
      message: 'Missing credentials in config, if using AWS_CONFIG_FILE, set AWS_SDK_LOAD_CONFIG=1',
    })
    // CP-V2-4: ours says so at once, the SDK two errors deep.
    const { message } = implementation === ours ? (err?.originalError ?? { message: '' }) : deepest(err)
    expect(message).toContain('Missing region in config')
    expect(stub.requests).toEqual([])
  })

  test('become those of a user, with the identity of the guest', async ({ around }) => {
    const { AWS, identityPoolId, stub, tokens } = around
    AWS.config.credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: identityPoolId })
    await AWS.config.credentials.getPromise()
    const { identityId } = credentialsOf(around)
    expect(await roleOf(credentialsOf(around), around)).toBe('Guest')

    credentialsOf(around).params.Logins = { 'graph.facebook.com': tokens.facebook }
    credentialsOf(around).expired = true
    await AWS.config.credentials.getPromise()

    expect(credentialsOf(around).identityId).toBe(identityId)
    expect(await roleOf(credentialsOf(around), around)).toBe('User')
    expect(stub.operations.filter((operation) => operation !== 'GetCallerIdentity')).toEqual([
      'GetId',
      'GetCredentialsForIdentity',
      'GetCredentialsForIdentity',
    ])
  })

  test('… and follow to the identity that the user has already', async ({ around }) => {
    const { AWS, identityPoolId, tokens } = around
    const Logins = { 'graph.facebook.com': tokens.facebook }
    const known = new AWS.CognitoIdentityCredentials({ IdentityPoolId: identityPoolId, Logins })
    await known.getPromise()
    const guest = new AWS.CognitoIdentityCredentials({ IdentityPoolId: identityPoolId })
    await guest.getPromise()
    expect(guest.identityId).not.toBe(known.identityId)

    guest.params.Logins = Logins
    guest.expired = true
    await guest.getPromise()

    expect(guest.identityId).toBe(known.identityId)
    expect(guest.params.IdentityId).toBe(known.identityId)
    expect(await roleOf(guest, around)).toBe('User')
  })
})

describe.each(implementations)('CP-PRG-11 CognitoIdentityCredentials of $name', (implementation) => {
  const test = testOf(implementation)

  test('with an identity alone', async ({ around }) => {
    const { AWS, stub } = around
    const IdentityId = await guestOf(around)
    AWS.config.credentials = new AWS.CognitoIdentityCredentials({ IdentityId })
    const { err } = await called((done) => AWS.config.credentials?.get(done))
    expect(err).toBeFalsy()
    expect(stub.requests.at(-1)).toMatchObject({ operation: 'GetCredentialsForIdentity', input: { IdentityId } })
    expect(credentialsOf(around).identityId).toBe(IdentityId)
    expect(await roleOf(credentialsOf(around), around)).toBe('Guest')
  })

  test('with a role: by an OpenID token and STS', async ({ around }) => {
    const { AWS, identityPoolId, roles, stub } = around
    await allowClassicFlow(around)
    AWS.config.credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: identityPoolId, RoleArn: roles.user })
    await AWS.config.credentials.getPromise()

    expect(stub.operations).toEqual(['GetId', 'GetOpenIdToken', 'AssumeRoleWithWebIdentity'])
    const { input } = stub.requests[2] ?? { input: {} }
    expect(input).toEqual({
      Action: 'AssumeRoleWithWebIdentity',
      Version: '2011-06-15',
      RoleArn: roles.user,
      RoleSessionName: 'web-identity',
      WebIdentityToken: expect.stringMatching(/^eyJ/),
    })
    const { data, identityId } = credentialsOf(around)
    expect(data).toMatchObject({ SubjectFromWebIdentityToken: identityId, AssumedRoleUser: { Arn: expect.stringContaining('/User/') } })
    expect(await roleOf(credentialsOf(around), around)).toBe('User')
  })

  test('with a role of its choice, without that way', async ({ around }) => {
    const { AWS, identityPoolId, roles, stub, tokens } = around
    AWS.config.credentials = new AWS.CognitoIdentityCredentials({
      IdentityPoolId: identityPoolId,
      CustomRoleArn: roles.user,
      Logins: { 'graph.facebook.com': tokens.facebook },
    })
    await AWS.config.credentials.getPromise()
    expect(stub.requests.at(-1)?.input).toMatchObject({ CustomRoleArn: roles.user })
    expect(await roleOf(credentialsOf(around), around)).toBe('User')
  })
})

describe.each(implementations)('CP-PRG-12 the pool of CognitoIdentityCredentials of $name was deleted', (implementation) => {
  const test = testOf(implementation)

  test('refresh fails; with the id cleared, another pool gives a new identity', async ({ around }) => {
    const { AWS, hallpass, identityPoolId, stub } = around
    const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId: identityPoolId })
    await credentials.getPromise()
    const { identityId } = credentials
    const cognito = new AWS.CognitoIdentity({ credentials: new AWS.Credentials(hallpass.server.rootAccessKey) })
    const { IdentityPoolId = '' } = await cognito
      .createIdentityPool({ IdentityPoolName: 'next', AllowUnauthenticatedIdentities: true })
      .promise()
    await cognito
      .setIdentityPoolRoles({ IdentityPoolId, Roles: { unauthenticated: around.roles.guest, authenticated: around.roles.user } })
      .promise()
    await cognito.deleteIdentityPool({ IdentityPoolId: identityPoolId }).promise()

    const { err } = await called((done) => credentials.refresh(done))
    expect(err?.code).toBe('ResourceNotFoundException')
    credentials.clearCachedId()
    credentials.params.IdentityPoolId = IdentityPoolId
    await credentials.refreshPromise()

    expect(credentials.identityId).toMatch(/^eu-central-1:/)
    expect(credentials.identityId).not.toBe(identityId)
    expect(stub.requests.at(-2)).toMatchObject({ operation: 'GetId', input: { IdentityPoolId } })
    expect(await roleOf(credentials, around)).toBe('Guest')
  })
})

/** What the program has put into the global configuration. */
function credentialsOf({ AWS }: Surroundings): CognitoIdentityCredentials {
  // Each program puts these there.
  return AWS.config.credentials as CognitoIdentityCredentials
}

async function guestOf({ AWS, identityPoolId }: Surroundings): Promise<string> {
  const { IdentityId = '' } = await new AWS.CognitoIdentity().getId({ IdentityPoolId: identityPoolId }).promise()
  return IdentityId
}

/** The error at the end of `originalError`. */
function deepest(error: Cause | null): Cause {
  let found: Cause = error ?? {}
  while (found.originalError !== undefined) found = found.originalError
  return found
}
interface Cause {
  readonly message?: string
  readonly originalError?: Cause
}
