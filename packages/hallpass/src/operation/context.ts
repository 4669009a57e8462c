import type { Keys } from '../keys/keys.ts'
import type { RateLimits } from '../limits/rate-limits.ts'
import type { ProviderEndpoints } from '../logins/provider-endpoint.ts'
import type { VerifyAccessToken, VerifyLogin } from '../logins/verification.ts'
import type { VerifySignature } from '../logins/verify-signature.ts'
import type { OpenIdTokens } from '../openid/open-id-tokens.ts'
import type { PolicyDocument } from '../policy/policy-document.ts'
import type { Caller } from '../session/caller.ts'
import type { SessionTokens } from '../session/session-tokens.ts'
import type { Store } from '../store/store.ts'
import type { AskUpstream, UpstreamRoles } from '../upstream/upstream.ts'
import type { PageTokens } from './page-token.ts'

/** Everything that operations need of the world; there are no globals. */
export interface Ports {
  /** Twelve digits. */
  readonly accountId: string
  readonly region: string
  readonly store: Store
  readonly verifyLogin: VerifyLogin
  /** What the configuration puts in place of the addresses of providers. */
  readonly providerEndpoints: ProviderEndpoints
  /** For tokens that STS takes: whether a key that their issuer publishes made them. */
  readonly verifySignature: VerifySignature
  /** For opaque tokens that STS takes: Facebook's and Amazon's. */
  readonly verifyAccessToken: VerifyAccessToken
  readonly openIdTokens: OpenIdTokens
  readonly sessionTokens: SessionTokens
  readonly pageTokens: PageTokens
  /** Encrypts what is kept for good: the secrets of access keys. */
  readonly secrets: Pick<Keys, 'wrap' | 'unwrap'>
  /** The parsed form of a document that was validated when it came in; memoized. Throws where it is no policy. */
  readonly readPolicy: (document: string) => PolicyDocument
  /** The document that guests of the enhanced flow are kept within, whatever their role allows. */
  readonly guestSessionPolicy: string
  /** The roles whose credentials another STS gives. */
  readonly upstreamRoles: UpstreamRoles
  readonly askUpstream: AskUpstream
  readonly rateLimits: RateLimits
  /** The `Recipient`s and audiences by which SAML assertions are addressed to us. */
  readonly samlRecipients: () => readonly string[]
  readonly allowsSamlSha1: boolean
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** A random (version 4) UUID, lower case. */
  readonly randomUuid: () => string
  readonly random: (bytes: number) => Uint8Array
}

/** The ports, and what is known of the request at hand. */
export interface Context extends Ports {
  readonly caller: Caller
  readonly client: Client
  readonly requestId: string
}

/**
 * What is known of no request. Ports that hold it are copied for a request in a hundredth of the time, because the copy has the members
 * of the original and no others (measured: 0.05 µs instead of 5). Up to Node 22, an object that begins with the members of another and has
 * more besides gets a shape of its own each time, which stays until a full collection; it may end with them.
 */
export const noRequest: Omit<Context, keyof Ports> = {
  caller: { kind: 'anonymous' },
  client: { sourceIp: '', isSecure: false, userAgent: undefined, referer: undefined },
  requestId: '',
}

/** Where a request came from. */
export interface Client {
  /** IPv4 in dotted form also where it came over an IPv6 socket. */
  readonly sourceIp: string
  /** Whether it came over TLS, to us or to a trusted proxy. */
  readonly isSecure: boolean
  readonly userAgent: string | undefined
  readonly referer: string | undefined
}
