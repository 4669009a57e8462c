import { RecentReads } from './recent-reads.ts'

/** Other processes that serve the same callers as this one: what one of them wrote, none of them may answer without. */
export interface Peers {
  /** Makes all of them forget a row, or with undefined all rows, within a second at the latest. Never fails. */
  forget(key: string | undefined): Promise<void>
  /** Calls back for each row that one of them wrote. */
  onForget(listener: (key: string | undefined) => void): void
}

/** The caches of one store. */
export class Caches {
  readonly #now: () => number
  readonly #peers: Peers | undefined

  /** @param now milliseconds since the epoch */
  constructor(now: () => number, peers?: Peers) {
    this.#now = now
    this.#peers = peers
  }

  create<Value>(): RecentReads<Value> {
    const peers = this.#peers
    const recent = new RecentReads<Value>(this.#now, peers && ((key) => peers.forget(key)))
    // Keys tell nothing of their cache: few rows have the same one, and what is forgotten in vain is read again.
    peers?.onForget((key) => recent.forget(key))
    return recent
  }
}
