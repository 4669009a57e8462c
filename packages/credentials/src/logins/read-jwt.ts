/** The claims of a token that are read here; whether they are true is the service's to verify. */
export interface JwtClaims {
  readonly iss?: unknown
  /** Seconds since the epoch. */
  readonly exp?: unknown
}

/** The claims of a JSON web token (RFC 7519, section 3), unverified; undefined where the text is none. */
export function readJwt(token: string): JwtClaims | undefined {
  try {
    const payload = token.split('.')[1] ?? ''
    // Issuers and numbers are ASCII, so that the bytes need no decoding to be read for these.
    const claims: unknown = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')))
    return typeof claims === 'object' && claims !== null ? claims : undefined
  } catch {
    return undefined
  }
}
