import { pipeline, type Readable, Transform } from 'node:stream'
import type { BackendBody } from '../backend/backend.ts'
import { type ChecksumName, createChecksum } from './checksum.ts'

export interface FramedBody {
  readonly headers: ReadonlyMap<string, string>
  readonly body: BackendBody
}

/**
 * Puts checksums after a body again, for stores that take them there.
 * @param content checked: its last bytes come only once its own trailers hold
 * @param length bytes
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function frameTrailers(names: readonly ChecksumName[], content: Readable, length: number): FramedBody {
  const sums = names.map((name) => [name, createChecksum(name)] as const)
  const lines = () => sums.map(([name, sum]) => `${name}:${sum.digest()}\r\n`).join('')
  // One chunk: its size is known.
  const start = length === 0 ? '' : `${length.toString(16)}\r\n`
  const end = length === 0 ? '0\r\n' : '\r\n0\r\n'
  const framed = new Transform({
    transform(bytes: Buffer, _, done) {
      for (const [, sum] of sums) sum.update(bytes)
      done(null, bytes)
    },
    flush: (done) => done(null, `${end}${lines()}\r\n`),
  })
  framed.push(start)
  // A failure shows where the stream is read.
  pipeline(content, framed, () => undefined)
  return {
    headers: new Map([
      ['content-encoding', 'aws-chunked'],
      ['x-amz-decoded-content-length', String(length)],
      ['x-amz-trailer', names.join(',')],
    ]),
    body: { length: start.length + length + end.length + sizeOf(names) + 2, content: framed },
  }
}

/** Bytes of the lines, whose lengths do not depend on what was summed. */
function sizeOf(names: readonly ChecksumName[]): number {
  return names.map((name) => `${name}:${createChecksum(name).digest()}\r\n`.length).reduce((sum, size) => sum + size, 0)
}
