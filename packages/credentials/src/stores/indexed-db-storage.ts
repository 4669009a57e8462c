import { IndexedDbStorage } from '../v3/IndexedDbStorage.ts'
import type { Storage } from '../v3/Storage.ts'

/**
 * A store in IndexedDB, which pages and workers of an origin share. It is opened for each use; where that fails, the methods reject.
 * @param database the database's name; unless told, the one in which the AWS SDK keeps its identity ids
 */
export function indexedDbStorage(database?: string): Storage {
  return new IndexedDbStorage(database)
}
