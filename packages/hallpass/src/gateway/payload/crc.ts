import * as zlib from 'node:zlib'
import { crc32Tables, crc64Tables } from './crc-tables.ts'

/** A sum that bytes are added to as they come. */
export interface Checksum {
  update(bytes: Uint8Array): unknown
  /** Base64. */
  digest(): string
}

/** CRC-32, by the runtime where it knows it: since Node 20.15. */
export function createCrc32(): Checksum {
  const { crc32 } = zlib as Partial<Pick<typeof zlib, 'crc32'>>
  if (crc32 === undefined) return createTabled32(0xedb88320)
  let crc = 0
  return {
    update(bytes) {
      crc = crc32(bytes, crc)
    },
    digest: () => base64(crc),
  }
}

/** CRC-32C. */
export function createCrc32c(): Checksum {
  return createTabled32(0x82f63b78)
}

/**
 * A reflected CRC of 32 bits, beginning and ending inverted. Eight bytes at a time: the n-th of them is looked up in the table of bytes that
 * n others follow, so that no look-up waits for the one before.
 * @param polynomial reflected
 * @see https://doi.org/10.1109/TC.2008.85 M. E. Kounavis, F. L. Berry: "Novel Table Lookup-Based Algorithms for High-Performance CRC Generation"
 */
export function createTabled32(polynomial: number): Checksum {
  const table = crc32Tables(polynomial)
  let crc = -1
  return {
    update(bytes) {
      const { length } = bytes
      let sum = crc
      let at = 0
      for (; at + 8 <= length; at += 8) {
        sum =
          (table[0x700 | ((sum ^ (bytes[at] ?? 0)) & 0xff)] ?? 0) ^
          (table[0x600 | (((sum >>> 8) ^ (bytes[at + 1] ?? 0)) & 0xff)] ?? 0) ^
          (table[0x500 | (((sum >>> 16) ^ (bytes[at + 2] ?? 0)) & 0xff)] ?? 0) ^
          (table[0x400 | ((sum >>> 24) ^ (bytes[at + 3] ?? 0))] ?? 0) ^
          (table[0x300 | (bytes[at + 4] ?? 0)] ?? 0) ^
          (table[0x200 | (bytes[at + 5] ?? 0)] ?? 0) ^
          (table[0x100 | (bytes[at + 6] ?? 0)] ?? 0) ^
          (table[bytes[at + 7] ?? 0] ?? 0)
      }
      for (; at < length; at += 1) sum = (table[(sum ^ (bytes[at] ?? 0)) & 0xff] ?? 0) ^ (sum >>> 8)
      crc = sum
    },
    digest: () => base64(~crc),
  }
}

/** CRC-64/NVME in two halves: numbers hold 53 bits exactly, and big integers are slow. */
export function createCrc64(): Checksum {
  const { highs, lows } = crc64Tables()
  let [high, low] = [-1, -1]
  return {
    update(bytes) {
      const { length } = bytes
      let at = 0
      for (; at + 8 <= length; at += 8) {
        const a = 0x700 | ((low ^ (bytes[at] ?? 0)) & 0xff)
        const b = 0x600 | (((low >>> 8) ^ (bytes[at + 1] ?? 0)) & 0xff)
        const c = 0x500 | (((low >>> 16) ^ (bytes[at + 2] ?? 0)) & 0xff)
        const d = 0x400 | ((low >>> 24) ^ (bytes[at + 3] ?? 0))
        const e = 0x300 | ((high ^ (bytes[at + 4] ?? 0)) & 0xff)
        const f = 0x200 | (((high >>> 8) ^ (bytes[at + 5] ?? 0)) & 0xff)
        const g = 0x100 | (((high >>> 16) ^ (bytes[at + 6] ?? 0)) & 0xff)
        const h = (high >>> 24) ^ (bytes[at + 7] ?? 0)
        low = xor(lows, a, b, c, d) ^ xor(lows, e, f, g, h)
        high = xor(highs, a, b, c, d) ^ xor(highs, e, f, g, h)
      }
      for (; at < length; at += 1) {
        const index = (low ^ (bytes[at] ?? 0)) & 0xff
        low = ((low >>> 8) | (high << 24)) ^ (lows[index] ?? 0)
        high = (high >>> 8) ^ (highs[index] ?? 0)
      }
    },
    digest: () => base64(~high, ~low),
  }
}

function xor(table: Int32Array, a: number, b: number, c: number, d: number): number {
  return (table[a] ?? 0) ^ (table[b] ?? 0) ^ (table[c] ?? 0) ^ (table[d] ?? 0)
}

/** Numbers of 32 bits, the most significant byte first. */
function base64(...words: readonly number[]): string {
  const bytes = Buffer.alloc(4 * words.length)
  words.forEach((word, at) => {
    bytes.writeInt32BE(word | 0, 4 * at)
  })
  return bytes.toString('base64')
}
