/** The claims of a token that are read here; whether they are true is the service's to verify. */
export interface JwtClaims {
  readonly iss?: unknown
  /** Seconds since the epoch. */
  readonly exp?: unknown
}

/** The claims of a JSON web token (RFC 7519, section 3), unverified; none where the text is no such token. */
export function readJwt(token: string): JwtClaims {
  try {
    // Issuers and numbers are ASCII, so that the bytes need no decoding to be read for these.
    return Object(JSON.parse(atob(String(token.split('.')[1]).replace(/-/g, '+').replace(/_/g, '/'))))
  } catch {
    return {}
  }
}
