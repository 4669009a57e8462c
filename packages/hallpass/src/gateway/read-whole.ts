import type { Readable } from 'node:stream'
import { fault } from '../s3/s3-fault.ts'
import { PayloadError } from './payload/payload-error.ts'

/**
 * A body of at most so many bytes.
 * @throws {PayloadError} there are more
 */
export async function readWhole(body: Readable, longest: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body) {
    // Streams without an encoding give bytes.
    const bytes = chunk as Buffer
    length += bytes.length
    if (length > longest) throw new PayloadError(fault('MaxMessageLengthExceeded', 400, 'Your request was too big.'))
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}
