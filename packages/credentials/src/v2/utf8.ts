// React Native has neither coder, or one of them: there the percent-coding of URLs knows the bytes.

export function encodeUtf8(text: string): Uint8Array {
  if (globalThis.TextEncoder) return new TextEncoder().encode(text)
  return Uint8Array.from(unescape(encodeURIComponent(text)), (byte) => byte.charCodeAt(0))
}

export function decodeUtf8(bytes: Uint8Array): string {
  if (globalThis.TextDecoder) return new TextDecoder().decode(bytes)
  return decodeURIComponent(escape(bytes.reduce((text, byte) => text + String.fromCharCode(byte), '')))
}
