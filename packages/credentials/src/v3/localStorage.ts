import { IndexedDbStorage } from './IndexedDbStorage.ts'
import { InMemoryStorage } from './InMemoryStorage.ts'
import type { Storage } from './Storage.ts'

/**
 * The store that a pool provider uses unless it is given one: IndexedDB, else `window.localStorage`, else memory of its own.
 * Nothing is opened yet.
 */
export function localStorage(): Storage {
  // Where storage is blocked, merely reading these throws; where there is no browser, they do not exist.
  try {
    if (self.indexedDB) return new IndexedDbStorage()
  } catch {}
  try {
    if (window.localStorage) return window.localStorage
  } catch {}
  return new InMemoryStorage()
}
