import { setTimeout } from 'node:timers/promises'
import type { Engine } from './engine.ts'
import { openPostgresEngine } from './postgres/postgres-engine.ts'
import type { Submit } from './sqlite/attempt.ts'
import { openReadingEngine, openSqliteEngine } from './sqlite/sqlite-engine.ts'
import type { StoreAddress } from './store-address.ts'

const waiting = { pause: (milliseconds: number) => setTimeout(milliseconds), random: Math.random }

/**
 * Opens a database, and brings it to this version's schema. Throws `StoreUnavailable` where it cannot be used.
 * @param submit the process that has opened the file and writes for this one, if any; PostgreSQL needs none
 */
export function openEngine(address: StoreAddress, submit?: Submit): Promise<Engine> {
  if (address.kind === 'postgres') return openPostgresEngine(address, waiting)
  return submit === undefined ? openSqliteEngine(address.path, waiting) : openReadingEngine(address.path, waiting, submit)
}
