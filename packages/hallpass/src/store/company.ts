import type { Peers } from './caches.ts'
import type { Submit } from './sqlite/attempt.ts'

/** The other processes of one service on one machine: they answer the same callers. */
export interface Company {
  readonly peers: Peers
  /** One of them that writes a SQLite file for all. With PostgreSQL each writes for itself. */
  readonly submit?: Submit | undefined
}
