/**
 * The service's time, as far as it can be told: from the Date headers of its answers. Those have whole seconds and travel some time, so
 * that a difference under five seconds says nothing.
 */
export class SkewClock {
  /** The local time, milliseconds. */
  readonly local: () => number
  /** The last three measured differences, in milliseconds. */
  readonly #measured: number[] = []

  // Looked up at each call: fake timers replace it.
  constructor(local: () => number = () => Date.now()) {
    this.local = local
  }

  /** The service's time less the local one, milliseconds; 0 where it is below five seconds. */
  get offset(): number {
    const sorted = [...this.#measured].sort((a, b) => a - b)
    const last = sorted.length - 1
    // Of an even number of values the median lies between the middle two.
    const median = ((sorted[last >> 1] ?? 0) + (sorted[(last + 1) >> 1] ?? 0)) / 2
    return Math.abs(median) < 5_000 ? 0 : median
  }

  /** The service's time, milliseconds. */
  now(): number {
    return this.local() + this.offset
  }

  /**
   * Takes in an answer's Date header.
   * @param startedAt local time at which the request was sent, milliseconds
   * @param endedAt local time at which the answer came
   */
  observe(date: string | null | undefined, startedAt: number, endedAt: number): void {
    const difference = Date.parse(date ?? '') - (startedAt + endedAt) / 2
    // A page may not read the header of another origin that does not expose it.
    if (Number.isNaN(difference)) return
    this.#measured.push(difference)
    if (this.#measured.length > 3) this.#measured.shift()
  }

  /** When a moment of the service's time comes by the local clock; the same moment unless that is wrong by five minutes or more. */
  toLocal(serverTime: number): number {
    return Math.abs(this.offset) < 300_000 ? serverTime : serverTime - this.offset
  }
}
