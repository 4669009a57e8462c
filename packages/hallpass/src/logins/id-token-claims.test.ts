import { describe, expect, test } from 'vitest'
import { checkIdTokenClaims, type IdTokenRules } from './id-token-claims.ts'

const now = 1_754_028_847
const rules: IdTokenRules = { issuers: ['https://a.test'], audiences: ['app', 'web'], azp: 'alone', leeway: 300, requiresTokenUse: false }
const claims = { iss: 'https://a.test', aud: 'app', sub: 'ann', exp: now + 60 }

const notValid = 'Invalid login token. Not a valid OpenId Connect identity token.'
const notSupported = 'Token is not from a supported provider of this identity pool.'
const notYetValid = 'Invalid login token. Token is not yet valid.'

describe('checkIdTokenClaims', () => {
  test.each([
    ['a plain token', {}, 'app'],
    ['an issuer with a trailing slash', { iss: 'https://a.test/' }, 'app'],
    ['an audience among several', { aud: ['other', 'web'] }, 'web'],
    ['azp, whatever aud says', { aud: 'other', azp: 'web' }, 'web'],
    ['azp that is null', { azp: null }, 'app'],
    ['exp within the leeway', { exp: now - 299 }, 'app'],
    ['exp with a fraction', { exp: now + 0.5 }, 'app'],
    ['nbf and iat a little ahead', { nbf: now + 300, iat: now + 300 }, 'app'],
    ['nbf that is null', { nbf: null }, 'app'],
    ['any token_use', { token_use: 'access' }, 'app'],
  ])('accepts %s', (_, changes, audience) => {
    expect(checkIdTokenClaims({ ...claims, ...changes }, rules, now)).toEqual({ kind: 'accepted', subject: 'ann', audience })
  })

  test.each([
    ['sub that is a number', { sub: 1 }, notValid],
    ['an empty sub', { sub: '' }, notValid],
    ['a sub of 256 characters', { sub: 'x'.repeat(256) }, notValid],
    ['a sub with a control character', { sub: 'a\u0000b' }, notValid],
    ['a sub with half a character', { sub: '\ud800' }, notValid],
    ['a sub that is a list', { sub: ['ann'] }, notValid],
    ['exp that is a text', { exp: String(now + 60) }, notValid],
    ['exp that is a boolean', { exp: true }, notValid],
    ['exp that is a list', { exp: [now + 60] }, notValid],
    ['exp beyond all numbers', { exp: Number.POSITIVE_INFINITY }, notValid],
    ['nbf that is a text', { nbf: '1' }, notValid],
    ['iat that is an object', { iat: {} }, notValid],
    ['another issuer', { iss: 'https://b.test' }, "Invalid login token. Issuer doesn't match providerName"],
    ['an issuer without its scheme', { iss: 'a.test' }, "Invalid login token. Issuer doesn't match providerName"],
    ['an issuer over plain http', { iss: 'http://a.test' }, "Invalid login token. Issuer doesn't match providerName"],
    ['an issuer in capitals', { iss: 'https://A.test' }, "Invalid login token. Issuer doesn't match providerName"],
    ['an issuer that is a list', { iss: ['https://a.test'] }, "Invalid login token. Issuer doesn't match providerName"],
    ['an empty issuer', { iss: '' }, "Invalid login token. Issuer doesn't match providerName"],
    ['no aud', { aud: undefined }, 'Invalid login token. Missing a required claim: aud'],
    ['aud that is null', { aud: null }, 'Invalid login token. Missing a required claim: aud'],
    ['no exp', { exp: undefined }, 'Invalid login token. Missing a required claim: exp'],
    ['no sub', { sub: undefined }, 'Invalid login token. Missing a required claim: sub'],
    ['no iss', { iss: undefined }, 'Invalid login token. Missing a required claim: iss'],
    ['another audience', { aud: 'other' }, notSupported],
    ['an empty list of audiences', { aud: [] }, notSupported],
    ['aud that is an object', { aud: { app: 1 } }, notSupported],
    ['aud with a number in it', { aud: ['app', 1] }, notSupported],
    ['an azp that is not ours, with our aud', { azp: 'other' }, notSupported],
    ['an azp that is no text', { azp: ['app'] }, notSupported],
    ['an empty azp', { azp: '' }, notSupported],
    ['exp at the end of the leeway', { exp: now - 300 }, `Invalid login token. Token expired: ${now} >= ${now - 300}`],
    ['exp with a fraction, long ago', { exp: 1000.9 }, `Invalid login token. Token expired: ${now} >= 1000`],
    ['nbf too far ahead', { nbf: now + 301 }, notYetValid],
    ['iat too far ahead', { iat: now + 301 }, notYetValid],
  ])('refuses %s', (_, changes, reason) => {
    expect(checkIdTokenClaims({ ...claims, ...changes }, rules, now)).toEqual({ kind: 'refused', reason })
  })

  test('tells what is wrong in the order shape, issuer, required claims, audience, time', () => {
    const told = (changes: object) => {
      const checked = checkIdTokenClaims({ sub: 1, iss: 'https://b.test', aud: null, exp: 0, ...changes }, rules, now)
      return checked.kind === 'refused' ? checked.reason : checked
    }
    expect([
      told({}),
      told({ sub: 'ann' }),
      told({ sub: 'ann', iss: claims.iss }),
      told({ sub: 'ann', iss: claims.iss, aud: 'other' }),
      told({ sub: 'ann', iss: claims.iss, aud: 'app' }),
    ]).toEqual([
      notValid,
      "Invalid login token. Issuer doesn't match providerName",
      'Invalid login token. Missing a required claim: aud',
      notSupported,
      `Invalid login token. Token expired: ${now} >= 0`,
    ])
  })

  test('without leeway a token ends at its exp', () => {
    const strict = { ...rules, leeway: 0 }
    expect(checkIdTokenClaims({ ...claims, exp: now + 1 }, strict, now).kind).toBe('accepted')
    expect(checkIdTokenClaims({ ...claims, exp: now }, strict, now)).toEqual({
      kind: 'refused',
      reason: `Invalid login token. Token expired: ${now} >= ${now}`,
    })
  })

  test('takes azp or aud where the provider is Google', () => {
    const google: IdTokenRules = { ...rules, azp: 'or-aud' }
    const audiences = [{ aud: 'app', azp: 'other' }, { aud: 'other', azp: 'web' }, { aud: ['app'] }, { aud: 'other', azp: 'other' }].map(
      (changes) => checkIdTokenClaims({ ...claims, ...changes }, google, now),
    )
    expect(audiences.map((checked) => (checked.kind === 'accepted' ? checked.audience : checked.reason))).toEqual([
      'app',
      'web',
      'app',
      notSupported,
    ])
  })

  test('takes nothing where the pool does not have the provider', () => {
    expect(checkIdTokenClaims(claims, { ...rules, audiences: [] }, now)).toEqual({ kind: 'refused', reason: notSupported })
  })

  test.each([
    [{}, 'Invalid login token. Missing a required claim: token_use'],
    [{ token_use: 'access' }, 'Invalid login token. The claim token_use is not id.'],
    [{ token_use: ['id'] }, 'Invalid login token. The claim token_use is not id.'],
    [{ token_use: 'access', aud: 'other' }, 'Invalid login token. The claim token_use is not id.'],
    [{ token_use: 'access', aud: undefined }, 'Invalid login token. Missing a required claim: aud'],
  ])('a user pool token with %j is none', (changes, reason) => {
    expect(checkIdTokenClaims({ ...claims, ...changes }, { ...rules, requiresTokenUse: true }, now)).toEqual({ kind: 'refused', reason })
  })

  test('a user pool token that says it is an ID token is accepted', () => {
    expect(checkIdTokenClaims({ ...claims, token_use: 'id' }, { ...rules, requiresTokenUse: true }, now).kind).toBe('accepted')
  })
})
