import { longestWait } from '../limits/overloaded.ts'

/**
 * How long requests are worked on before it is looked again what has come, and who has left, milliseconds. The runtime accepts one
 * connection in each turn of the event loop: so many that new ones wait no longer than requests, and so few that most of the time is left
 * for those who are served.
 */
const slice = 2
/** How many wait at most, however quickly they are served. */
const mostWaiting = 20_000
/** How many are begun in a turn of the event loop at most. */
const mostInTurn = 256

export interface RequestQueueHooks<Request> {
  /** Begins to answer. */
  serve(request: Request): void
  /** Says that it will not be answered, cheaply. */
  refuse(request: Request): void
  /** Whether nobody waits for the answer any more. */
  isGone(request: Request): boolean
  /** Milliseconds of a clock that only goes forward. */
  readonly clock?: () => number
}

interface Waiting<Request> {
  readonly request: Request
  readonly since: number
}

/**
 * Requests wait here for the event loop, in the order in which they came, where they can be seen: in the sockets their age could not be
 * told, nor whether their callers have left. What makes servers collapse is work for callers who have: so they are looked for every few
 * milliseconds, and who has waited too long is refused. That he is told so only then keeps callers who ask again at once from asking more.
 */
export class RequestQueue<Request> {
  readonly #hooks: RequestQueueHooks<Request>
  readonly #clock: () => number
  /** The oldest at `#first`; what stands before it is done with. */
  #waiting: Waiting<Request>[] = []
  #first = 0
  /** Steps that are still to come in this turn of the event loop. */
  #planned = 0
  #sliceEnd: number | undefined
  #isAsleep = true

  constructor(hooks: RequestQueueHooks<Request>) {
    this.#hooks = hooks
    this.#clock = hooks.clock ?? (() => performance.now())
  }

  add(request: Request): void {
    if (this.#waiting.length - this.#first >= mostWaiting) {
      this.#hooks.refuse(request)
      return
    }
    this.#waiting.push({ request, since: this.#clock() })
    if (this.#isAsleep) {
      this.#isAsleep = false
      setImmediate(this.#planTurn)
    }
  }

  /**
   * Plans the next turn: by then the sockets have been read once more, so that it is known who has left. Each step is on its own, since
   * what it leads to is done between two of them: a loop would not see how long that takes.
   */
  readonly #planTurn = (): void => {
    this.#sliceEnd = undefined
    this.#planned = Math.min(this.#waiting.length - this.#first, mostInTurn)
    this.#isAsleep = this.#planned === 0
    for (let step = 0; step < this.#planned; step += 1) setImmediate(this.#step)
  }

  readonly #step = (): void => {
    this.#planned -= 1
    const now = this.#clock()
    this.#sliceEnd ??= now + slice
    if (now < this.#sliceEnd) this.#endFirst(now)
    if (this.#planned === 0) this.#planTurn()
  }

  #endFirst(now: number): void {
    const first = this.#take()
    if (first === undefined || this.#hooks.isGone(first.request)) return
    if (now - first.since > longestWait) this.#hooks.refuse(first.request)
    else this.#hooks.serve(first.request)
  }

  #take(): Waiting<Request> | undefined {
    const next = this.#waiting[this.#first]
    if (next === undefined) return undefined
    this.#first += 1
    if (this.#first === this.#waiting.length || this.#first === mostWaiting) {
      this.#waiting = this.#waiting.slice(this.#first)
      this.#first = 0
    }
    return next
  }
}
