import { decodeUtf8, encodeUtf8 } from '../utf8.ts'

/**
 * `AWS.util.buffer` where there is no `Buffer`: bytes whose `toString()` is the text that they encode in UTF-8, as listeners expect of
 * `response.httpResponse.body`.
 */
export const readableBytes: {
  toBuffer(data: string | Uint8Array): Uint8Array
  concat(parts: readonly Uint8Array[]): Uint8Array
} = {
  toBuffer(data) {
    return readable(typeof data === 'string' ? encodeUtf8(data) : new Uint8Array(data))
  },

  concat(parts) {
    const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
    let filled = 0
    for (const part of parts) {
      whole.set(part, filled)
      filled += part.length
    }
    return readable(whole)
  },
}

function readable(bytes: Uint8Array): Uint8Array {
  return Object.defineProperty(bytes, 'toString', { value: () => decodeUtf8(bytes) })
}
