import { setTimeout } from 'node:timers/promises'
import type { Engine } from './engine.ts'
import { openPostgresEngine } from './postgres/postgres-engine.ts'
import { openSqliteEngine } from './sqlite/sqlite-engine.ts'
import type { StoreAddress } from './store-address.ts'

/** Opens a database, and brings it to this version's schema. Throws `StoreUnavailable` where it cannot be used. */
export function openEngine(address: StoreAddress): Promise<Engine> {
  const waiting = { pause: (milliseconds: number) => setTimeout(milliseconds), random: Math.random }
  return address.kind === 'sqlite' ? openSqliteEngine(address.path, waiting) : openPostgresEngine(address, waiting)
}
