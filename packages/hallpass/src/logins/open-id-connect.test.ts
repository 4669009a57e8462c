import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { newProviderKey, type OpenIdProvider, startOpenIdProvider } from '../../test/counterparts/openid-provider.ts'
import { startStubIssuer } from '../../test/counterparts/stub-issuer.ts'
import { forgeKey, forgeToken } from '../../test/counterparts/token-forge.ts'
import { claimsOf, createLoginBench, poolOf, poolWith, registered } from '../../test/support/login-bench.ts'
import { createLoginVerifiers } from './verify-login.ts'

const notSupported = { kind: 'refused', reason: 'Token is not from a supported provider of this identity pool.' }
const notVerified = { kind: 'refused', reason: "Invalid login token. Couldn't verify signed token." }
const mismatch = { kind: 'refused', reason: "Invalid login token. Issuer doesn't match providerName" }

describe('a real provider', () => {
  let provider: OpenIdProvider
  beforeAll(async () => {
    provider = await startOpenIdProvider()
  }, 60_000)
  afterAll(() => provider.close())

  const bench = () => createLoginBench({ providers: [registered(provider.issuer, 'app-RS256', 'app-ES256', 'app-EdDSA')] })

  test.each(['app-RS256', 'app-ES256', 'app-EdDSA'] as const)('verifies the token of %s', async (clientId) => {
    const token = await provider.mint('ann', { email: 'ann@a.test' }, { clientId })
    const { arn } = registered(provider.issuer)
    expect(await bench().verify(provider.name, token, poolOf(provider.name))).toMatchObject({
      kind: 'verified',
      verified: {
        login: { provider: provider.name, subject: 'ann' },
        claims: { aud: clientId, email: 'ann@a.test' },
        amrDetail: `${arn}:OIDC:ann`,
        roleMappingKey: arn,
        principalTagKeys: [arn],
      },
    })
  })

  test('verifies the token of a real sign-in', { timeout: 30_000 }, async () => {
    const answer = await bench().verify(provider.name, await provider.signIn('ann'), poolOf(provider.name))
    expect(answer).toMatchObject({ kind: 'verified', verified: { login: { subject: 'ann' } } })
  })

  test('refuses an expired token', async () => {
    const expiresAt = Math.floor(Date.now() / 1000) - 301
    const token = await provider.mint('ann', {}, { expiresAt })
    const answer = await bench().verify(provider.name, token, poolOf(provider.name))
    expect(answer).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(new RegExp(`^Invalid login token\\. Token expired: \\d+ >= ${expiresAt}$`)),
    })
  })

  test('refuses the token of a client that IAM does not list', async () => {
    const { verify } = createLoginBench({ providers: [registered(provider.issuer, 'app-ES256')] })
    expect(await verify(provider.name, await provider.mint('ann'), poolOf(provider.name))).toEqual(notSupported)
  })
})

test('a rotated key is found at once, and the former one holds while it is published', { timeout: 30_000 }, async () => {
  const provider = await startOpenIdProvider()
  onTestFinished(() => provider.close())
  const { verify, pass } = createLoginBench({ providers: [registered(provider.issuer, 'app-RS256')] })
  const pool = poolOf(provider.name)
  const login = async (token: string) => (await verify(provider.name, token, pool)).kind

  const before = await provider.mint('ann')
  expect(await login(before)).toBe('verified')
  provider.rotate([newProviderKey('RS256', 'second')])
  const after = await provider.mint('ann')
  expect([await login(after), await login(before)]).toEqual(['verified', 'verified'])

  provider.rotate([newProviderKey('RS256', 'third')], { keepsOld: false })
  pass(60)
  expect([await login(await provider.mint('ann')), await login(after), await login(before)]).toEqual(['verified', 'refused', 'refused'])
})

describe('what the pool and IAM hold', () => {
  const key = forgeKey('ES256', '1')

  async function startIssuer() {
    const stub = await startStubIssuer(key)
    onTestFinished(() => stub.close())
    return { ...stub, token: forgeToken(key, claimsOf(stub.issuer)) }
  }

  test('a provider that the pool names and IAM does not hold', async () => {
    const { name, token, asked } = await startIssuer()
    expect(await createLoginBench().verify(name, token, poolOf(name))).toEqual(notSupported)
    expect(asked).toEqual([])
  })

  test("a provider of another account's", async () => {
    const { name, issuer, token } = await startIssuer()
    const { verify } = createLoginBench({ providers: [{ ...registered(issuer, 'app'), accountId: '111111111111' }] })
    expect(await verify(name, token, poolOf(name))).toEqual(notSupported)
  })

  test('a provider that IAM holds and the pool does not name', async () => {
    const { name, issuer, token } = await startIssuer()
    const { verify } = createLoginBench({ providers: [registered(issuer, 'app')] })
    expect(await verify(name, token, poolOf('other.test'))).toEqual(notSupported)
  })

  test('a provider that was registered with a trailing slash', async () => {
    const { name, issuer, token } = await startIssuer()
    const provider = registered(`${issuer}/`, 'app')
    const { verify } = createLoginBench({ providers: [provider] })
    const pool = poolWith({ openIdConnectProviderArns: [provider.arn] })
    expect(await verify(name, token, pool)).toMatchObject({ kind: 'verified', verified: { roleMappingKey: provider.arn } })
    expect(await verify(`${name}/`, token, pool)).toMatchObject({ kind: 'refused' })
  })

  test('a token over the scheme that the provider was not registered with', async () => {
    const { name, issuer } = await startIssuer()
    const { verify } = createLoginBench({ providers: [registered(issuer, 'app')] })
    expect(await verify(name, forgeToken(key, claimsOf(`https://${name}`)), poolOf(name))).toEqual(mismatch)
  })

  test('a provider over plain http that is not on this machine', async () => {
    const { verify } = createLoginBench({ providers: [registered('http://plain.test', 'app')] })
    const answer = await verify('plain.test', forgeToken(key, claimsOf('http://plain.test')), poolOf('plain.test'))
    expect(answer).toMatchObject({ kind: 'provider-unreachable', provider: 'plain.test' })
  })

  test("two providers of the pool do not take each other's tokens", async () => {
    const [one, other] = [await startIssuer(), await startIssuer()]
    const providers = [registered(one.issuer, 'app'), registered(other.issuer, 'app')]
    const pool = poolWith({ openIdConnectProviderArns: providers.map(({ arn }) => arn) })
    const { verify } = createLoginBench({ providers })
    expect(await verify(one.name, other.token, pool)).toEqual(mismatch)
    expect(await verify(one.name, forgeToken(forgeKey('ES256', '1'), claimsOf(one.issuer)), pool)).toEqual(notVerified)
  })

  test.each([
    ['not.configured.test', 'https://not.configured.test', notSupported],
    ['127.0.0.1:1', 'http://127.0.0.1:1', notSupported],
    ['not.configured.test', 'http://not.configured.test', mismatch],
    ['tenant.test', 'https://tenant.test/realms/x', mismatch],
    ['https://tenant.test', 'https://tenant.test', mismatch],
    ['cognito-idp.us-east-1.amazonaws.com/us-east-1_a', 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_b', mismatch],
    ['cognito-idp.us-east-1.amazonaws.com/us-east-1_a', 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_a', notSupported],
    ['accounts.google.com', 'accounts.google.com', notSupported],
    ['appleid.apple.com', 'https://appleid.apple.com', notSupported],
    ['appleid.apple.com', 'appleid.apple.com', mismatch],
  ])('under a key of which the pool has nothing, %s, with the issuer %s', async (provider, issuer, answer) => {
    expect(await createLoginBench().verify(provider, forgeToken(key, claimsOf(issuer)), poolOf('other.test'))).toEqual(answer)
  })

  test('under a key of which the pool has nothing, what is no token', async () => {
    expect(await createLoginBench().verify('not.configured.test', 'token', poolOf('other.test'))).toEqual({
      kind: 'refused',
      reason: 'Invalid login token. Not a valid OpenId Connect identity token.',
    })
  })

  test('what goes wrong on our own side is no verification', async () => {
    const { name, token } = await startIssuer()
    const { verifyLogin: verify } = createLoginVerifiers({
      findOpenIdConnectProvider: () => Promise.reject(new Error('The store is away.')),
      findSamlProvider: async () => undefined,
      samlRecipients: () => [],
      allowsSamlSha1: false,
      endpoints: new Map(),
      now: Date.now,
      randomUuid: () => '',
    })
    await expect(verify(name, token, poolOf(name))).rejects.toThrow('The store is away.')
  })
})
