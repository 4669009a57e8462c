import { SkewClock } from './skew-clock.ts'

/** What the calls of one client share. */
export interface CallState {
  readonly clock: SkewClock
  /**
   * What retries are paid with: a service in trouble is not asked three times by everyone.
   * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
   */
  retryTokens: number
  /** Whether it was said that the client's endpoint is not encrypted. */
  hasWarned?: boolean
}

const states = new WeakMap<object, CallState>()

/**
 * The state of a client, made at its first call.
 * @param client the client, or the configuration that stands for it
 * @param local the caller's own clock, milliseconds: how wrong another clock is says nothing of it, so that it is measured anew
 */
export function callStateOf(client: object, local?: (() => number) | undefined): CallState {
  let state = states.get(client)
  if (!state || (local && local !== state.clock.local)) {
    state = { retryTokens: 500, ...state, clock: new SkewClock(local) }
    states.set(client, state)
  }
  return state
}
