/** Why there are no credentials. The message is for the person who asked, and holds no secret. */
export type FailureKind =
  /** Nobody answered usably: later it may work. */
  | 'unreachable'
  /** The service, the provider or the source of the token says no. */
  | 'refused'
  /** The person has to sign in. */
  | 'login-needed'

/** There are no credentials. */
export class CredentialFailure extends Error {
  override readonly name = 'CredentialFailure'
  readonly kind: FailureKind
  /** The service's or the provider's name of the error, where it has one. */
  readonly code: string | undefined

  constructor(kind: FailureKind, message: string, options: ErrorOptions & { readonly code?: string | undefined } = {}) {
    super(message, options)
    this.kind = kind
    this.code = options.code
  }
}

/** A text of somebody else's as it may be shown on a terminal: one line, cut where it is long. */
export function plain(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  return line.length > 400 ? `${line.slice(0, 400)}…` : line
}
