import { setTimeout } from 'node:timers/promises'
import type { Engine } from './engine.ts'
import type { Submit } from './sqlite/attempt.ts'
import { openReadingEngine } from './sqlite/reading-engine.ts'
import { openSqliteEngine } from './sqlite/sqlite-engine.ts'
import type { StoreAddress } from './store-address.ts'

const waiting = { pause: (milliseconds: number) => setTimeout(milliseconds), random: Math.random }

/**
 * Opens a database, and brings it to this version's schema. Throws `StoreUnavailable` where it cannot be used.
 * @param submit the process that has opened the file and writes for this one, if any; PostgreSQL needs none
 */
export async function openEngine(address: StoreAddress, submit?: Submit): Promise<Engine> {
  if (address.kind === 'postgres') {
    // Loaded where it is used: every start would wait for it.
    const { openPostgresEngine } = await import('./postgres/postgres-engine.ts')
    return openPostgresEngine(address, waiting)
  }
  return submit === undefined ? openSqliteEngine(address.path, waiting) : openReadingEngine(address.path, waiting, submit)
}
