import type { Readable } from 'node:stream'

/** All of a stream; undefined where it has more than so many bytes, and it is given up. */
export async function readWhole(body: Readable, longest: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body) {
    // Streams without an encoding give bytes.
    const bytes = chunk as Buffer
    length += bytes.length
    if (length > longest) return undefined
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}
