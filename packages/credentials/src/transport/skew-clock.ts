/**
 * What the calls of one client share: the service's time, as far as it can be told, and how much more the service may be asked. The time is
 * that of the Date headers of its answers. Those have whole seconds and travel some time, so that a difference under five seconds says nothing.
 */
export class SkewClock {
  /** The local time, milliseconds. */
  readonly local: () => number
  /** The service's time less the local one, milliseconds: the median of the last three answers; 0 where it is below five seconds. */
  offset: number = 0
  /**
   * What retries are paid with: a service in trouble is not asked three times by everyone.
   * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
   */
  retryTokens: number = 500
  /** Whether it was said that the client's endpoint is not encrypted. */
  hasWarned: boolean = false
  #measured: readonly number[] = []

  // Looked up at each call: fake timers replace it.
  constructor(local: () => number = () => Date.now()) {
    this.local = local
  }

  /** The service's time, milliseconds. */
  now(): number {
    return this.local() + this.offset
  }

  /**
   * Takes in an answer's Date header, where it can be read: a page may not where another origin does not expose it.
   * @param startedAt local time at which the request was sent, milliseconds
   * @param endedAt local time at which the answer came
   */
  observe(date: string | null | undefined, startedAt: number, endedAt: number): void {
    this.#measured = [Date.parse(date ?? '') - (startedAt + endedAt) / 2, ...this.#measured].filter(Number.isFinite).slice(0, 3)
    const median = [...this.#measured].sort((a, b) => a - b)[this.#measured.length >> 1] ?? 0
    this.offset = Math.abs(median) < 5_000 ? 0 : median
  }

  /** When a moment of the service's time comes by the local clock; the same moment unless that is wrong by five minutes or more. */
  toLocal(serverTime: number): number {
    return Math.abs(this.offset) < 300_000 ? serverTime : serverTime - this.offset
  }
}

const clocks = new WeakMap<object, SkewClock>()

/**
 * The clock of a client, made at its first call.
 * @param client the client, or the configuration that stands for it
 * @param local the caller's own clock, milliseconds: how wrong another clock is says nothing of it, so that it is measured anew
 */
export function clockOf(client: object, local?: (() => number) | undefined): SkewClock {
  let clock = clocks.get(client)
  if (!clock || (local && local !== clock.local)) {
    clock = new SkewClock(local)
    clocks.set(client, clock)
  }
  return clock
}
