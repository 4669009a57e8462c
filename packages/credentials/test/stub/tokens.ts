/** What a stub token says besides its subject. */
export interface TokenClaims {
  /** Seconds since the epoch. */
  readonly exp?: number
  readonly iss?: string
  readonly [claim: string]: unknown
}

/** A token in the form of a JWT that nobody signed: clients read it, the stub believes it. */
export function stubToken(subject: string, claims: TokenClaims = {}): string {
  const parts = [
    { alg: 'RS256', kid: 'stub' },
    { sub: subject, ...claims },
  ].map((part) => base64url(JSON.stringify(part)))
  return `${parts.join('.')}.${base64url('not a signature')}`
}

/** The claims of a JWT; of any other text, itself as the subject. */
export function readToken(token: string): { readonly sub: string; readonly exp: number | undefined } {
  try {
    const { sub, exp }: { sub?: unknown; exp?: unknown } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    return { sub: String(sub ?? token), exp: typeof exp === 'number' ? exp : undefined }
  } catch {
    return { sub: token, exp: undefined }
  }
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url')
}
