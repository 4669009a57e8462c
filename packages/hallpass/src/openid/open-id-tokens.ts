import type { CompactJws } from './compact-jws.ts'

/** What one of our OpenID tokens says. Source: cognito-identity tokens as published; Cognito developer guide, "Authentication flow". */
export interface OpenIdClaims {
  readonly identityId: string
  readonly poolId: string
  /** `["unauthenticated"]`, or `authenticated` followed by the provider name and the detail of each login used. */
  readonly amr: readonly string[]
  /** Tag key → value; the tags claim is left out when there are none. */
  readonly principalTags: ReadonlyMap<string, string>
}

/** What {@link OpenIdTokens.verify} says of a token; a refusal carries no claim that anybody may trust. */
export type OpenIdVerification =
  | { readonly kind: 'verified'; readonly claims: OpenIdClaims }
  /** Not three parts of strict base64url with JSON objects, or claims that no token of ours has. */
  | { readonly kind: 'malformed' }
  /** A well-formed token of somebody else; `issuer` is its `iss`, not verified. */
  | { readonly kind: 'foreign-issuer'; readonly issuer: string }
  | { readonly kind: 'missing-claim'; readonly claim: string }
  | { readonly kind: 'bad-signature' }
  /** Seconds since the epoch. */
  | { readonly kind: 'expired'; readonly now: number; readonly expiresAt: number }

/** Issues and verifies our OpenID tokens. */
export interface OpenIdTokens {
  /**
   * A token (RS512) that lives for `lifetime` seconds.
   * @throws Overloaded where too many are waited for
   */
  issue(claims: OpenIdClaims & { readonly poolArn: string }, lifetime: number): Promise<string>
  /** @param jws the token, parsed, where that is done already */
  verify(token: string, jws?: CompactJws): Promise<OpenIdVerification>
  /** Whether a token would be waited for longer than callers wait. */
  readonly isBusy: boolean
}
