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
  /** Throws where somebody else writes for us, and does not answer. */
  checkWrites?(): Promise<void>
  /** Waits for the writes under way. */
  close(): Promise<void>
}

export interface JobTraits {
  /**
   * Whether a job that has been committed may be committed again, and gives its caller the same: then it is run again where the
   * connection broke while it was committed, and nobody can tell whether it was. Any other write then fails with `OutcomeUnknown`.
   */
  readonly isIdempotent?: boolean
  /**
   * How far apart from others, where the engine runs several jobs at once; `serializable` unless said: as if one ran after the other.
   * Less costs less, and must be argued for beside the job:
   * - `snapshot`: all it reads is of one moment, and it fails, to be run again, where a row that it writes was written since.
   * - `statement`: each of its statements sees what is committed by then.
   */
  readonly isolation?: 'serializable' | 'snapshot' | 'statement'
}

export const idempotent: JobTraits = { isIdempotent: true }
