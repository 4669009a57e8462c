import { InMemoryStorage } from '../v3/InMemoryStorage.ts'
import type { Storage } from '../v3/Storage.ts'

/**
 * A store in memory, for one user: on a server each user has one of their own.
 * @param initial what it holds at first; the object itself is left alone
 */
export function memoryStorage(initial?: Record<string, string>): Storage {
  return new InMemoryStorage(initial)
}
