import { createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryKeys } from '../../test/support/memory-keys.ts'
import { der } from './der.ts'
import { selfSignedCertificate } from './self-signed-certificate.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const key = { name: 'eu-central-11', privateKey, publicKey, createdAt: Date.UTC(2026, 1, 3, 4, 5, 6, 789) }

describe('a certificate', () => {
  const certificate = new X509Certificate(selfSignedCertificate(key))

  test('is of the key, by the key', () => {
    expect(certificate.verify(publicKey)).toBe(true)
    expect(certificate.publicKey.equals(publicKey)).toBe(true)
    expect(certificate.checkIssued(certificate)).toBe(true)
  })

  test('holds from when the key was made, without end', () => {
    expect([new Date(certificate.validFrom), new Date(certificate.validTo)].map((date) => date.toISOString())).toEqual([
      '2026-02-03T04:05:06.000Z',
      '9999-12-31T23:59:59.000Z',
    ])
  })

  test('bears the name of the key', () => {
    expect([certificate.subject, certificate.issuer]).toEqual(['CN=eu-central-11', 'CN=eu-central-11'])
  })

  test('is the same, byte for byte, when it is made again', () => {
    expect(selfSignedCertificate(key)).toEqual(selfSignedCertificate({ ...key }))
  })

  test('has another number for another key', () => {
    const other = new X509Certificate(selfSignedCertificate({ ...key, ...generateKeyPairSync('rsa', { modulusLength: 2048 }) }))
    expect(other.serialNumber).not.toBe(certificate.serialNumber)
    expect(other.verify(publicKey)).toBe(false)
  })

  test('is dated by OpenSSL from 2050 on as before', () => {
    const late = new X509Certificate(selfSignedCertificate({ ...key, createdAt: Date.UTC(2051, 0, 1) }))
    expect(new Date(late.validFrom).toISOString()).toBe('2051-01-01T00:00:00.000Z')
  })
})

test('each published key is the one of its certificate', async () => {
  const keys = await memoryKeys()
  await keys.rotate()
  const published = await keys.publicKeys()
  expect(published).toHaveLength(2)
  for (const { n, e, x5c: [certificate = ''] = [] } of published) {
    const jwk = new X509Certificate(Buffer.from(certificate, 'base64')).publicKey.export({ format: 'jwk' })
    expect(jwk).toEqual({ kty: 'RSA', n, e })
  }
})

describe('DER', () => {
  test('writes lengths in as few bytes as they need', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 65_534 }), (length) => {
        const encoded = der.bitString(new Uint8Array(length))
        const head = length + 1 < 0x80 ? 2 : length + 1 < 0x100 ? 3 : 4
        expect(encoded.length).toBe(head + length + 1)
      }),
    )
  })

  test.for([
    [[], [0]],
    [[0, 0], [0]],
    [[0, 1], [1]],
    [[0x7f], [0x7f]],
    [[0x80], [0, 0x80]],
    [
      [0, 0xff, 0],
      [0, 0xff, 0],
    ],
  ] as const)('writes the number %j without a sign', ([bytes, content]) => {
    expect([...der.integer(Uint8Array.from(bytes))]).toEqual([0x02, content.length, ...content])
  })
})

test('OpenSSL reads the public key out of it', () => {
  const pem = new X509Certificate(selfSignedCertificate(key)).toString()
  expect(createPublicKey(pem).equals(publicKey)).toBe(true)
})
