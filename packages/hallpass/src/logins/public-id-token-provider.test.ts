import { describe, expect, onTestFinished, test } from 'vitest'
import { startStubIssuer } from '../../test/counterparts/stub-issuer.ts'
import { forgeKey, forgeToken } from '../../test/counterparts/token-forge.ts'
import { claimsOf, createLoginBench, poolWith, registered } from '../../test/support/login-bench.ts'

const key = forgeKey('RS256', '1')

async function bench(name: 'accounts.google.com' | 'appleid.apple.com', clientIds = 'web;phone') {
  const stub = await startStubIssuer(key)
  onTestFinished(() => stub.close())
  const { verify, pass } = createLoginBench({ endpoints: { [name]: { issuer: stub.issuer } } })
  const pool = poolWith({ supportedLoginProviders: new Map([[name, clientIds]]) })
  const login = (claims: object) => verify(name, forgeToken(key, claimsOf(stub.issuer, { aud: 'web', ...claims })), pool)
  return { stub, login, pass }
}

const refused = (reason: string) => ({ kind: 'refused', reason })
const notSupported = refused('Token is not from a supported provider of this identity pool.')

describe.each(['accounts.google.com', 'appleid.apple.com'] as const)('%s', (name) => {
  test('keeps its own name with an issuer from the configuration', async () => {
    const { login } = await bench(name)
    expect(await login({ email: 'ann@a.test' })).toMatchObject({
      kind: 'verified',
      verified: {
        login: { provider: name, subject: 'ann' },
        claims: { email: 'ann@a.test' },
        amrDetail: `${name}:web:ann`,
        roleMappingKey: name,
        principalTagKeys: [name],
      },
    })
  })

  test('takes any of several client ids', async () => {
    const { login } = await bench(name)
    expect(await login({ aud: 'phone' })).toMatchObject({ verified: { amrDetail: `${name}:phone:ann` } })
  })

  test('refuses the token of another client', async () => {
    const { login } = await bench(name)
    expect(await login({ aud: 'web;phone' })).toEqual(notSupported)
    expect(await login({ aud: '' })).toEqual(notSupported)
  })

  test("refuses the provider's own issuer where the configuration gives another", async () => {
    const { login } = await bench(name)
    const mismatch = refused("Invalid login token. Issuer doesn't match providerName")
    expect([await login({ iss: `https://${name}` }), await login({ iss: name })]).toEqual([mismatch, mismatch])
  })

  test('gives five minutes of grace', async () => {
    const { login, pass } = await bench(name)
    const exp = Math.floor(Date.now() / 1000) + 100
    pass(350)
    expect(await login({ exp })).toMatchObject({ kind: 'verified' })
    pass(100)
    expect(await login({ exp })).toMatchObject({ kind: 'refused' })
  })
})

describe('azp', () => {
  test('counts beside aud for Google', async () => {
    const { login } = await bench('accounts.google.com')
    expect(await login({ aud: 'server', azp: 'phone' })).toMatchObject({ verified: { amrDetail: 'accounts.google.com:phone:ann' } })
    expect(await login({ aud: 'web', azp: 'other' })).toMatchObject({ verified: { amrDetail: 'accounts.google.com:web:ann' } })
  })

  test('counts alone for Apple', async () => {
    const { login } = await bench('appleid.apple.com')
    expect(await login({ aud: 'web', azp: 'other' })).toEqual(notSupported)
  })
})

describe('the issuer without its scheme', () => {
  const unsigned = (claims: object) => forgeToken(key, { exp: 0, sub: 'ann', aud: 'web', ...claims })

  test('is taken from Google: the token is refused for its age alone', async () => {
    const pool = poolWith({ supportedLoginProviders: new Map([['accounts.google.com', 'web']]) })
    const { verify } = createLoginBench()
    const answers = [
      await verify('accounts.google.com', unsigned({ iss: 'accounts.google.com' }), pool),
      await verify('accounts.google.com', unsigned({ iss: 'https://accounts.google.com' }), pool),
    ]
    expect(answers.map((answer) => answer.kind === 'refused' && answer.reason.replace(/\d+ /, ''))).toEqual([
      'Invalid login token. Token expired: >= 0',
      'Invalid login token. Token expired: >= 0',
    ])
  })

  test('is taken from Google as a provider that IAM holds, too', async () => {
    const { arn } = registered('https://accounts.google.com')
    const { verify } = createLoginBench({ providers: [registered('https://accounts.google.com', 'web')] })
    const answer = await verify(
      'accounts.google.com',
      unsigned({ iss: 'accounts.google.com' }),
      poolWith({ openIdConnectProviderArns: [arn] }),
    )
    expect(answer).toMatchObject({ kind: 'refused', reason: expect.stringContaining('Token expired') })
  })

  test('is not taken from Apple', async () => {
    const pool = poolWith({ supportedLoginProviders: new Map([['appleid.apple.com', 'web']]) })
    expect(await createLoginBench().verify('appleid.apple.com', unsigned({ iss: 'appleid.apple.com' }), pool)).toEqual(
      refused("Invalid login token. Issuer doesn't match providerName"),
    )
  })
})
