import type { Storage } from '../v3/Storage.ts'

/** A map as a store. What is a store already stays itself, untouched: merely reading a method of a blocked one may throw. */
export function asStorage(cache: Storage | Map<string, string>): Storage {
  if (!(cache instanceof Map)) return cache
  return {
    getItem: (key) => cache.get(key),
    setItem: (key, value) => void cache.set(key, value),
    removeItem: (key) => void cache.delete(key),
  }
}
