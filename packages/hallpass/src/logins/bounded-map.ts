/** A map of at most `limit` entries: the least recently used one makes room. */
export class BoundedMap<Key, Value> {
  readonly #limit: number
  /** The least recently used first: a Map keeps the order of insertion. */
  readonly #entries = new Map<Key, Value>()

  constructor(limit: number) {
    this.#limit = limit
  }

  get(key: Key): Value | undefined {
    const value = this.#entries.get(key)
    if (value !== undefined) this.set(key, value)
    return value
  }

  set(key: Key, value: Value): void {
    this.#entries.delete(key)
    this.#entries.set(key, value)
    if (this.#entries.size <= this.#limit) return
    const [oldest] = this.#entries.keys()
    // There is an oldest entry, or the map would not be too large.
    this.#entries.delete(oldest as Key)
  }
}
