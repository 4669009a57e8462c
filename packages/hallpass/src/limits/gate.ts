import { longestWait, Overloaded } from './overloaded.ts'

interface Waiting {
  readonly since: number
  begin(): void
  refuse(error: Overloaded): void
}

/** Lets so many works be under way at once; the others wait, in the order in which they came, as long as callers do. */
export class Gate {
  readonly #atOnce: number
  readonly #clock: () => number
  #underWay = 0
  readonly #waiting = new Set<Waiting>()

  /** @param clock milliseconds of a clock that only goes forward */
  constructor(atOnce: number, clock: () => number = () => performance.now()) {
    this.#atOnce = atOnce
    this.#clock = clock
  }

  /** Whether others wait so long already that there is no sense in coming. */
  get isFull(): boolean {
    const [first] = this.#waiting
    return first !== undefined && this.#clock() - first.since > longestWait / 2
  }

  /** @throws Overloaded where its turn comes too late; then `work` is not begun */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#underWay < this.#atOnce) this.#underWay += 1
    else await this.#turn()
    try {
      return await work()
    } finally {
      this.#next()
    }
  }

  #turn(): Promise<void> {
    const since = this.#clock()
    return new Promise((begin, refuse) => this.#waiting.add({ since, begin, refuse }))
  }

  /** Whose turn it is takes the place over, so that nobody comes in between. */
  #next(): void {
    const now = this.#clock()
    for (const first of this.#waiting) {
      this.#waiting.delete(first)
      if (now - first.since <= longestWait) {
        first.begin()
        return
      }
      first.refuse(new Overloaded('It has waited too long.'))
    }
    this.#underWay -= 1
  }
}
