/**
 * The service's time, as far as it can be told: from the Date headers of its answers. Those have whole seconds and travel some time, so
 * that a difference under five seconds says nothing.
 */
export class SkewClock {
  /** The local time, milliseconds. */
  readonly local: () => number
  /** The service's time less the local one, milliseconds: the median of the last three answers; 0 where it is below five seconds. */
  offset: number = 0
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
    const measured = [Date.parse(date ?? '') - (startedAt + endedAt) / 2, ...this.#measured].filter(Number.isFinite).slice(0, 3)
    this.#measured = measured
    const median = [...measured].sort((a, b) => a - b)[measured.length >> 1] ?? 0
    this.offset = Math.abs(median) < 5_000 ? 0 : median
  }

  /** When a moment of the service's time comes by the local clock; the same moment unless that is wrong by five minutes or more. */
  toLocal(serverTime: number): number {
    return Math.abs(this.offset) < 300_000 ? serverTime : serverTime - this.offset
  }
}
