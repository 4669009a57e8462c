import type { Db } from './schema.ts'

/** What the store's methods ask of a database; all else is the engine's own affair. */
export interface Engine {
  /** Runs queries that see what is committed, and nothing else. It may be run again. */
  read<T>(query: (db: Db) => Promise<T>): Promise<T>
  /**
   * Runs `job` in a transaction of its own, apart from all others, and settles when what it wrote is durable; where it throws, nothing
   * is written. A job does nothing but queries, one after the other, and may be run again.
   */
  write<T>(job: (db: Db) => Promise<T>, traits?: JobTraits): Promise<T>
  /** Waits for the writes under way. */
  close(): Promise<void>
}

export interface JobTraits {
  /**
   * Whether a job that has been committed may be committed again, and gives its caller the same: then it is run again where the
   * connection broke while it was committed, and nobody can tell whether it was. Any other write then fails with `OutcomeUnknown`.
   */
  readonly isIdempotent: boolean
}

export const idempotent: JobTraits = { isIdempotent: true }
