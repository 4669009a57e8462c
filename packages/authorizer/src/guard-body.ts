import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** A body is not the one that was signed. Frameworks answer by `status`. */
export class BodyMismatchError extends Error {
  override readonly name = 'BodyMismatchError'
  readonly status: number = 403
  readonly statusCode: number = 403
}

/**
 * Holds a body against the hash that was signed while somebody reads it: one that differs never ends, but fails with
 * {@link BodyMismatchError}. However a stream is read, what it gives out it emits.
 * @param sha256 hex
 */
export function guardBody(request: IncomingMessage, sha256: string): void {
  const hash = createHash('sha256')
  const emit = request.emit.bind(request)
  request.emit = (event: string | symbol, ...values: unknown[]): boolean => {
    if (event === 'data') hash.update(bytesOf(values[0], request.readableEncoding))
    if (event !== 'end' || hash.digest('hex') === sha256) return emit(event, ...values)
    request.destroy(new BodyMismatchError('The body is not the one that was signed.'))
    return true
  }
}

function bytesOf(chunk: unknown, encoding: BufferEncoding | null): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk
  return Buffer.from(String(chunk), encoding ?? 'utf8')
}
