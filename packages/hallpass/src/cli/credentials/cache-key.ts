import { createHash } from 'node:crypto'

/** A name in the cache: what is kept, and a digest of all that it depends on. */
export function cacheKey(what: 'credentials' | 'guest' | 'session', on: object): string {
  return `${what}-${createHash('sha256').update(JSON.stringify(on)).digest('hex').slice(0, 40)}`
}
