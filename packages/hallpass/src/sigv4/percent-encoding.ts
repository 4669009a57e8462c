/** Says what is wrong with the first broken `%` escape, in AWS's words, or undefined where every escape is whole. */
export function brokenEscape(text: string): string | undefined {
  const at = text.search(/%(?![0-9A-Fa-f]{2})/)
  if (at === -1) return undefined
  const digits = text.slice(at + 1, at + 3)
  return digits.length < 2 ? 'Incomplete trailing escape % sequence' : `Illegal hex character in escape % pattern: %${digits}`
}

/** Encodes every byte but the unreserved ones of RFC 3986, section 2.3, and `/`, with upper-case digits. */
export function encodePath(bytes: string): string {
  return bytes.replace(/[^A-Za-z0-9\-._~/]/g, escapeByte)
}

/** Encodes every byte but the unreserved ones of RFC 3986, section 2.3, with upper-case digits. */
export function encodeComponent(bytes: string): string {
  return bytes.replace(/[^A-Za-z0-9\-._~]/g, escapeByte)
}

/** The bytes (as latin1) that a name or a value of a query stands for. The text has no broken escape. */
export function decodeComponent(text: string): string {
  // A plus is a space here because it is one to those who read the parameters: else one could stand for the other under one signature.
  return decodeEscapes(text.replaceAll('+', ' '))
}

/** The bytes (as latin1) that a text stands for in which a plus is a plus. What is no escape stays as it is. */
export function decodeEscapes(text: string): string {
  const [start = '', ...escaped] = text.split('%')
  let decoded = start
  for (const rest of escaped) {
    const byte = byteOfDigits.get(rest.slice(0, 2))
    decoded += byte === undefined ? `%${rest}` : byte + rest.slice(2)
  }
  return decoded
}

/** `2F` → `/`, in whatever case. */
const byteOfDigits: ReadonlyMap<string, string> = new Map(
  [...'0123456789ABCDEFabcdef'].flatMap((high, _, digits) =>
    digits.map((low): [string, string] => [high + low, String.fromCharCode(Number.parseInt(high + low, 16))]),
  ),
)

function escapeByte(byte: string): string {
  const code = byte.charCodeAt(0)
  return escapes[code] ?? `%${code.toString(16).toUpperCase()}`
}

const escapes = Array.from({ length: 256 }, (_, code) => `%${code.toString(16).toUpperCase().padStart(2, '0')}`)
