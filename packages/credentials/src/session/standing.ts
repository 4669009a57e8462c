import { hasLogins } from '../logins/login-tokens.ts'
import { type FoundIdentity, guest } from '../stores/identity-id-store.ts'
import { createFlight, type Flight } from '../transport/flight.ts'
import type { Logins, ResolvedLogins } from '../v3/Logins.ts'

/**
 * Who the session is, or is to be. A login, a logout and every answer put a new one in the place of the old: whoever works on the old one
 * finds that it is no longer the session's, and changes nothing.
 */
export interface Standing {
  /** Of the guest or the user; undefined until it is known. To learn it is the only change that the session's own standing sees. */
  identityId: string | undefined
  /** Those that the service has accepted, or is to accept; none for a guest. */
  readonly logins: Logins
  /** The user's name in the store. */
  readonly user: string | undefined
  /** The last tokens of the logins. */
  tokens?: ResolvedLogins | undefined
  /** Finds the identity, for all who ask at the same time. */
  readonly finding: Flight<FoundIdentity>
  /** The same of the guest who signs in. */
  readonly findingGuest?: Flight<FoundIdentity> | undefined
  /** Whether the service has just named the identity. */
  isFresh?: boolean | undefined
  /** The identity that was known before, in memory or in the store. */
  former?: string | undefined
}

export function nobody(identityId?: string, user?: string): Standing {
  return { identityId, user, logins: {}, finding: createFlight() }
}

export function isGuest({ logins }: Standing): boolean {
  return !hasLogins(logins)
}

/** Under which name the store knows the identity; undefined: under none. */
export function slotOf(standing: Standing): string | undefined {
  return isGuest(standing) ? guest : standing.user
}

export function without(logins: Logins, providers: readonly string[]): Logins {
  return Object.fromEntries(Object.entries(logins).filter(([provider]) => !providers.includes(provider)))
}
