import { setTimeout } from 'node:timers/promises'
import { emptyDeletedPools } from './empty-deleted-pool.ts'
import { openSqliteEngine, type WritingEngine } from './sqlite/sqlite-engine.ts'

/**
 * Opens a SQLite file, made with mode 0600 if it is not there, to write it for other processes; they open the store once this has
 * settled. Throws `StoreUnavailable` where it cannot be used.
 */
export async function openWriter(path: string): Promise<WritingEngine> {
  const engine = await openSqliteEngine(path, { pause: (milliseconds) => setTimeout(milliseconds), random: Math.random })
  // In the background: nobody has to wait for it, and what it does not manage stays for the next time.
  void emptyDeletedPools(engine).catch(() => undefined)
  return engine
}
