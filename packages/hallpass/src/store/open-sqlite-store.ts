import { setTimeout } from 'node:timers/promises'
import { createSqlStore } from './sql-store.ts'
import { openSqliteEngine } from './sqlite/sqlite-engine.ts'
import type { Store } from './store.ts'

/**
 * Opens the store in a SQLite file, made with mode 0600 if it is not there. Throws `StoreUnavailable` where it cannot be used.
 * Several processes may share the file: correct, if slower.
 */
export async function openSqliteStore(path: string, { now }: { readonly now: () => number }): Promise<Store> {
  const engine = await openSqliteEngine(path, { pause: (milliseconds) => setTimeout(milliseconds), random: Math.random })
  return createSqlStore(engine, now)
}
