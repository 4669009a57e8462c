import { describe, expect, test } from 'vitest'
import { readSignatureHeader } from './signature-header.ts'

const read = (header: Readonly<Record<string, unknown>>) => readSignatureHeader({ header, payload: {} })

describe('readSignatureHeader', () => {
  test.each(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'])('takes %s', (alg) => {
    expect(read({ alg, kid: '1' })).toEqual({ alg, kid: '1' })
  })

  test('takes a header without kid', () => {
    expect(read({ alg: 'RS256' })).toEqual({ alg: 'RS256', kid: undefined })
  })

  test('does not look at keys and addresses of keys', () => {
    const addresses = { jku: 'https://evil.test/keys', x5u: 'https://evil.test/certificate', x5c: ['MII'], jwk: { kty: 'RSA' } }
    expect(read({ alg: 'RS256', ...addresses })).toEqual({ alg: 'RS256', kid: undefined })
  })

  test.each([
    [{}],
    [{ alg: null }],
    [{ alg: 'none' }],
    [{ alg: 'None' }],
    [{ alg: '' }],
    [{ alg: 'HS256' }],
    [{ alg: 'HS384' }],
    [{ alg: 'HS512' }],
    [{ alg: 'rs256' }],
    [{ alg: 'RS256 ' }],
    [{ alg: 'RS1' }],
    [{ alg: 'ES256K' }],
    [{ alg: 'Ed448' }],
    [{ alg: 'RSA-OAEP' }],
    [{ alg: 'constructor' }],
    [{ alg: ['RS256'] }],
    [{ alg: 256 }],
    [{ alg: 'RS256', kid: 1 }],
    [{ alg: 'RS256', kid: null }],
    [{ alg: 'RS256', kid: ['1'] }],
    [{ alg: 'RS256', crit: ['exp'] }],
    [{ alg: 'RS256', crit: [] }],
    [{ alg: 'RS256', b64: true }],
    [{ alg: 'RS256', b64: false, crit: ['b64'] }],
    [{ alg: 'RS256', zip: 'DEF' }],
  ])('refuses %j', (header) => {
    expect(read(header)).toBeUndefined()
  })
})
