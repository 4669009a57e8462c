/** The longest that a cached value may lag behind another process's write, milliseconds. */
const lifetime = 1_000

/** How many values are kept at most. */
const capacity = 10_000

/**
 * A cache of rows that are read far more often than they change: at most one second behind what another process wrote, never behind
 * this one. That a row is absent is not kept.
 */
export class RecentReads<Value> {
  readonly #now: () => number
  readonly #entries = new Map<string, { readonly value: Value; readonly readAt: number }>()
  #generation = 0

  constructor(now: () => number) {
    this.#now = now
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
      this.#generation += 1
      this.#entries.delete(key)
    }
  }

  /** Writes rows whose keys are not known before, and forgets all: what is so written seldom changes. */
  async writeAny<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write()
    } finally {
      this.#generation += 1
      this.#entries.clear()
    }
  }

  #keep(key: string, value: Value, readAt: number): void {
    this.#entries.delete(key)
    const [oldest] = this.#entries.keys()
    if (oldest !== undefined && this.#entries.size >= capacity) this.#entries.delete(oldest)
    this.#entries.set(key, { value, readAt })
  }
}
