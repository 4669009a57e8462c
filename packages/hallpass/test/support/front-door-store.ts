import { createHash } from 'node:crypto'
import { inject } from 'vitest'
import type { StoreAddress } from '../../src/store/store-address.ts'
import { addressOf, command } from '../store/postgres-database.ts'

const made = new Map<string, StoreAddress>()

/** The store that goes with a data directory: the file in it, or where the tests run on PostgreSQL, a database. */
export async function frontDoorStore(dataDir: string): Promise<StoreAddress | undefined> {
  const url = inject('postgresUrl')
  if (url === undefined) return undefined
  const known = made.get(dataDir)
  if (known !== undefined) return known
  const name = `d${createHash('sha256').update(dataDir).digest('hex').slice(0, 40)}`
  await command(url, `create database ${name} template template0`)
  const address = addressOf(url.replace(/[^/]+$/, name), 4)
  made.set(dataDir, address)
  return address
}
