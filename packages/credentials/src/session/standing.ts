import { hasLogins } from '../logins/login-tokens.ts'
import { type FoundIdentity, guest } from '../stores/identity-id-store.ts'
import { createFlight, type Flight } from '../transport/flight.ts'
import type { Logins, ResolvedLogins } from '../v3/Logins.ts'

/**
 * Who the session is. A login, a logout and every answer put a new one in the place of the old: whoever works on the old one finds that it
 * is no longer the session's, and changes nothing.
 */
export interface Standing {
  /** Of the guest or the user; undefined until it is known. To learn it is the only change that a standing sees. */
  identityId: string | undefined
  /** Those that the service has accepted; none for a guest. */
  readonly logins: Logins
  /** The user's name in the store. */
  readonly user: string | undefined
  /** The last tokens of the logins. */
  readonly tokens?: ResolvedLogins | undefined
  /** Finds the identity, for all who ask at the same time. */
  readonly finding: Flight<FoundIdentity>
  /** The same of the guest who signs in. */
  readonly former?: Flight<FoundIdentity> | undefined
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

/** Whether the one has a provider that the other lacks. */
export function addsLogin({ logins }: Standing, other: Standing): boolean {
  return hasLogins(without(logins, Object.keys(other.logins)))
}

export function without(logins: Logins, providers: readonly string[]): Logins {
  return Object.fromEntries(Object.entries(logins).filter(([provider]) => !providers.includes(provider)))
}
