import type { Engine, JobTraits } from './engine.ts'
import type { Db } from './schema.ts'

/** Nothing is made any more in a pool that is gone: what was made is seen, and goes once. */
const traits: JobTraits = { isIdempotent: true, isolation: 'snapshot' }

/** How many identities one transaction deletes: all else waits for it. */
const batch = 500

/**
 * Deletes the identities of a pool that is gone, a few at a time, so that a large pool holds up nobody. What a crash or a closing store
 * leaves stays marked, and goes when the store is opened next.
 */
export async function emptyDeletedPool({ write }: Engine, id: string): Promise<void> {
  while (await write((db) => deleteSome(db, id), traits)) {
    // Between two batches others have their turn.
  }
}

/** Goes on with what was left. */
export async function emptyDeletedPools(engine: Engine): Promise<void> {
  const left = await engine.read((db) => db.selectFrom('deleted_pool').select('id').execute())
  for (const { id } of left) await emptyDeletedPool(engine, id)
}

/** Whether there may be more. */
async function deleteSome(db: Db, poolId: string): Promise<boolean> {
  const some = db.selectFrom('identity').select('id').where('pool_id', '=', poolId).limit(batch)
  const { numDeletedRows } = await db.deleteFrom('identity').where('id', 'in', some).executeTakeFirstOrThrow()
  if (numDeletedRows >= BigInt(batch)) return true
  await db.deleteFrom('deleted_pool').where('id', '=', poolId).execute()
  return false
}
