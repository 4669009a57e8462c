import type { Rate } from './rate.ts'

/** The most keys that are remembered: about 7 MB. */
const mostKeys = 65_536

/**
 * A token bucket for each key. Of a bucket only the time at which it will be full again is kept, so that taking is one look-up, and buckets
 * that are full need not be kept. Where there are more keys than are remembered, the one that was taken from longest ago is forgotten.
 * Source: the generic cell rate algorithm, ITU-T I.371, annex A.
 */
export class TokenBuckets {
  /** Milliseconds between two tokens. */
  readonly #interval: number
  /** Milliseconds from empty to full. */
  readonly #filling: number
  readonly #most: number
  /** Key → when its bucket is full, milliseconds since the epoch. The least recently taken from first: a Map keeps the order of insertion. */
  readonly #fullAt = new Map<string, number>()

  constructor({ perSecond, burst }: Rate, most = mostKeys) {
    this.#interval = 1000 / perSecond
    this.#filling = burst * this.#interval
    this.#most = most
  }

  /** How many keys are remembered. */
  get size(): number {
    return this.#fullAt.size
  }

  /**
   * Takes a token; 0: it was there, else nothing is taken, and so many milliseconds are to pass until one is.
   * @param now milliseconds since the epoch
   */
  take(key: string, now: number): number {
    // Where the clock was set back, a bucket is at most empty.
    const fullAt = Math.min(Math.max(this.#fullAt.get(key) ?? now, now), now + this.#filling)
    const wait = fullAt + this.#interval - this.#filling - now
    // Less than a microsecond is an error of rounding.
    if (wait > 0.001) return wait
    this.#fullAt.delete(key)
    this.#fullAt.set(key, fullAt + this.#interval)
    if (this.#fullAt.size > this.#most) this.#forgetOldest()
    return 0
  }

  #forgetOldest(): void {
    const [oldest] = this.#fullAt.keys()
    // There is an oldest key, or there would not be too many.
    this.#fullAt.delete(oldest as string)
  }
}
