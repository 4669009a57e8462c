import type { IncomingMessage } from 'node:http'
import { incompleteBody } from './payload-error.ts'
import { createPayloadReader, type PayloadRules } from './payload-reader.ts'

/** Bytes: a body of this length is read before it is sent on. Streams for it would cost more than it does. */
export const shortBody = 64 * 1024

/**
 * The whole of a short body, once all of it is checked.
 * @throws {PayloadError} it is not what was signed or told, or its sender has left
 */
export function readPayload(body: IncomingMessage, rules: PayloadRules): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    const reader = createPayloadReader(rules, (bytes) => pieces.push(bytes))
    const attempt = (step: () => void) => {
      try {
        step()
      } catch (error) {
        // What still comes is not looked at.
        body.off('data', take).off('end', finish).off('close', cutShort)
        reject(error)
      }
    }
    const take = (bytes: Buffer) => attempt(() => reader.read(bytes))
    const finish = () => {
      // Whole bodies close as well; an error for each would cost as much as the body.
      body.off('close', cutShort)
      attempt(() => {
        reader.end()
        resolve(Buffer.concat(pieces))
      })
    }
    const cutShort = () => reject(incompleteBody())
    if (body.destroyed) cutShort()
    body.on('data', take).once('end', finish).once('close', cutShort)
  })
}
