import type { SignedHead } from '../s3/signed-head.ts'

/** By what somebody is to be told from others: a request that he signed, or a bearer token that he made. */
export type Evidence = SignedEvidence | BearerEvidence

export interface SignedEvidence {
  readonly kind: 'signed-request'
  readonly request: SignedHead
  /** The service in the credential scope; undefined: any but those of Hallpass. */
  readonly service: string | undefined
  /** Hex SHA-256 of the body, by somebody who has it; undefined: what the request itself states is taken. */
  readonly bodySha256: string | undefined
}

export interface BearerEvidence {
  readonly kind: 'bearer'
  readonly token: string
  /** Whom the token must be made for. */
  readonly audience: string
  /** What it came with, of which it says nothing; undefined: nobody tells. */
  readonly request: SignedHead | undefined
}
