import { SkewClock } from './skew-clock.ts'
import { TokenBucket } from './token-bucket.ts'

/** What the calls of one client share. */
export interface CallState {
  readonly clock: SkewClock
  readonly bucket: TokenBucket
  /** Whether it was said that the client's endpoint is not encrypted. */
  hasWarned?: boolean | undefined
}

const states = new WeakMap<object, CallState>()

/**
 * The state of a client, made at its first call.
 * @param client the client, or the configuration that stands for it
 * @param local the caller's own clock, milliseconds: how wrong another clock is says nothing of it, so that it is measured anew
 */
export function callStateOf(client: object, local?: (() => number) | undefined): CallState {
  const known = states.get(client)
  if (known && (!local || local === known.clock.local)) return known
  const state = { clock: new SkewClock(local), bucket: known?.bucket ?? new TokenBucket() }
  states.set(client, state)
  return state
}
