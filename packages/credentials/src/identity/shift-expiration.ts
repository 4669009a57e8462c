import type { SkewClock } from '../transport/skew-clock.ts'

/**
 * The credentials with their `expiration` in local time. Where the local clock is wrong by five minutes or more, whoever compares would
 * take good credentials for ended ones; the service's own value stays beside it, as `serverExpiration`, which is not enumerable.
 */
export function shiftExpiration<C extends object>(
  credentials: C,
  expiration: Date | undefined,
  clock: SkewClock,
): C & { readonly expiration?: Date } {
  if (!expiration) return credentials
  const shifted = { ...credentials, expiration: new Date(clock.toLocal(expiration.getTime())) }
  return Object.defineProperty(shifted, 'serverExpiration', { value: expiration })
}

/** When the service ends these credentials, milliseconds since the epoch by its own clock. */
export function serverExpirationOf({
  serverExpiration,
  expiration,
}: {
  readonly serverExpiration?: Date
  readonly expiration?: Date
}): number | undefined {
  return (serverExpiration ?? expiration)?.getTime()
}
