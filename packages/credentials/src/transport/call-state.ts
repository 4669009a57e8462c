import type { SkewClock } from './skew-clock.ts'
import type { TokenBucket } from './token-bucket.ts'

/** What the calls of one client share. */
export interface CallState {
  readonly clock: SkewClock
  readonly bucket: TokenBucket
}
