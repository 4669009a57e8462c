/** How many bytes are taken at a time; as many tables there are, of 256 entries each, one after another. */
const tables = 8

const known = new Map<number, Int32Array>()

/**
 * What each byte adds to a reflected CRC of 32 bits: table n is for a byte that n others follow.
 * @param polynomial reflected
 */
export function crc32Tables(polynomial: number): Int32Array {
  const made = known.get(polynomial) ?? Int32Array.from(entries(BigInt(polynomial)), (entry) => Number(BigInt.asIntN(32, entry)))
  known.set(polynomial, made)
  return made
}

interface Halves {
  readonly highs: Int32Array
  readonly lows: Int32Array
}
let known64: Halves | undefined

/** The same for CRC-64/NVME, in halves. */
export function crc64Tables(): Halves {
  known64 ??= halves(entries(0x9a6c9329ac4bc9b5n))
  return known64
}

function halves(sums: readonly bigint[]): Halves {
  return {
    highs: Int32Array.from(sums, (sum) => Number(BigInt.asIntN(32, sum >> 32n))),
    lows: Int32Array.from(sums, (sum) => Number(BigInt.asIntN(32, sum))),
  }
}

function entries(polynomial: bigint): readonly bigint[] {
  const first = Array.from({ length: 256 }, (_, byte) => {
    let rest = BigInt(byte)
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1n ? (rest >> 1n) ^ polynomial : rest >> 1n
    return rest
  })
  const all = [...first]
  while (all.length < 256 * tables) {
    // One more byte follows: 256 entries before stands what comes in.
    const before = all[all.length - 256] ?? 0n
    all.push((first[Number(before & 0xffn)] ?? 0n) ^ (before >> 8n))
  }
  return all
}
