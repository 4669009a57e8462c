import { decodeEscapes } from '../sigv4/percent-encoding.ts'

/**
 * What a part of a target stands for: percent-decoded once, as UTF-8. A plus is a plus.
 * @param text bytes as latin1, as Node gives targets
 * @returns undefined where it is no text: a broken escape, bytes that are no UTF-8 (overlong forms among them), or a control character
 */
export function decodeOnce(text: string): string | undefined {
  if (/^[ -$&-~]*$/.test(text)) return text
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) return undefined
  const unescaped = decodeEscapes(text)
  if (/^[ -~]*$/.test(unescaped)) return unescaped
  // What a latin1 text cannot hold would be cut to a byte, and so stand for another text.
  if (/[^\0-\xFF]/.test(text)) return undefined
  try {
    const decoded = decoder.decode(Buffer.from(unescaped, 'latin1'))
    return /\p{Cc}/u.test(decoded) ? undefined : decoded
  } catch {
    return undefined
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Encodes all but the unreserved characters of RFC 3986, section 2.3. */
export function encodeOnce(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** The same, with the slashes left as they are. */
export function encodeKey(key: string): string {
  return key.split('/').map(encodeOnce).join('/')
}
