import { describe, expect, onTestFinished, test } from 'vitest'
import { type SocialProvider, startAmazon, startFacebook, startTwitter } from '../../test/counterparts/social-providers.ts'
import { faults } from '../../test/counterparts/stub-server.ts'
import { createLoginBench, poolWith } from '../../test/support/login-bench.ts'

const consumer = { key: 'consumer', secret: "c0nsumer's secret!" }

const kinds = [
  {
    name: 'graph.facebook.com',
    start: startFacebook,
    configured: '100;101',
    appId: '101',
    token: 'EAA|b+c/d',
    refusal: 'Facebook refused the access token (190).',
  },
  {
    name: 'www.amazon.com',
    start: startAmazon,
    configured: 'amzn1.application-oa2-client.1',
    appId: 'amzn1.application-oa2-client.1',
    token: 'Atza|IQ&=',
    refusal: 'Amazon refused the access token (invalid_token).',
  },
  {
    name: 'api.twitter.com',
    start: () => startTwitter(consumer),
    configured: `${consumer.key};${consumer.secret}`,
    appId: consumer.key,
    token: '1-token;token*secret',
    refusal: 'Twitter refused the access token (32).',
  },
] as const

async function startBench({ name, start, configured }: (typeof kinds)[number], timeoutMilliseconds = 5_000) {
  const provider: SocialProvider = await start()
  onTestFinished(() => provider.close())
  const { verify } = createLoginBench({ endpoints: { [name]: { endpoint: provider.url } }, timeoutMilliseconds })
  const login = (token: string, pool = poolWith({ supportedLoginProviders: new Map([[name, configured]]) })) => verify(name, token, pool)
  return { provider, login }
}

const refused = (reason: string) => ({ kind: 'refused', reason })
const notSupported = refused('Token is not from a supported provider of this identity pool.')

describe.each(kinds)('$name', (kind) => {
  const { name, appId, token } = kind

  test('vouches for its user', async () => {
    const { provider, login } = await startBench(kind)
    provider.grant(token, { appId, userId: '4242' })
    expect(await login(token)).toMatchObject({
      kind: 'verified',
      verified: {
        login: { provider: name, subject: '4242' },
        claims: { iss: name, aud: appId, sub: '4242' },
        amrDetail: `${name}:${appId}:4242`,
        roleMappingKey: name,
        principalTagKeys: [name],
      },
    })
  })

  test('refuses a token that the provider does not know', async () => {
    const { login } = await startBench(kind)
    expect(await login(name === 'api.twitter.com' ? 'stolen;secret' : 'stolen')).toEqual(refused(`Invalid login token. ${kind.refusal}`))
  })

  test.each([[4242], [null], [''], ['a\u0000b'], ['x'.repeat(256)], [['4242']]])('refuses the user id %j', async (userId) => {
    const { provider, login } = await startBench(kind)
    provider.grant(token, { appId, userId })
    expect(await login(token)).toEqual(refused('Invalid login token. The provider names no user.'))
  })

  test('is not asked for a pool that does not have it', async () => {
    const { provider, login } = await startBench(kind)
    expect(await login(token, poolWith({ openIdConnectProviderArns: [`arn:aws:iam::000000000000:oidc-provider/${name}`] }))).toEqual(
      notSupported,
    )
    expect(provider.asked).toEqual([])
  })

  test.each([
    'with blank',
    'line\nbreak',
    'ünicode',
    '\ud800',
    'x'.repeat(4097),
    'a;b;c\u0000',
  ])('is not asked about the token %#', async (odd) => {
    const { provider, login } = await startBench(kind)
    expect(await login(odd)).toEqual(refused('Invalid login token. Not an access token.'))
    expect(provider.asked).toEqual([])
  })

  test.each(faults)('is unreachable when it answers with: %s', async (fault) => {
    const { provider, login } = await startBench(kind, fault.startsWith('hang') ? 50 : 5_000)
    provider.grant(token, { appId, userId: '4242' })
    provider.fail(fault)
    const verification = await login(token)
    expect(verification).toMatchObject({ kind: 'provider-unreachable', provider: name })
    expect(JSON.stringify(verification, (_, value) => (value instanceof Error ? `${value.stack} ${value.cause}` : value))).not.toContain(
      'token',
    )
    expect(provider.asked).not.toContain('/elsewhere')
  })
})

describe('graph.facebook.com', () => {
  test('refuses a token of another app, and does not ask for its user', async () => {
    const { provider, login } = await startBench(kinds[0])
    provider.grant('token', { appId: '999', userId: '4242' })
    expect(await login('token')).toEqual(notSupported)
    expect(provider.asked).toEqual(['/app'])
  })
})

describe('www.amazon.com', () => {
  test('refuses a token of another app', async () => {
    const { provider, login } = await startBench(kinds[1])
    provider.grant('token', { appId: 'amzn1.application-oa2-client.2', userId: '4242' })
    expect(await login('token')).toEqual(notSupported)
  })

  test.each([[0], [-1], ['3597'], [null]])('refuses a token with %j seconds left', async (secondsLeft) => {
    const { provider, login } = await startBench(kinds[1])
    provider.grant('token', { appId: kinds[1].appId, userId: '4242', secondsLeft })
    expect(await login('token')).toEqual(refused('Invalid login token. Token expired.'))
  })

  test('tells the user id under its own name as well', async () => {
    const { provider, login } = await startBench(kinds[1])
    provider.grant('token', { appId: kinds[1].appId, userId: '4242' })
    expect(await login('token')).toMatchObject({ verified: { claims: { user_id: '4242' } } })
  })
})

describe('api.twitter.com', () => {
  test.each(['token', 'token;', ';secret', ';', 'token;secret;more'])('takes no value like %s', async (value) => {
    const { provider, login } = await startBench(kinds[2])
    expect(await login(value)).toEqual(refused('Invalid login token. Not an access token.'))
    expect(provider.asked).toEqual([])
  })

  test('refuses a wrong token secret', async () => {
    const { provider, login } = await startBench(kinds[2])
    provider.grant('token;secret', { appId: consumer.key, userId: '4242' })
    expect(await login('token;other')).toEqual(refused('Invalid login token. Twitter refused the access token (32).'))
  })

  test('signs every request anew', async () => {
    const { provider, login } = await startBench(kinds[2])
    provider.grant('token;secret', { appId: consumer.key, userId: '4242' })
    const kindsOfAnswer = [await login('token;secret'), await login('token;secret')].map(({ kind }) => kind)
    expect(kindsOfAnswer).toEqual(['verified', 'verified'])
  })

  test.each(['consumer', 'consumer;', ';secret', 'a;b;c'])('is not usable with the key %s', async (key) => {
    const { login } = await startBench(kinds[2])
    expect(await login('token;secret', poolWith({ supportedLoginProviders: new Map([['api.twitter.com', key]]) }))).toEqual(notSupported)
  })
})

describe('www.digits.com', () => {
  const { verify } = createLoginBench()

  test('has ended', async () => {
    const pool = poolWith({ supportedLoginProviders: new Map([['www.digits.com', 'key;secret']]) })
    expect(await verify('www.digits.com', 'token;secret', pool)).toEqual(
      refused('Invalid login token. Digits has ended and takes no logins any more.'),
    )
  })

  test('is no provider of a pool that does not name it', async () => {
    expect(await verify('www.digits.com', 'token;secret', poolWith({}))).toEqual(notSupported)
  })
})
