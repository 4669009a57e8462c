/** What a request says of its signature, once all is checked that can be checked without the secret. */
export interface Authorization {
  readonly kind: 'signed'
  readonly accessKeyId: string
  /** Undefined where none was sent. */
  readonly sessionToken: string | undefined
  readonly scope: CredentialScope
  /** In lower case and in order; each is present in the request. */
  readonly signedHeaders: readonly string[]
  /** As it was sent, unchecked. */
  readonly signature: string
  /** When it was signed: `YYYYMMDDTHHMMSSZ`. */
  readonly date: string
}

/** What a signing key is good for. */
export interface CredentialScope {
  /** `YYYYMMDD` */
  readonly date: string
  readonly region: string
  readonly service: string
}
