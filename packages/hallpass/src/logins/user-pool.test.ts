import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startStubIssuer } from '../../test/counterparts/stub-issuer.ts'
import { startStubServer } from '../../test/counterparts/stub-server.ts'
import { forgeKey, forgeToken } from '../../test/counterparts/token-forge.ts'
import { startUserPools, type UserPool, type UserPools } from '../../test/counterparts/user-pool.ts'
import { claimsOf, createLoginBench, poolWith } from '../../test/support/login-bench.ts'

const provider = 'cognito-idp.us-east-1.amazonaws.com/us-east-1_Abc'
const notSupported = { kind: 'refused', reason: 'Token is not from a supported provider of this identity pool.' }
const revoked = { kind: 'refused', reason: 'Invalid login token. Token has been revoked.' }

const poolOfClient = (clientId: string, serverSideTokenCheck?: boolean) =>
  poolWith({ userPoolClients: [{ providerName: provider, clientId, serverSideTokenCheck }] })

describe('a real user pool', () => {
  let userPools: UserPools
  beforeAll(async () => {
    userPools = await startUserPools()
  }, 60_000)
  afterAll(() => userPools.close())

  async function startPool(): Promise<UserPool> {
    const userPool = await userPools.createPool()
    await userPool.createUser('ann', 'admins')
    return userPool
  }

  const bench = ({ issuer }: UserPool) => createLoginBench({ endpoints: { [provider]: { issuer, endpoint: userPools.url } } })

  test('verifies an ID token under the name of its provider', { timeout: 30_000 }, async () => {
    const userPool = await startPool()
    const { idToken } = await userPool.signIn('ann')
    const answer = await bench(userPool).verify(provider, idToken, poolOfClient(userPool.clientId))
    const subject = answer.kind === 'verified' ? answer.verified.login.subject : answer
    expect(answer).toMatchObject({
      kind: 'verified',
      verified: {
        login: { provider },
        claims: { 'cognito:username': 'ann', 'cognito:groups': ['admins'], token_use: 'id' },
        amrDetail: `${provider}:CognitoSignIn:${subject}`,
        roleMappingKey: `${provider}:${userPool.clientId}`,
        principalTagKeys: [`${provider}:${userPool.clientId}`, provider],
      },
    })
  })

  test('passes roles on', { timeout: 30_000 }, async () => {
    const userPool = await startPool()
    const roles = ['arn:aws:iam::000000000000:role/a', 'arn:aws:iam::000000000000:role/b']
    userPools.addClaims({ 'cognito:roles': roles, 'cognito:preferred_role': roles[0] })
    onTestFinished(() => userPools.addClaims({}))
    const { idToken } = await userPool.signIn('ann')
    expect(await bench(userPool).verify(provider, idToken, poolOfClient(userPool.clientId))).toMatchObject({
      verified: { claims: { 'cognito:roles': roles, 'cognito:preferred_role': roles[0] } },
    })
  })

  test('refuses an access token', { timeout: 30_000 }, async () => {
    const userPool = await startPool()
    const { accessToken } = await userPool.signIn('ann')
    expect(await bench(userPool).verify(provider, accessToken, poolOfClient(userPool.clientId))).toEqual({
      kind: 'refused',
      reason: 'Invalid login token. Missing a required claim: aud',
    })
  })

  test('refuses the token of another client', { timeout: 30_000 }, async () => {
    const userPool = await startPool()
    const { idToken } = await userPool.signIn('ann')
    expect(await bench(userPool).verify(provider, idToken, poolOfClient('another'))).toEqual(notSupported)
  })

  test('refuses the token of another user pool, though the same key signed it', { timeout: 30_000 }, async () => {
    const [userPool, other] = [await startPool(), await startPool()]
    const { idToken } = await other.signIn('ann')
    expect(await bench(userPool).verify(provider, idToken, poolOfClient(other.clientId))).toEqual({
      kind: 'refused',
      reason: "Invalid login token. Issuer doesn't match providerName",
    })
  })

  test('the server-side check lets a user through who is there, and nobody who was disabled or deleted', { timeout: 30_000 }, async () => {
    const userPool = await startPool()
    const { idToken } = await userPool.signIn('ann')
    const { verify } = bench(userPool)
    const login = () => verify(provider, idToken, poolOfClient(userPool.clientId, true))
    const user = { UserPoolId: userPool.id, Username: 'ann' }

    expect(await login()).toMatchObject({ kind: 'verified' })
    await userPools.api.adminDisableUser(user)
    expect(await login()).toEqual(revoked)
    await userPools.api.adminDeleteUser(user)
    expect(await login()).toEqual(revoked)
    await userPool.createUser('ann')
    expect(await login()).toEqual(revoked)
  })

  test('without the check nobody is asked', { timeout: 30_000 }, async () => {
    const userPool = await startPool()
    const { idToken } = await userPool.signIn('ann')
    await userPools.api.adminDeleteUser({ UserPoolId: userPool.id, Username: 'ann' })
    expect(await bench(userPool).verify(provider, idToken, poolOfClient(userPool.clientId, false))).toMatchObject({ kind: 'verified' })
  })
})

describe('hand-made tokens', () => {
  const key = forgeKey('RS256', '1')

  async function startIssuer() {
    const stub = await startStubIssuer(key)
    onTestFinished(() => stub.close())
    return stub
  }

  test('a user pool without configuration is found by its name', async () => {
    const { name, issuer, asked } = await startIssuer()
    const pool = poolWith({ userPoolClients: [{ providerName: name, clientId: 'app', serverSideTokenCheck: undefined }] })
    const answer = await createLoginBench().verify(name, forgeToken(key, claimsOf(issuer, { token_use: 'id' })), pool)
    expect(answer).toMatchObject({ kind: 'verified', verified: { login: { provider: name, subject: 'ann' } } })
    expect(asked).toEqual(['/.well-known/jwks.json'])
  })

  test('there is no leeway', async () => {
    const { issuer } = await startIssuer()
    const { verify, pass } = createLoginBench({ endpoints: { [provider]: { issuer } } })
    const token = forgeToken(key, claimsOf(issuer, { token_use: 'id' }))
    pass(301)
    expect(await verify(provider, token, poolOfClient('app'))).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(/^Invalid login token\. Token expired: \d+ >= \d+$/),
    })
  })

  test("the provider's own issuer is refused where the configuration gives another", async () => {
    const { issuer } = await startIssuer()
    const { verify } = createLoginBench({ endpoints: { [provider]: { issuer } } })
    const token = forgeToken(key, claimsOf(`https://${provider}`, { token_use: 'id' }))
    expect(await verify(provider, token, poolOfClient('app'))).toEqual({
      kind: 'refused',
      reason: "Invalid login token. Issuer doesn't match providerName",
    })
  })

  test('the check is made for the client that asks for it only', async () => {
    const { issuer } = await startIssuer()
    const { verify } = createLoginBench({ endpoints: { [provider]: { issuer } } })
    const clients = [
      { providerName: provider, clientId: 'app', serverSideTokenCheck: true },
      { providerName: provider, clientId: 'web', serverSideTokenCheck: undefined },
    ]
    const login = (aud: string) =>
      verify(provider, forgeToken(key, claimsOf(issuer, { aud, token_use: 'id' })), poolWith({ userPoolClients: clients }))
    expect(await login('web')).toMatchObject({ kind: 'verified' })
    // No API is configured: it fails closed.
    expect(await login('app')).toMatchObject({ kind: 'provider-unreachable', provider })
  })

  test.each([
    [{ body: { Enabled: true } }, { kind: 'verified' }],
    [{ body: { Enabled: true, UserAttributes: [{ Name: 'sub', Value: 'ann' }] } }, { kind: 'verified' }],
    [{ body: { Enabled: true, UserAttributes: [{ Name: 'sub', Value: 'eve' }] } }, revoked],
    [{ body: { Enabled: 'true' } }, revoked],
    [{ body: {} }, revoked],
    [{ status: 400, body: { __type: 'UserNotFoundException' } }, revoked],
    [{ status: 400, body: { __type: 'com.amazonaws.cognito#UserNotFoundException' } }, revoked],
    [{ status: 400, body: { __type: 'ResourceNotFoundException' } }, { kind: 'provider-unreachable' }],
    [{ status: 400, body: { __type: 'TooManyRequestsException' } }, { kind: 'provider-unreachable' }],
    [{ status: 500, body: { __type: 'InternalErrorException' } }, { kind: 'provider-unreachable' }],
  ])('when the user pool says %j', async (answer, verification) => {
    const { issuer } = await startIssuer()
    const asked: unknown[] = []
    const api = await startStubServer(({ headers, body }) => {
      asked.push([headers['x-amz-target'], JSON.parse(body)])
      return answer
    })
    onTestFinished(() => api.close())
    const { verify } = createLoginBench({ endpoints: { [provider]: { issuer, endpoint: api.url } } })
    const token = forgeToken(key, claimsOf(issuer, { token_use: 'id', 'cognito:username': 'Ann' }))
    expect(await verify(provider, token, poolOfClient('app', true))).toMatchObject(verification)
    const request = { UserPoolId: issuer.replace('http://', ''), Username: 'Ann' }
    expect(asked).toEqual([['AWSCognitoIdentityProviderService.AdminGetUser', request]])
  })
})
