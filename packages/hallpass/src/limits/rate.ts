/** How often something may happen: on average, and at once. */
export interface Rate {
  /** Over 0; below 1, it is once in so many seconds. */
  readonly perSecond: number
  /** How many may come at once after a pause, 1 at least. */
  readonly burst: number
}
