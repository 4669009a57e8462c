/** Who is behind a request that was let through. */
export interface Hallpass {
  /** Undefined for OpenID tokens: they name an identity, and no principal whose policies could be asked. */
  readonly principal?: Principal
  /** `REGION:UUID`, of identities of a pool. */
  readonly identityId?: string
  readonly identityPoolId?: string
  /** Principal tags: key → value. */
  readonly tags: Readonly<Record<string, string>>
  /** How it is known: by the signature of this very request, by a bearer token, or by an OpenID token, whose policies nobody has asked. */
  readonly by: 'signature' | 'bearer-token' | 'openid-token'
  /** Of OpenID tokens: `unauthenticated`, or `authenticated` and what the login was. */
  readonly amr?: readonly string[]
  /** What the signature covers of the body: hex SHA-256, or `UNSIGNED-PAYLOAD`. Undefined where the request itself was not signed. */
  readonly contentSha256?: string
  /** The headers that the signature covers, in lower case; all others may be anybody's. */
  readonly signedHeaders: readonly string[]
}

export interface Principal {
  /** `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION` */
  readonly arn: string
  /** Twelve digits. */
  readonly accountId: string
  /** `Account`, `User`, `AssumedRole` or `FederatedUser`. */
  readonly type: string
  readonly userId: string
}

/** What was decided. */
export type Verdict =
  | { readonly kind: 'allowed'; readonly hallpass: Hallpass }
  /** 400: no request that could be judged; 401: nobody; 403: somebody who may not. */
  | { readonly kind: 'refused'; readonly status: 400 | 401 | 403; readonly reason: string; readonly requestId: string | undefined }
