/** A sum that bytes are added to as they come. */
export interface Checksum {
  update(bytes: Uint8Array): unknown
  /** Base64. */
  digest(): string
}

/**
 * A reflected CRC of 32 bits, beginning and ending inverted: CRC-32 and CRC-32C, which differ in their polynomial.
 * @param polynomial reflected
 */
export function createCrc32(polynomial: number): Checksum {
  const table = tableOf(polynomial)
  let crc = -1
  return {
    update(bytes) {
      for (const byte of bytes) crc = (table[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
    },
    digest() {
      const bytes = Buffer.alloc(4)
      bytes.writeInt32BE(~crc)
      return bytes.toString('base64')
    },
  }
}

/** CRC-64/NVME in two halves: numbers hold 53 bits exactly, and big integers are slow. */
export function createCrc64(): Checksum {
  const [highs, lows] = table64
  let [high, low] = [-1, -1]
  return {
    update(bytes) {
      for (const byte of bytes) {
        const index = (low ^ byte) & 0xff
        low = ((low >>> 8) | (high << 24)) ^ (lows[index] ?? 0)
        high = (high >>> 8) ^ (highs[index] ?? 0)
      }
    },
    digest() {
      const bytes = Buffer.alloc(8)
      bytes.writeInt32BE(~high, 0)
      bytes.writeInt32BE(~low, 4)
      return bytes.toString('base64')
    },
  }
}

const tables = new Map<number, Int32Array>()

function tableOf(polynomial: number): Int32Array {
  const known = tables.get(polynomial)
  if (known !== undefined) return known
  const table = Int32Array.from({ length: 256 }, (_, byte) => {
    let rest = byte
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ polynomial : rest >>> 1
    return rest
  })
  tables.set(polynomial, table)
  return table
}

const table64 = createTable64(0x9a6c9329ac4bc9b5n)

function createTable64(polynomial: bigint): readonly [highs: Int32Array, lows: Int32Array] {
  const entries = Array.from({ length: 256 }, (_, byte) => {
    let rest = BigInt(byte)
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1n ? (rest >> 1n) ^ polynomial : rest >> 1n
    return rest
  })
  return [
    Int32Array.from(entries, (entry) => Number(BigInt.asIntN(32, entry >> 32n))),
    Int32Array.from(entries, (entry) => Number(BigInt.asIntN(32, entry))),
  ]
}
