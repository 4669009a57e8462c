import type { Login } from '../identity/login.ts'
import type { Pool } from '../identity/pool.ts'

/** The claims of a login: of a token's payload, or what a provider's API told. */
export type Claims = Readonly<Record<string, unknown>>

/** A login that was verified, and what the pool's settings call it. */
export interface VerifiedLogin {
  readonly login: Login
  readonly claims: Claims
  /** The second entry of the login in `amr`, behind the plain provider name: `PROVIDER:AUDIENCE:SUBJECT` in the provider's form. */
  readonly amrDetail: string
  /** The key under which the pool keeps this login's role mapping. */
  readonly roleMappingKey: string
  /** The keys under which the pool may keep this login's principal tags, the most specific first. */
  readonly principalTagKeys: readonly string[]
  /** The roles that the login itself offers, as SAML assertions do. */
  readonly assertedRoles?: readonly string[]
}

/** What a verifier says of a token. */
export type Verification =
  | { readonly kind: 'verified'; readonly verified: VerifiedLogin }
  /** `reason` is the text that the caller is told. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** `cause` is for the log only. */
  | { readonly kind: 'provider-unreachable'; readonly provider: string; readonly cause: unknown }

/** Verifies one login of a request: `provider` is its key in `Logins`. */
export type VerifyLogin = (provider: string, token: string, pool: Pool) => Promise<Verification>

/** Asks a provider whose access token this is. */
export type VerifyAccessToken = (provider: 'graph.facebook.com' | 'www.amazon.com', token: string) => Promise<AccessTokenVerification>

export type AccessTokenVerification =
  /** Which app the token was made for, and which of its users it is of. */
  { readonly kind: 'vouched'; readonly appId: string; readonly userId: string } | Exclude<Verification, { kind: 'verified' }>
