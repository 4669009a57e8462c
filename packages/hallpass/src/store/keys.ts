import type { KeyStore, StoredKey } from '../keys/key-store.ts'
import { type Engine, idempotent } from './engine.ts'
import type { Db, KeyRow } from './schema.ts'

/** The part of the store that keeps keys, encrypted as they come. */
export function keys({ read, write }: Engine): KeyStore {
  return {
    listKeys: () =>
      read(async (db) => {
        const rows = await db.selectFrom('key').selectAll().orderBy('created_at').orderBy('id').execute()
        return rows.map(toKey)
      }),
    addFirstKey: (key) =>
      write(async (db) => {
        const other = await db.selectFrom('key').select('id').where('use', '=', key.use).executeTakeFirst()
        if (other === undefined) await add(db, key)
      }, idempotent),
    addKey: (key) => write((db) => add(db, key)),
    deleteKey: (id) =>
      write(async (db) => {
        await db.deleteFrom('key').where('id', '=', id).execute()
      }, idempotent),
  }
}

async function add(db: Db, { id, use, createdAt, material }: StoredKey): Promise<void> {
  await db.insertInto('key').values({ id, use, created_at: createdAt, material }).execute()
}

function toKey({ id, use, created_at, material }: KeyRow): StoredKey {
  return { id, use, createdAt: created_at, material: new Uint8Array(material) }
}
