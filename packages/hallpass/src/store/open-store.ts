import { Caches } from './caches.ts'
import type { Company } from './company.ts'
import { emptyDeletedPools } from './empty-deleted-pool.ts'
import type { Engine } from './engine.ts'
import { openEngine } from './open-engine.ts'
import { createSqlStore } from './sql-store.ts'
import type { Store } from './store.ts'
import type { StoreAddress } from './store-address.ts'
import { StoreUnavailable } from './store-unavailable.ts'

export interface StorePorts {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** The processes that share the work on this machine, if any. */
  readonly company?: Company | undefined
}

/**
 * Opens the store; a SQLite file is made with mode 0600 if it is not there. Throws `StoreUnavailable` where it cannot be used.
 * Several processes may share a store: a file of SQLite on one machine (correct, if slower, unless one of them writes for all), a
 * database of PostgreSQL from any.
 */
export async function openStore(address: StoreAddress, { now, company }: StorePorts): Promise<Store> {
  const engine = await openEngine(address, company?.submit)
  try {
    await refuseHalfCopied(engine)
  } catch (error) {
    await engine.close()
    throw error
  }
  // In the background: nobody has to wait for it, and what it does not manage stays for the next time.
  void emptyDeletedPools(engine).catch(() => undefined)
  return createSqlStore(engine, new Caches(now, company?.peers))
}

/** What would be written to it now would make it another store than the one that it is to become. */
async function refuseHalfCopied({ read }: Engine): Promise<void> {
  const begun = await read((db) => db.selectFrom('copied_table').select('name').limit(1).execute())
  if (begun.length > 0)
    throw new StoreUnavailable('The store is being filled by hallpass migrate. Wait until it has ended, or run it again.')
}
