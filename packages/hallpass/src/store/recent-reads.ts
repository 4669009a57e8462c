/** The longest that a cached value may lag behind another process's write, milliseconds. */
const lifetime = 1_000

/** How many values are kept at most. */
const capacity = 10_000

/** Makes the other processes that share our work forget the row with this key, or with undefined all rows. Never fails. */
export type TellOthers = (key: string | undefined) => Promise<void>

/**
 * A cache of rows that are read far more often than they change: at most one second behind what another process wrote, never behind
 * this one. That a row is absent is not kept.
 */
export class RecentReads<Value> {
  readonly #now: () => number
  readonly #entries = new Map<string, { readonly value: Value; readonly readAt: number }>()
  readonly #tellOthers: TellOthers
  #generation = 0

  /**
   * @param now milliseconds since the epoch
   * @param tellOthers awaited before a write is acknowledged
   */
  constructor(now: () => number, tellOthers: TellOthers = async () => undefined) {
    this.#now = now
    this.#tellOthers = tellOthers
  }

  async get(key: string, read: () => Promise<Value | undefined>): Promise<Value | undefined> {
    const readAt = this.#now()
    const entry = this.#entries.get(key)
    // A clock that was set back must not make an old value young.
    if (entry !== undefined && entry.readAt <= readAt && readAt < entry.readAt + lifetime) return entry.value

    const generation = this.#generation
    const value = await read()
    // A write since then may have changed what was read.
    if (value !== undefined && generation === this.#generation) this.#keep(key, value, readAt)
    return value
  }

  /** Writes, and forgets the row before anybody is told that it was written. */
  async write<T>(key: string, write: () => Promise<T>): Promise<T> {
    try {
      return await write()
    } finally {
      this.forget(key)
      await this.#tellOthers(key)
    }
  }

  /** Writes rows whose keys are not known before, and forgets all: what is so written seldom changes. */
  async writeAny<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write()
    } finally {
      this.forget(undefined)
      await this.#tellOthers(undefined)
    }
  }

  /** Forgets a row that somebody else wrote; undefined: all of them. */
  forget(key: string | undefined): void {
    this.#generation += 1
    if (key === undefined) this.#entries.clear()
    else this.#entries.delete(key)
  }

  #keep(key: string, value: Value, readAt: number): void {
    this.#entries.delete(key)
    const [oldest] = this.#entries.keys()
    if (oldest !== undefined && this.#entries.size >= capacity) this.#entries.delete(oldest)
    this.#entries.set(key, { value, readAt })
  }
}
