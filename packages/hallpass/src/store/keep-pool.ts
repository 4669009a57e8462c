import { compiledOnce } from './compiled-once.ts'
import type { Db } from './schema.ts'

/** Whether there is such a pool; it then stays until the transaction has ended, so that no identity is made in one that goes. */
export type KeepPool = (db: Db, poolId: string) => Promise<boolean>

export function createKeepPool(): KeepPool {
  const keep = compiledOnce((db) => db.selectFrom('pool').select('id').where('id', '=', '').forKeyShare())
  return async (db, poolId) => (await keep(db, [poolId])).length > 0
}
