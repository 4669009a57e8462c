/** A compact JWS taken apart. Nothing of it may be trusted before its signature has been verified. */
export interface CompactJws {
  /** Without prototype: `header['constructor']` is undefined unless it was sent. */
  readonly header: Readonly<Record<string, unknown>>
  /** Without prototype, as the header. */
  readonly payload: Readonly<Record<string, unknown>>
}

/**
 * Parses a compact JWS whose header and payload are JSON objects; undefined when it is anything else: another number of parts, a part
 * that is not base64url in its one canonical form, text that is not UTF-8. An empty signature is for the verifier to refuse.
 * Of duplicate members the last one counts; everybody must use the values returned here. Source: RFC 7515, sections 2, 5.2 and 7.1.
 */
export function parseCompactJws(token: string): CompactJws | undefined {
  const [headerPart, payloadPart, signaturePart, ...rest] = token.split('.')
  if (headerPart === undefined || payloadPart === undefined || signaturePart === undefined || rest.length > 0) return undefined
  if (decodeBase64url(signaturePart) === undefined) return undefined

  const header = parseObject(headerPart)
  const payload = parseObject(payloadPart)
  return header === undefined || payload === undefined ? undefined : { header, payload }
}

// A byte order mark is kept, so that the parser of JSON refuses it.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function parseObject(part: string): Readonly<Record<string, unknown>> | undefined {
  const bytes = decodeBase64url(part)
  if (bytes === undefined) return undefined
  try {
    const value: unknown = JSON.parse(utf8.decode(bytes))
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    return Object.assign(Object.create(null), value)
  } catch {
    return undefined
  }
}

function decodeBase64url(part: string): Uint8Array | undefined {
  const bytes = Buffer.from(part, 'base64url')
  // Buffer skips what it does not know (padding, blanks, `+`, `/`, left-over bits): only what comes out unchanged was strict.
  return bytes.toString('base64url') === part ? bytes : undefined
}
