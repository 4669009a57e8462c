/** Lets so many pieces of work for one name go on at once; the others wait for their turn, in the order in which they came. */
export class Turns {
  readonly #most: number
  readonly #lines = new Map<string, Line>()

  /** @param most under one name, at once */
  constructor(most: number) {
    this.#most = most
  }

  /** @param signal ends the waiting: what it is aborted for is thrown, and the work is not begun */
  async take<Result>(name: string, signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    const line = this.#lines.get(name) ?? { underWay: 0, waiting: new Set() }
    this.#lines.set(name, line)
    if (line.underWay < this.#most) line.underWay += 1
    else await turnIn(line, signal)
    try {
      return await work()
    } finally {
      this.#leave(name, line)
    }
  }

  #leave(name: string, line: Line): void {
    const [next] = line.waiting
    if (next !== undefined) {
      // Whose turn it is takes the place over.
      next()
      return
    }
    line.underWay -= 1
    if (line.underWay === 0) this.#lines.delete(name)
  }
}

interface Line {
  underWay: number
  /** The first came first. */
  readonly waiting: Set<() => void>
}

function turnIn({ waiting }: Line, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      waiting.delete(begin)
      reject(signal.reason)
    }
    const begin = () => {
      waiting.delete(begin)
      signal.removeEventListener('abort', leave)
      resolve()
    }
    waiting.add(begin)
    signal.addEventListener('abort', leave, { once: true })
  })
}
