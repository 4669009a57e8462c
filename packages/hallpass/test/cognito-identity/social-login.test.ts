import { decodeJwt } from 'jose'
import { describe, expect } from 'vitest'
import { createPool } from './federation.ts'
import { getCredentials, getId, getToken, loginsOf, snapshot } from './identity-calls.ts'
import { appIds, type SocialProviders, test } from './social-federation.ts'

type Provider = keyof typeof appIds

/** A login of this user, made for the app of our pools or for another one. */
const logins: Readonly<Record<Provider, (social: SocialProviders, user: string, isOtherApp?: boolean) => string>> = {
  'graph.facebook.com': ({ facebook }, user, isOtherApp = false) => grant(facebook, user, isOtherApp ? '1' : appIds['graph.facebook.com']),
  'www.amazon.com': ({ amazon }, user, isOtherApp = false) =>
    grant(amazon, user, isOtherApp ? 'amzn1.application.1' : appIds['www.amazon.com']),
  'api.twitter.com': ({ twitter }, user) => grant(twitter, user, '', `token-${user};secret`),
  'accounts.google.com': ({ google }, user, isOtherApp = false) => google.token(user, isOtherApp ? 'other' : appIds['accounts.google.com']),
  'appleid.apple.com': ({ apple }, user, isOtherApp = false) => apple.token(user, isOtherApp ? 'other' : appIds['appleid.apple.com']),
}

function grant(provider: SocialProviders['facebook'], userId: string, appId: string, token: string = crypto.randomUUID()): string {
  provider.grant(token, { appId, userId })
  return token
}

// The members of `logins` are the providers.
const providers = Object.keys(logins) as Provider[]

describe.for(providers)('%s', (provider) => {
  test('gives its user one identity and credentials', async ({ hallpass, pool, social }) => {
    const id = await getId(hallpass, pool, { [provider]: logins[provider](social, '1001') })
    const again = { [provider]: logins[provider](social, '1001') }
    expect(await getId(hallpass, pool, again)).toBe(id)
    expect(await getId(hallpass, pool, { [provider]: logins[provider](social, '1002') })).not.toBe(id)
    expect(await loginsOf(hallpass, id)).toEqual([provider])
    expect((await getCredentials(hallpass, id, again)).Credentials?.AccessKeyId).toMatch(/^ASIA/)
  })

  test('is named in amr with app and user', async ({ hallpass, pool, social }) => {
    const login = { [provider]: logins[provider](social, '1001') }
    const { token } = await getToken(hallpass, await getId(hallpass, pool, login), login)
    const [app] = appIds[provider].split(';')
    expect(decodeJwt(token)).toMatchObject({ amr: ['authenticated', provider, `${provider}:${app}:1001`] })
  })

  test('is refused where the pool does not have it', async ({ hallpass, social }) => {
    const others = Object.fromEntries(Object.entries(appIds).filter(([name]) => name !== provider))
    const pool = await createPool(hallpass, { SupportedLoginProviders: others })
    await expect(getId(hallpass, pool, { [provider]: logins[provider](social, '1001') })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Token is not from a supported provider of this identity pool.',
    })
  })

  test('refuses what it did not issue', async ({ hallpass, pool }) => {
    const before = await snapshot(hallpass, pool)
    for (const token of ['x', 'x;y', 'not a token']) {
      await expect(getId(hallpass, pool, { [provider]: token })).rejects.toMatchObject({
        name: 'NotAuthorizedException',
        message: expect.stringMatching(/^Invalid login token\. /),
      })
    }
    expect(await snapshot(hallpass, pool)).toEqual(before)
  })
})

// Twitter's tokens are of the consumer whose secret signs the question: another app's are not valid at all.
describe.for(providers.filter((provider) => provider !== 'api.twitter.com'))('%s', (provider) => {
  test('refuses the login of another app', async ({ hallpass, pool, social }) => {
    const before = await snapshot(hallpass, pool)
    await expect(getId(hallpass, pool, { [provider]: logins[provider](social, '1001', true) })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Token is not from a supported provider of this identity pool.',
    })
    expect(await snapshot(hallpass, pool)).toEqual(before)
  })
})

describe('all of them', () => {
  test('can be logins of one identity', async ({ hallpass, pool, social }) => {
    const all = Object.fromEntries(providers.map((provider) => [provider, logins[provider](social, '7')]))
    const id = await getId(hallpass, pool, all)
    expect(await loginsOf(hallpass, id)).toEqual([...providers].sort())
    for (const provider of providers) expect(await getId(hallpass, pool, { [provider]: logins[provider](social, '7') })).toBe(id)
  })

  test('are asked where the configuration says, and the pool may hold several app ids', async ({ hallpass, social }) => {
    const SupportedLoginProviders = { 'graph.facebook.com': `1;${appIds['graph.facebook.com']}` }
    const pool = await createPool(hallpass, { SupportedLoginProviders })
    const asked = social.facebook.asked.length
    for (const isOtherApp of [true, false]) {
      const token = logins['graph.facebook.com'](social, '1001', isOtherApp)
      expect(await loginsOf(hallpass, await getId(hallpass, pool, { 'graph.facebook.com': token }))).toEqual(['graph.facebook.com'])
    }
    expect(social.facebook.asked.length).toBeGreaterThan(asked)
  })
})

describe('providers that take no logins', () => {
  test('Digits has ended', async ({ hallpass }) => {
    const pool = await createPool(hallpass, { SupportedLoginProviders: { 'www.digits.com': 'key;secret' } })
    await expect(getId(hallpass, pool, { 'www.digits.com': 'token;secret' })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: expect.stringMatching(/^Invalid login token\. /),
    })
  })

  test('SAML providers that IAM does not hold may be named, and are refused', async ({ hallpass }) => {
    const arn = 'arn:aws:iam::123456789012:saml-provider/Corp'
    const pool = await createPool(hallpass, { SamlProviderARNs: [arn] })
    await expect(getId(hallpass, pool, { [arn]: 'PHNhbWxwOlJlc3BvbnNlLz4=' })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: "Invalid login token. Specified provider doesn't exist",
    })
  })
})
