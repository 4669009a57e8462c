import type { VerifyLogin } from '../logins/verification.ts'
import type { OpenIdTokens } from '../openid/open-id-tokens.ts'
import type { Caller } from '../session/caller.ts'
import type { SessionTokens } from '../session/session-tokens.ts'
import type { Store } from '../store/store.ts'
import type { PageTokens } from './page-token.ts'

/** Everything that operations need of the world; there are no globals. */
export interface Ports {
  /** Twelve digits. */
  readonly accountId: string
  readonly region: string
  readonly store: Store
  readonly verifyLogin: VerifyLogin
  readonly openIdTokens: OpenIdTokens
  readonly sessionTokens: SessionTokens
  readonly pageTokens: PageTokens
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** A random (version 4) UUID, lower case. */
  readonly randomUuid: () => string
}

/** The ports, and what is known of the request at hand. */
export interface Context extends Ports {
  readonly caller: Caller
  readonly requestId: string
}
