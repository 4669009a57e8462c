import { setTimeout } from 'node:timers/promises'
import { emptyDeletedPools } from './empty-deleted-pool.ts'
import { createSqlStore } from './sql-store.ts'
import { openSqliteEngine } from './sqlite/sqlite-engine.ts'
import type { Store } from './store.ts'

/**
 * Opens the store in a SQLite file, made with mode 0600 if it is not there. Throws `StoreUnavailable` where it cannot be used.
 * Several processes may share the file: correct, if slower.
 */
export async function openSqliteStore(path: string, { now }: { readonly now: () => number }): Promise<Store> {
  const engine = await openSqliteEngine(path, { pause: (milliseconds) => setTimeout(milliseconds), random: Math.random })
  // In the background: nobody has to wait for it, and what it does not manage stays for the next time.
  void emptyDeletedPools(engine).catch(() => undefined)
  return createSqlStore(engine, now)
}
