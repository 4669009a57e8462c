import type { Peers } from '../store/caches.ts'
import type { Order, Report } from './messages.ts'

/** No cached row is used longer than this, milliseconds: who has not forgotten it by then, reads it anew. */
const longestUse = 1_000

/** The other workers, as far as caches go: the supervisor passes on what is to be forgotten. */
export class Forgetting implements Peers {
  readonly #report: (report: Report) => void
  readonly #listeners: ((key: string | undefined) => void)[] = []
  readonly #awaited = new Map<number, () => void>()
  #lastId = 0

  constructor(report: (report: Report) => void) {
    this.#report = report
  }

  forget(key: string | undefined): Promise<void> {
    this.#lastId += 1
    const id = this.#lastId
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        this.#awaited.delete(id)
        resolve()
      }
      const timer = setTimeout(done, longestUse)
      this.#awaited.set(id, done)
      this.#report({ kind: 'forget', id, key })
    })
  }

  onForget(listener: (key: string | undefined) => void): void {
    this.#listeners.push(listener)
  }

  /** What the supervisor passes on, or acknowledges. */
  take(order: Order): void {
    if (order.kind === 'forgotten') this.#awaited.get(order.id)?.()
    if (order.kind !== 'forget') return
    for (const listener of this.#listeners) listener(order.key)
    this.#report({ kind: 'forgot', id: order.id })
  }
}
