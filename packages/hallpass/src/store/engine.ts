import type { Db } from './schema.ts'

/** What the store's methods ask of a database; all else is the engine's own affair. */
export interface Engine {
  /** Runs queries that see what is committed, and nothing else. */
  read<T>(query: (db: Db) => Promise<T>): Promise<T>
  /**
   * Runs `job` in a transaction of its own, apart from all others, and settles when what it wrote is durable; where it throws, nothing
   * is written. A job does nothing but queries, one after the other, and may be run again.
   */
  write<T>(job: (db: Db) => Promise<T>): Promise<T>
  /** Waits for the writes under way. */
  close(): Promise<void>
}
