/** The text that a value in standard base64, white space aside, stands for; undefined where it stands for no UTF-8 text. */
export function decodeResponse(response: string, maxLength: number): string | undefined {
  if (response.length > maxLength) return undefined
  const base64 = response.replace(/[ \t\r\n]/g, '')
  const bytes = Buffer.from(base64, 'base64')
  // Buffer takes base64url and skips what is neither: what it understood must be what was written.
  if (bytes.length === 0 || bytes.toString('base64') !== base64) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
