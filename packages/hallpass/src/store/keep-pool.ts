import type { Db } from './schema.ts'

/** Whether there is such a pool; it then stays until the transaction has ended, so that no identity is made in one that goes. */
export async function keepPool(db: Db, poolId: string): Promise<boolean> {
  const pool = await db.selectFrom('pool').select('id').where('id', '=', poolId).forKeyShare().executeTakeFirst()
  return pool !== undefined
}
