import type { Emit } from '../events/events.ts'
import { refuseAborted } from './flight.ts'
import type { SkewClock } from './skew-clock.ts'

/** What a call knows besides its client and its input. */
export interface CallContext {
  /** Ends the call: its attempts, and the pauses between them. */
  readonly signal?: AbortSignal | undefined
  /** Shared by the calls of one client. */
  readonly clock: SkewClock
  readonly retry?: RetryOptions | undefined
  readonly emit?: Emit | undefined
}

/** How often, and for how long, a call is tried. */
export interface RetryOptions {
  /** Attempts at most, the first one among them. The client's own `maxAttempts`, else 3. */
  readonly maxAttempts?: number | undefined
  /** Milliseconds that one attempt may take. The client's own `requestTimeout`, else 10,000. */
  readonly attemptTimeout?: number | undefined
  /** Milliseconds that all attempts and pauses may take together. Unless told, 30,000, or what the attempts alone may take where that is more. */
  readonly totalTimeout?: number | undefined
}

const contexts = new WeakMap<object, CallContext>()

/**
 * Puts the context at the side of a call (a command, or the parameters of a role assumer). A call holds what it was given and nothing
 * else, and who performs it may be the application's own, so that the context can travel with neither.
 * @throws {AbortError} the context's signal has fired: who performs the call might not look
 */
export function within<C extends object>(call: C, context: CallContext): C {
  refuseAborted(context.signal)
  contexts.set(call, context)
  return call
}

export function contextOf(call: object): CallContext | undefined {
  return contexts.get(call)
}
