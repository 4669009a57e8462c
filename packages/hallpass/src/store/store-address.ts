import type { PostgresAddress } from './postgres/postgres-address.ts'

/** Where the data is kept. */
export type StoreAddress = SqliteAddress | PostgresAddress

export interface SqliteAddress {
  readonly kind: 'sqlite'
  /** Of the file; absolute, or from where the process was started. */
  readonly path: string
}
