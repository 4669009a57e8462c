/** Values in the Distinguished Encoding Rules, as far as a certificate needs them. Source: ITU-T X.690, sections 8 and 10. */
export const der = {
  sequence: (...parts: readonly Uint8Array[]) => tagged(0x30, ...parts),
  set: (...parts: readonly Uint8Array[]) => tagged(0x31, ...parts),
  /** Content under a tag of the context, constructed. */
  explicit: (number: number, content: Uint8Array) => tagged(0xa0 | number, content),
  /** A number that is not negative, as big-endian bytes. */
  integer: (bytes: Uint8Array) => tagged(0x02, unsigned(bytes)),
  /** The content of the identifier, encoded. */
  objectId: (...bytes: readonly number[]) => tagged(0x06, Uint8Array.from(bytes)),
  null: () => tagged(0x05),
  text: (text: string) => tagged(0x0c, Buffer.from(text)),
  bitString: (bytes: Uint8Array) => tagged(0x03, Buffer.of(0), bytes),
  /** A time to the second: up to 2049 as UTCTime, later as GeneralizedTime, as RFC 5280 (section 4.1.2.5) wants it. */
  time(at: Date) {
    const digits = `${at.toISOString().replace(/\D/g, '').slice(0, 14)}Z`
    const isShort = at.getUTCFullYear() < 2050
    return tagged(isShort ? 0x17 : 0x18, Buffer.from(isShort ? digits.slice(2) : digits))
  },
} as const

function tagged(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.of(tag, ...lengthOf(content.length)), content])
}

/** In one byte below 128; else the number of bytes that follow, and the bytes. */
function lengthOf(length: number): readonly number[] {
  if (length < 0x80) return [length]
  const bytes = length < 0x100 ? [length] : [length >> 8, length & 0xff]
  return [0x80 | bytes.length, ...bytes]
}

/** Without leading zeros, but for the one that keeps a number from being negative. */
function unsigned(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0)
  if (start < 0) return Buffer.of(0)
  const digits = bytes.subarray(start)
  return (digits[0] ?? 0) < 0x80 ? digits : Buffer.concat([Buffer.of(0), digits])
}
