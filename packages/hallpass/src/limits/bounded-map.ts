/**
 * A map of at most `limit` entries, which keeps those that were used last, half of its limit at least. They stand in two maps, of which the
 * older one is dropped when the younger is full: in one map, in the order of use, each use would take an entry out and put it in again.
 */
export class BoundedMap<Key, Value> {
  readonly #half: number
  #young = new Map<Key, Value>()
  #old = new Map<Key, Value>()

  /** @param limit 2 at least */
  constructor(limit: number) {
    this.#half = Math.floor(limit / 2)
  }

  get(key: Key): Value | undefined {
    const young = this.#young.get(key)
    if (young !== undefined) return young
    const old = this.#old.get(key)
    if (old !== undefined) this.set(key, old)
    return old
  }

  set(key: Key, value: Value): void {
    this.#young.set(key, value)
    if (this.#young.size < this.#half) return
    this.#old = this.#young
    this.#young = new Map()
  }
}
