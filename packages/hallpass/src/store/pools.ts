import type { Pool } from '../identity/pool.ts'
import type { Caches } from './caches.ts'
import { emptyDeletedPool } from './empty-deleted-pool.ts'
import type { Engine } from './engine.ts'
import { fromPool, toPool } from './pool-row.ts'
import type { Db } from './schema.ts'
import type { Page, Store } from './store.ts'

export type Pools = Pick<Store, 'createPool' | 'findPool' | 'updatePool' | 'deletePool' | 'listPools'>

/** The part of the store that keeps pools. */
export function pools(engine: Engine, caches: Caches): Pools {
  const { read, write } = engine
  const recent = caches.create<Pool>()
  return {
    createPool: (pool) =>
      recent.write(pool.id, () =>
        write(async (db) => {
          await db.insertInto('pool').values(fromPool(pool)).execute()
        }),
      ),
    findPool: (id) => recent.get(id, () => read((db) => findPool(db, id))),
    updatePool: (id, change) => recent.write(id, () => write((db) => updatePool(db, id, change))),
    async deletePool(id) {
      const wasThere = await recent.write(id, () => engine.write((db) => deletePool(db, id)))
      // The pool is gone whatever becomes of this: what is left goes when the store is opened next.
      if (wasThere) await emptyDeletedPool(engine, id).catch(() => undefined)
      return wasThere
    },
    listPools: (accountId, region, page) => read((db) => listPools(db, accountId, region, page)),
  }
}

async function findPool(db: Db, id: string): Promise<Pool | undefined> {
  const row = await db.selectFrom('pool').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toPool(row)
}

async function updatePool(db: Db, id: string, change: (pool: Pool) => Pool): Promise<Pool | undefined> {
  const pool = await findPool(db, id)
  if (pool === undefined) return undefined
  const changed = change(pool)
  await db.updateTable('pool').set(fromPool(changed)).where('id', '=', id).execute()
  return changed
}

/** Takes the pool away at once; its identities are marked to go. */
async function deletePool(db: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('pool').where('id', '=', id).executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) return false
  await db.insertInto('deleted_pool').values({ id }).execute()
  return true
}

async function listPools(db: Db, accountId: string, region: string, { after, limit }: Page): Promise<readonly Pool[]> {
  let query = db
    .selectFrom('pool')
    .selectAll()
    .where('account_id', '=', accountId)
    // The ids that begin with `REGION:`; the character after ':' is ';'.
    .where('id', '>=', `${region}:`)
    .where('id', '<', `${region};`)
  if (after !== undefined) {
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('created_at', 'id'), '>', tuple(after.createdAt, after.id)))
  }
  const rows = await query.orderBy('created_at').orderBy('id').limit(limit).execute()
  return rows.map(toPool)
}
