import type { Excess } from './rate-limits.ts'

/** There is more to do than callers would wait for: what was asked has not been begun. */
export class Overloaded extends Error {
  override readonly name = 'Overloaded'
}

/** How long a call may wait until it is begun, milliseconds: longer than a burst of ten thousand takes, and shorter than programs wait. */
export const longestWait = 5_000

/** What is told to who comes meanwhile. */
export const overload: Excess = { limit: 'load', retryAfterSeconds: 1 }
