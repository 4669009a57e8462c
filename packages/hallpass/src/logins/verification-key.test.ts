import { describe, expect, test } from 'vitest'
import { forgeKey, forgeToken, withAlgorithm, withPart } from '../../test/counterparts/token-forge.ts'
import { VerificationKey } from './verification-key.ts'

const rsa = forgeKey('RS256', '1')
const p256 = forgeKey('ES256', '1')
const { alg: _, ...rsaOfAnyAlgorithm } = rsa.jwk

/** Parsed as it comes off the wire; to write it would overflow the stack. */
const bottomless: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)

describe('VerificationKey', () => {
  test.each(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'])('verifies %s with an RSA key', async (alg) => {
    const key = withAlgorithm(rsa, alg)
    expect(await new VerificationKey({ ...rsa.jwk, alg }).verifies(forgeToken(key, { sub: 'ann' }), alg)).toBe(true)
  })

  test.each(['ES256', 'ES384', 'ES512', 'EdDSA'])('verifies %s with a key of its curve', async (alg) => {
    const key = forgeKey(alg, '1')
    expect(await new VerificationKey(key.jwk).verifies(forgeToken(key, { sub: 'ann' }), alg)).toBe(true)
  })

  test('verifies with a key that names neither algorithm nor use', async () => {
    const { use, ...bare } = rsaOfAnyAlgorithm
    expect(use).toBe('sig')
    expect(await new VerificationKey(bare).verifies(forgeToken(rsa, {}), 'RS256')).toBe(true)
  })

  test.each([
    ['RS256', 'ES256', rsa.jwk],
    ['RS256', 'PS256', rsa.jwk],
    ['RS256', 'RS512', rsa.jwk],
    ['RS256', 'HS256', rsa.jwk],
    ['RS256', 'none', rsa.jwk],
    ['RSA of any algorithm', 'ES256', rsaOfAnyAlgorithm],
    ['P-256', 'ES384', p256.jwk],
    ['P-256 that calls itself ES384', 'ES384', { ...p256.jwk, alg: 'ES384' }],
    ['P-256', 'RS256', { ...p256.jwk, alg: 'RS256' }],
    ['secp256k1', 'ES256', { ...p256.jwk, crv: 'secp256k1' }],
    ['Ed448', 'EdDSA', { kty: 'OKP', crv: 'Ed448', x: 'AA' }],
    ['X25519', 'EdDSA', { kty: 'OKP', crv: 'X25519', x: 'AA' }],
    ['oct', 'HS256', { kty: 'oct', k: 'c2VjcmV0' }],
    ['oct that calls itself RS256', 'RS256', { kty: 'oct', k: 'c2VjcmV0', alg: 'RS256' }],
    ['an encryption key', 'RS256', { ...rsa.jwk, use: 'enc' }],
    ['a key of another use', 'RS256', { ...rsa.jwk, use: ['sig'] }],
    ['a key that only signs', 'RS256', { ...rsa.jwk, key_ops: ['sign'] }],
    ['a key that may do nothing', 'RS256', { ...rsa.jwk, key_ops: [] }],
    ['key_ops that are no list', 'RS256', { ...rsa.jwk, key_ops: 'verify' }],
    ['no type', 'RS256', { ...rsa.jwk, kty: undefined }],
    ['a member that is nested deeper than a stack goes', 'RS256', { ...rsa.jwk, e: bottomless }],
    ['key_ops that hold one', 'RS256', { ...rsa.jwk, key_ops: ['verify', bottomless] }],
  ])('%s does not fit %s', (_name, algorithm, jwk) => {
    expect(new VerificationKey(jwk).fits(algorithm)).toBe(false)
  })

  test('refuses an RSA key below 2048 bits', async () => {
    const short = forgeKey('RS256', '1', 1024)
    expect(await new VerificationKey(short.jwk).verifies(forgeToken(short, {}), 'RS256')).toBe(false)
  })

  test.each([
    ['n is missing', { ...rsa.jwk, n: undefined }],
    ['n is a number', { ...rsa.jwk, n: 5 }],
    ['n is nonsense', { ...rsa.jwk, n: '***' }],
  ])('verifies nothing when %s', async (_name, jwk) => {
    expect(await new VerificationKey(jwk).verifies(forgeToken(rsa, {}), 'RS256')).toBe(false)
  })

  test.each(['ES256', 'ES384', 'ES512'])('refuses an %s signature in DER', async (alg) => {
    const key = forgeKey(alg, '1')
    expect(await new VerificationKey(key.jwk).verifies(forgeToken(key, {}, { der: true }), alg)).toBe(false)
  })

  test.each([
    ['empty', () => ''],
    ['too short', (signature: string) => signature.slice(0, -4)],
    ['too long', (signature: string) => `${signature}AAAA`],
    ['all zeros', (signature: string) => 'A'.repeat(signature.length)],
  ])('refuses a signature that is %s', async (_name, change) => {
    for (const key of [rsa, p256, forgeKey('EdDSA', '1')]) {
      expect(await new VerificationKey(key.jwk).verifies(withPart(forgeToken(key, {}), 2, change), key.alg)).toBe(false)
    }
  })

  test("refuses another key's signature", async () => {
    expect(await new VerificationKey(rsa.jwk).verifies(forgeToken(forgeKey('RS256', '1'), {}), 'RS256')).toBe(false)
  })

  test('does not use private members of a published key', async () => {
    const leaked = { ...p256.jwk, ...p256.privateKey.export({ format: 'jwk' }) }
    expect(await new VerificationKey(leaked).verifies(forgeToken(p256, {}), 'ES256')).toBe(true)
  })
})
