/** A child that lived this long, milliseconds, was well. */
const healthyLife = 10_000
/** The longest pause before another start, milliseconds. */
const longestPause = 5_000
/** How many starts in a row may come to nothing. */
const mostFailures = 7

/** When a child that has ended is started again. */
export class Restarts {
  #shortLives = 0
  #failures = 0

  /**
   * How long to wait before the next start, milliseconds; undefined: it would end like this again, and is given up.
   * @param life how long the child lived, milliseconds, from when it was ready; 0: it never was
   * @param wasKilled whether somebody else ended it, or the system did for lack of memory: that alone is no reason to give up
   */
  next(life: number, wasKilled: boolean): number | undefined {
    if (life >= healthyLife) {
      this.#shortLives = 0
      this.#failures = 0
    }
    this.#shortLives += 1
    if (!wasKilled) this.#failures += 1
    if (this.#failures >= mostFailures) return undefined
    return this.#shortLives === 1 ? 0 : Math.min(100 * 2 ** (this.#shortLives - 2), longestPause)
  }
}
