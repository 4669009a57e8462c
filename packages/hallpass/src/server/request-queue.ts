import { longestWait } from '../limits/overloaded.ts'

/**
 * How many are begun in a turn of the event loop: so few that sockets are read every few milliseconds, and so many that each step of
 * the work is done for all of them at once, while the processor has its code at hand.
 */
const mostInTurn = 32
/** How many wait at most, however quickly they are served. */
const mostWaiting = 20_000
/** How many that are done with are let go together. */
const mostDone = 1_024

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
      setImmediate(this.#turn)
    }
  }

  /** By now all sockets have been read that there is something to read from, so that it is known who has left. */
  readonly #turn = (): void => {
    const now = this.#clock()
    for (let begun = 0; begun < mostInTurn; ) {
      const next = this.#take()
      if (next === undefined) break
      if (this.#hooks.isGone(next.request)) continue
      begun += 1
      if (now - next.since > longestWait) this.#hooks.refuse(next.request)
      else this.#hooks.serve(next.request)
    }
    this.#isAsleep = this.#waiting.length === 0
    if (!this.#isAsleep) setImmediate(this.#turn)
  }

  #take(): Waiting<Request> | undefined {
    const next = this.#waiting[this.#first]
    if (next === undefined) return undefined
    this.#first += 1
    if (this.#first === this.#waiting.length || this.#first === mostDone) {
      this.#waiting = this.#waiting.slice(this.#first)
      this.#first = 0
    }
    return next
  }
}
