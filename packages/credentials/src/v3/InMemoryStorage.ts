import type { Storage } from './Storage.ts'

/** A store in memory: what it holds lives as long as the object, and nobody else sees it. */
export class InMemoryStorage implements Storage {
  readonly #items: Map<string, string>

  /** @param initial what the store holds at first; the object itself is left alone */
  constructor(initial: Record<string, string> = {}) {
    this.#items = new Map(Object.entries(initial))
  }

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null
  }

  setItem(key: string, value: string): void {
    this.#items.set(key, value)
  }

  removeItem(key: string): void {
    this.#items.delete(key)
  }
}
