import type { SkewClock } from '../transport/skew-clock.ts'

/**
 * The credentials with their `expiration` in local time. Where the local clock is wrong by five minutes or more, whoever compares would
 * take good credentials for ended ones; the service's own value stays beside it, as `serverExpiration`, which is not enumerable.
 * @param end milliseconds since the epoch; nothing, or not a number, where the credentials have no end
 */
export function shiftExpiration<C extends object>(credentials: C, end: number, clock: SkewClock): C & { readonly expiration?: Date } {
  if (!end) return credentials
  const shifted = { ...credentials, expiration: new Date(clock.toLocal(end)) }
  return Object.defineProperty(shifted, 'serverExpiration', { value: new Date(end) })
}
