import type { Authorization } from '../sigv4/authorization.ts'

/** What a request to S3 says of its signature, once all is checked that can be checked without the secret. */
export interface S3Authorization extends Authorization {
  readonly authType: 'REST-HEADER' | 'REST-QUERY-STRING'
  /** Milliseconds since the epoch. */
  readonly signedAt: number
  /** What stands for the body in the canonical request: a hash, `UNSIGNED-PAYLOAD`, or a form of streaming. */
  readonly contentSha256: string
}

/** A request that nobody signed. */
export interface Anonymous {
  readonly kind: 'anonymous'
}
