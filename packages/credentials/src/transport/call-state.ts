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
 * @param local a clock of the caller's own, milliseconds: how wrong it is says nothing of other clocks, so that the answer is the caller's alone
 */
export function callStateOf(client: object, local?: (() => number) | undefined): CallState {
  let state = states.get(client)
  if (state === undefined) {
    state = { clock: new SkewClock(), bucket: new TokenBucket() }
    states.set(client, state)
  }
  return local === undefined ? state : { ...state, clock: new SkewClock(local) }
}
