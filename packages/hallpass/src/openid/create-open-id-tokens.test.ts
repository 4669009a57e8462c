import fc from 'fast-check'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { memoryKeys } from '../../test/support/memory-keys.ts'
import type { Keys } from '../keys/keys.ts'
import { createOpenIdTokens } from './create-open-id-tokens.ts'

const issuer = 'http://127.0.0.1:4255'
const issuedAt = 1_800_000_000
const identityId = 'us-east-1:5e2b2a2e-2c5b-4d0e-8d0a-3a7f0f0f3f3f'
const poolId = 'us-east-1:128d0a74-c82f-4553-916d-90053e4a8b0f'
const poolArn = `arn:aws:cognito-identity:us-east-1:000000000000:identitypool/${poolId}`
const guest = { identityId, poolId, poolArn, amr: ['unauthenticated'], principalTags: new Map<string, string>() }

let keys: Keys
beforeAll(async () => {
  keys = await memoryKeys()
})

/** OpenID tokens at so many seconds after {@link issuedAt}. */
function tokensAt(seconds: number, url = issuer, formerIssuers: string[] = []) {
  return createOpenIdTokens({ keys, issuer: () => url, formerIssuers, now: () => (issuedAt + seconds) * 1000 + 999 })
}

const payloadOf = (token: string) => Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()
const forge = (payload: unknown) => `${encode({ kid: 'us-east-11', typ: 'JWS', alg: 'RS512' })}.${encode(payload)}.${'A'.repeat(342)}`
const encode = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

test('issues the claims of AWS, in its order', async () => {
  const claims = { ...guest, amr: ['authenticated', 'idp', 'idp:1'], principalTags: new Map([['actor', 'djonser']]) }
  expect(payloadOf(await tokensAt(0).issue(claims, 900))).toBe(
    `{"sub":"${identityId}","aud":"${poolId}","amr":["authenticated","idp","idp:1"],` +
      `"https://aws.amazon.com/tags":{"principal_tags":{"actor":["djonser"]}},"iss":"${issuer}",` +
      `"https://cognito-identity.amazonaws.com/identity-pool-arn":"${poolArn}","exp":${issuedAt + 900},"iat":${issuedAt}}`,
  )
})

test('leaves the tags out where there are none', async () => {
  expect(Object.keys(JSON.parse(payloadOf(await tokensAt(0).issue(guest, 600))))).toEqual([
    'sub',
    'aud',
    'amr',
    'iss',
    'https://cognito-identity.amazonaws.com/identity-pool-arn',
    'exp',
    'iat',
  ])
})

test('issues tokens that others verify by our key set', async () => {
  const keySet = createLocalJWKSet({ keys: [...(await keys.publicKeys())] })
  const currentDate = new Date((issuedAt + 10) * 1000)
  const { payload, protectedHeader } = await jwtVerify(await tokensAt(0).issue(guest, 600), keySet, {
    issuer,
    audience: poolId,
    currentDate,
  })
  expect(payload.sub).toBe(identityId)
  expect(protectedHeader).toEqual({ kid: 'us-east-11', typ: 'JWS', alg: 'RS512' })
})

test('verifies its tokens to what they were issued for', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 12 })
  const tags = fc.array(fc.tuple(fc.oneof(text, fc.constantFrom('__proto__', '7', 'constructor')), text), { maxLength: 4 })
  const roundTrip = fc.asyncProperty(fc.array(text, { maxLength: 4 }), tags, async (amr, pairs) => {
    const claims = { identityId, poolId, amr, principalTags: new Map(pairs) }
    const verified = await tokensAt(1).verify(await tokensAt(0).issue({ ...claims, poolArn }, 600))
    expect(verified).toEqual({ kind: 'verified', claims })
  })
  await fc.assert(roundTrip)
})

test('takes a token until its last second, with no leeway', async () => {
  const token = await tokensAt(0).issue(guest, 600)
  expect(await tokensAt(599).verify(token)).toMatchObject({ kind: 'verified' })
  expect(await tokensAt(600).verify(token)).toEqual({ kind: 'expired', now: issuedAt + 600, expiresAt: issuedAt + 600 })
})

test('takes tokens of an earlier public URL, if the configuration lists it', async () => {
  const token = await tokensAt(0, 'https://old.example.com').issue(guest, 600)
  expect(await tokensAt(1, issuer, ['https://old.example.com']).verify(token)).toMatchObject({ kind: 'verified' })
  expect(await tokensAt(1).verify(token)).toEqual({ kind: 'foreign-issuer', issuer: 'https://old.example.com' })
})

test.each([
  `${issuer}/`,
  'HTTP://127.0.0.1:4255',
  'https://cognito-identity.amazonaws.com',
  '',
])('takes "%s" for somebody else', async (iss) => {
  const token = await keys.sign({ ...JSON.parse(payloadOf(await tokensAt(0).issue(guest, 600))), iss })
  expect(await tokensAt(1).verify(token)).toEqual({ kind: 'foreign-issuer', issuer: iss })
})

test.each(['iss', 'sub', 'aud', 'exp', 'iat'])('misses %s, absent or null', async (claim) => {
  const { [claim]: _, ...payload } = JSON.parse(payloadOf(await tokensAt(0).issue(guest, 600)))
  expect(await tokensAt(1).verify(forge(payload))).toEqual({ kind: 'missing-claim', claim })
  expect(await tokensAt(1).verify(await keys.sign({ ...payload, [claim]: null }))).toEqual({ kind: 'missing-claim', claim })
})

test.each([
  ['an issuer that is no text', { iss: 1 }],
  ['a subject that is no text', { sub: 1 }],
  ['a list of audiences', { aud: [poolId] }],
  ['an end that is a text', { exp: '1800000600' }],
  ['a start that is a text', { iat: '1800000000' }],
  ['no amr', { amr: undefined }],
  ['an amr of numbers', { amr: [1] }],
  ['tags that are a text', { 'https://aws.amazon.com/tags': 'actor' }],
  ['tags without principal tags', { 'https://aws.amazon.com/tags': {} }],
  ['a tag with two values', { 'https://aws.amazon.com/tags': { principal_tags: { actor: ['a', 'b'] } } }],
])('takes no token with %s, though our key signed it', async (_, change) => {
  const token = await keys.sign({ ...JSON.parse(payloadOf(await tokensAt(0).issue(guest, 600))), ...change })
  expect(await tokensAt(1).verify(token)).toEqual({ kind: 'malformed' })
})

test.each([
  '',
  'token',
  'a.b',
  'a.b.c',
  `${encode({})}.${encode('[]')}.AAAA`,
  `${encode({})}.${encode({ iss: issuer })}.AAAA.`,
])('takes "%s" for no token at all', async (text) => {
  expect(await tokensAt(1).verify(text)).toEqual({ kind: 'malformed' })
})

test('refuses a forged token before it looks at the time', async () => {
  const payload = JSON.parse(payloadOf(await tokensAt(0).issue(guest, 600)))
  expect(await tokensAt(1).verify(forge(payload))).toEqual({ kind: 'bad-signature' })
  expect(await tokensAt(9999).verify(forge(payload))).toEqual({ kind: 'bad-signature' })
})

test('refuses a token of ours that another service signed', async () => {
  const others = createOpenIdTokens({ keys: await memoryKeys(), issuer: () => issuer, formerIssuers: [], now: () => issuedAt * 1000 })
  expect(await tokensAt(1).verify(await others.issue(guest, 600))).toEqual({ kind: 'bad-signature' })
})

test('verifies no token of which any character was changed', async () => {
  const token = await tokensAt(0).issue(guest, 600)
  for (let at = 0; at < token.length; at += 5) {
    const other = token[at] === 'A' ? 'B' : 'A'
    expect((await tokensAt(1).verify(token.slice(0, at) + other + token.slice(at + 1))).kind).not.toBe('verified')
  }
})
