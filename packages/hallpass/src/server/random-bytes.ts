import { randomBytes } from 'node:crypto'

/** Bytes that are fetched at a time; who wants more than a quarter of them gets his own. */
const blockLength = 4096

/** Random bytes, each given out once: the generator takes as long for a few as for some thousand (measured: 3 to 5 µs). */
export function createRandomBytes(): (bytes: number) => Uint8Array {
  let block = randomBytes(blockLength)
  let used = 0
  return (bytes) => {
    if (bytes > blockLength / 4) return randomBytes(bytes)
    if (used + bytes > blockLength) {
      block = randomBytes(blockLength)
      used = 0
    }
    used += bytes
    return block.subarray(used - bytes, used)
  }
}
