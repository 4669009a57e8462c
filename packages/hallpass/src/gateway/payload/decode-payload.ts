import { Transform, type TransformCallback } from 'node:stream'
import { createPayloadReader, type PayloadRules } from './payload-reader.ts'

/** A body on its way, checked as it passes: a stream that fails with a `PayloadError`, and before its last bytes. */
export function decodePayload(rules: PayloadRules): Transform {
  const reader = createPayloadReader(rules, (bytes) => stream.push(bytes))
  const stream = new Transform({
    transform: (bytes: Buffer, _, done) => attempt(() => reader.read(bytes), done),
    flush: (done) => attempt(() => reader.end(), done),
  })
  return stream
}

function attempt(step: () => void, done: TransformCallback): void {
  try {
    step()
  } catch (error) {
    done(error instanceof Error ? error : new Error(String(error)))
    return
  }
  done()
}
