import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ChecksumName, createChecksum } from './checksum.ts'
import { createTabled32 } from './crc.ts'

function hex(name: ChecksumName, ...pieces: readonly Uint8Array[]): string {
  const sum = createChecksum(name)
  for (const piece of pieces) sum.update(piece)
  return Buffer.from(sum.digest(), 'base64').toString('hex')
}

describe('S3 §6 checksums', () => {
  // Source: the catalogue of parametrised CRC algorithms, "check"; RFC 1321, FIPS 180-4.
  test.each([
    ['x-amz-checksum-crc32', '123456789', 'cbf43926'],
    ['x-amz-checksum-crc32c', '123456789', 'e3069283'],
    ['x-amz-checksum-crc64nvme', '123456789', 'ae8b14860a799888'],
    ['x-amz-checksum-crc32', '', '00000000'],
    ['x-amz-checksum-crc32c', '', '00000000'],
    ['x-amz-checksum-crc64nvme', '', '0000000000000000'],
    // RFC 3720, section B.4: 32 bytes of zeroes.
    ['x-amz-checksum-crc32c', '\0'.repeat(32), '8a9136aa'],
    ['x-amz-checksum-sha1', 'abc', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ['x-amz-checksum-sha256', 'abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['content-md5', 'abc', '900150983cd24fb0d6963f7d28e17f72'],
  ] as const)('%s of %j', (name, text, expected) => {
    expect(hex(name, Buffer.from(text, 'latin1'))).toBe(expected)
  })

  test.each([
    'x-amz-checksum-crc32',
    'x-amz-checksum-crc32c',
    'x-amz-checksum-crc64nvme',
  ] as const)('%s is the same wherever the bytes are cut', (name) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(100), (bytes, at) => {
        expect(hex(name, bytes.subarray(0, at), bytes.subarray(at))).toBe(hex(name, bytes))
      }),
    )
  })

  test.each([
    'x-amz-checksum-crc32',
    'x-amz-checksum-crc32c',
    'x-amz-checksum-crc64nvme',
  ] as const)('%s of bytes that come one by one is that of all at once', (name) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(hex(name, ...Array.from(bytes, (byte) => Uint8Array.of(byte)))).toBe(hex(name, bytes))
      }),
    )
  })

  test('CRC-32 from tables is the one of the runtime', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const sum = createTabled32(0xedb88320)
        sum.update(bytes)
        expect(Buffer.from(sum.digest(), 'base64').readUInt32BE()).toBe(crc32(bytes))
      }),
    )
  })
})
