import type { SessionAttributes } from '../roles/inherited-attributes.ts'
import type { Federation } from '../session/session.ts'

/** Somebody who comes with a token of a provider, once it was verified. */
export interface WebIdentity {
  /** What stays with the session, `provider` being the principal that trust policies name. */
  readonly federation: Federation
  /** The condition keys that trust policies are asked with; the session's are among them. */
  readonly keys: Federation['keys']
  /** What the token says of the session. */
  readonly attributes: SessionAttributes
  readonly subject: string
  /** As answers name the provider. */
  readonly issuer: string
  /** The client that the token was made for. */
  readonly audience: string
}
