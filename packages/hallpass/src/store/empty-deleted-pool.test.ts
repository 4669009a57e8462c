import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { aPool, freshId } from '../../test/store/contract/samples.ts'
import { Caches } from './caches.ts'
import { emptyDeletedPools } from './empty-deleted-pool.ts'
import { createSqlStore } from './sql-store.ts'
import { openSqliteEngine } from './sqlite/sqlite-engine.ts'

test('identities that a crash left of a deleted pool are deleted, and no others', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hallpass-deleted-pool-'))
  const engine = await openSqliteEngine(join(folder, 'hallpass.db'), { pause: async () => {}, random: () => 0 })
  onTestFinished(async () => {
    await engine.close()
    rmSync(folder, { recursive: true })
  })
  const store = createSqlStore(engine, new Caches(() => 0))
  const [doomed, spared] = [aPool(), aPool()]
  const guestOf = async (poolId: string) => {
    const guest = { id: freshId(), createdAt: 0 }
    await store.createGuest(guest, poolId)
    return guest.id
  }
  await store.createPool(doomed)
  await store.createPool(spared)
  const left = await Promise.all(Array.from({ length: 501 }, () => guestOf(doomed.id)))
  const kept = await guestOf(spared.id)
  // As far as a process gets that is killed right after it has deleted the pool.
  await engine.write(async (db) => {
    await db.deleteFrom('pool').where('id', '=', doomed.id).execute()
    await db.insertInto('deleted_pool').values({ id: doomed.id }).execute()
  })

  await emptyDeletedPools(engine)
  expect(await Promise.all(left.map((id) => store.findIdentity(id)))).toEqual(left.map(() => undefined))
  expect(await store.findIdentity(kept)).toBeDefined()
  expect(await engine.read((db) => db.selectFrom('deleted_pool').selectAll().execute())).toEqual([])
})
