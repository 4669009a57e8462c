import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto'
import fc from 'fast-check'
import { CompactSign, compactVerify, createLocalJWKSet } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { memoryKeyStore, memoryKeys, testMasterKey } from '../../test/support/memory-keys.ts'
import { type SigningKey, unlockKeyRing } from './key-ring.ts'
import type { Keys } from './keys.ts'

const claims = { sub: 'ann', exp: 1 }

let keys: Keys
let signingKey: SigningKey
beforeAll(async () => {
  const store = memoryKeyStore()
  keys = await memoryKeys({ store })
  signingKey = unlockKeyRing(await store.listKeys(), testMasterKey, 0).ring.signing[0]
})

const encode = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
const signWith = (header: { alg: string; [member: string]: unknown }, key: KeyObject | Uint8Array = signingKey.privateKey) =>
  new CompactSign(Buffer.from(JSON.stringify(claims))).setProtectedHeader(header).sign(key)
const ours = { kid: 'us-east-11', typ: 'JWS', alg: 'RS512' }

test('signs the claims in their order under the header of AWS', async () => {
  const [header, payload] = (await keys.sign({ b: 1, a: 'ä', __proto: null })).split('.')
  expect(Buffer.from(header ?? '', 'base64url').toString()).toBe('{"kid":"us-east-11","typ":"JWS","alg":"RS512"}')
  expect(Buffer.from(payload ?? '', 'base64url').toString()).toBe('{"b":1,"a":"ä","__proto":null}')
})

test('verifies what it signed', async () => {
  expect(await keys.verify(await keys.sign(claims))).toBe(true)
})

test('verifies each token by itself, however often others were verified', async () => {
  const [one, other] = [await keys.sign(claims), await keys.sign({ ...claims, sub: 'bob' })]
  for (let count = 0; count < 3; count += 1) expect([await keys.verify(one), await keys.verify(other)]).toEqual([true, true])
  const [head, payload] = one.split('.')
  const signature = other.split('.')[2]
  expect(await keys.verify(`${head}.${payload}.${signature}`)).toBe(false)
  expect(await keys.verify(`${one} `)).toBe(false)
})

test('verifies no token again whose key is no longer accepted', async () => {
  let now = 1_800_000_000_000
  const rotating = await memoryKeys({ now: () => now })
  const token = await rotating.sign(claims)
  expect(await rotating.verify(token)).toBe(true)
  await rotating.rotate()
  expect(await rotating.verify(token)).toBe(true)
  now += 49 * 60 * 60 * 1000
  expect(await rotating.verify(token)).toBe(false)
})

test('signs what others verify with the published keys', async () => {
  const published = await keys.publicKeys()
  const { payload } = await compactVerify(await keys.sign(claims), createLocalJWKSet({ keys: [...published] }))
  expect(JSON.parse(Buffer.from(payload).toString())).toEqual(claims)
})

test('publishes public halves only', async () => {
  const [key, ...others] = await keys.publicKeys()
  expect(others).toEqual([])
  expect(key).toEqual({
    kty: 'RSA',
    alg: 'RS512',
    use: 'sig',
    kid: 'us-east-11',
    n: expect.stringMatching(/^[\w-]{342}$/),
    e: 'AQAB',
    x5c: [expect.any(String)],
  })
})

test('refuses a token without signature', async () => {
  const unsigned = `${encode({ ...ours, alg: 'none' })}.${encode(claims)}.`
  expect(await keys.verify(unsigned)).toBe(false)
  expect(await keys.verify((await keys.sign(claims)).replace(/[^.]+$/, ''))).toBe(false)
})

test('refuses an HMAC keyed with the public key', async () => {
  const pem = signingKey.publicKey.export({ type: 'spki', format: 'pem' })
  for (const alg of ['HS256', 'RS512']) {
    const input = `${encode({ ...ours, alg })}.${encode(claims)}`
    expect(await keys.verify(`${input}.${createHmac('sha256', pem).update(input).digest('base64url')}`)).toBe(false)
  }
})

test.each(['RS256', 'RS384', 'PS256', 'PS512'])('refuses %s by our own key', async (alg) => {
  expect(await keys.verify(await signWith({ ...ours, alg }))).toBe(false)
})

test.each([
  ['an unknown kid', { alg: 'RS512', kid: 'us-east-12' }],
  ['the kid of a sealing key', { alg: 'RS512', kid: '00000000' }],
  ['no kid', { alg: 'RS512' }],
  ['a kid that is no text', { alg: 'RS512', kid: 1 }],
  ['zip', { ...ours, zip: 'DEF' }],
])('refuses %s under our own signature', async (_, header) => {
  // The library's type asks for a text; these headers are wrong on purpose.
  expect(await keys.verify(await signWith(header as { alg: string }))).toBe(false)
})

test.each([
  ['crit', { ...ours, crit: ['exp'], exp: 1 }],
  ['an unencoded payload', { ...ours, crit: ['b64'], b64: false }],
])('refuses %s', async (_, header) => {
  const [, payload, signature] = (await keys.sign(claims)).split('.')
  expect(await keys.verify(`${encode(header)}.${payload}.${signature}`)).toBe(false)
})

test('refuses a foreign key under our kid, whatever the header says of keys', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = publicKey.export({ format: 'jwk' })
  expect(await keys.verify(await signWith(ours, privateKey))).toBe(false)
  expect(await keys.verify(await signWith({ ...ours, jwk }, privateKey))).toBe(false)
  expect(await keys.verify(await signWith({ ...ours, jku: 'http://127.0.0.1:1/jwks.json' }, privateKey))).toBe(false)
})

test('refuses changed claims', async () => {
  const [header, , signature] = (await keys.sign(claims)).split('.')
  expect(await keys.verify(`${header}.${encode({ ...claims, sub: 'bob' })}.${signature}`)).toBe(false)
})

test('refuses any other text', async () => {
  const part = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.json().map(encode), fc.constant(encode(ours)))
  const refusal = fc.asyncProperty(fc.array(part, { maxLength: 5 }), async (parts) => {
    expect(await keys.verify(parts.join('.'))).toBe(false)
  })
  await fc.assert(refusal, { numRuns: 300 })
})
