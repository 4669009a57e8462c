import { sql } from 'kysely'
import { afterAll, test as base, beforeAll, describe, expect } from 'vitest'
import { Caches } from '../../src/store/caches.ts'
import type { Engine } from '../../src/store/engine.ts'
import { openEngine } from '../../src/store/open-engine.ts'
import { OutcomeUnknown } from '../../src/store/outcome-unknown.ts'
import { createSqlStore } from '../../src/store/sql-store.ts'
import type { Store } from '../../src/store/store.ts'
import { type CuttingProxy, startCuttingProxy } from '../counterparts/postgres/cutting-proxy.ts'
import { isSkippedWithoutPostgres } from '../counterparts/postgres/postgres-binaries.ts'
import { type PostgresCluster, startCluster } from '../counterparts/postgres/postgres-cluster.ts'
import { aPool, freshId, login, makePool, signIn } from './contract/samples.ts'
import { addressOf, command, createPostgresDatabase, type PostgresDatabase } from './postgres-database.ts'

let cluster: PostgresCluster

interface Fixtures {
  readonly database: PostgresDatabase
  readonly proxy: CuttingProxy
  /** Of one connection, through the proxy. */
  readonly engine: Engine
  readonly store: Store
}

const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the dependencies of a fixture off its pattern.
  database: async ({}, use) => {
    const database = await createPostgresDatabase(cluster)
    await use(database)
    await database.drop()
  },
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the dependencies of a fixture off its pattern.
  proxy: async ({}, use) => {
    const proxy = await startCuttingProxy(cluster.port)
    await use(proxy)
    await proxy.close()
  },
  engine: async ({ database, proxy }, use) => {
    const engine = await openEngine(addressOf(database.url.replace(String(cluster.port), String(proxy.port)), 1))
    await use(engine)
    await engine.close()
  },
  store: async ({ engine }, use) => use(createSqlStore(engine, new Caches(() => 0))),
})

async function idsIn(database: PostgresDatabase, table: 'identity' | 'pool'): Promise<readonly unknown[]> {
  return command(database.url, `select id from ${table}`)
}

describe.skipIf(isSkippedWithoutPostgres())('a connection to PostgreSQL', () => {
  beforeAll(async () => {
    cluster = await startCluster()
  })
  afterAll(() => cluster.remove())

  describe.for(['before-commit', 'after-commit'] as const)('that breaks %s', (cut) => {
    test('leaves one guest, and says so', async ({ database, proxy, store }) => {
      const poolId = await makePool(store)
      const id = freshId()
      proxy.cutAtNextCommit(cut)
      expect(await store.createGuest({ id, createdAt: 1 }, poolId)).toBe(true)
      expect(await idsIn(database, 'identity')).toEqual([{ id }])
    })

    test('leaves one identity of a login, and names it', async ({ database, proxy, store }) => {
      const poolId = await makePool(store)
      proxy.cutAtNextCommit(cut)
      const id = await signIn(store, poolId, [login('ann'), login('ann', 'other')])
      expect(await idsIn(database, 'identity')).toEqual([{ id }])
      expect(await signIn(store, poolId, [login('ann')])).toBe(id)
    })

    test('leaves one first key', async ({ proxy, store }) => {
      proxy.cutAtNextCommit(cut)
      await store.addFirstKey({ id: 'first', use: 'sealing', createdAt: 1, material: Uint8Array.of(1) })
      expect((await store.listKeys()).map(({ id }) => id)).toEqual(['first'])
    })

    test('leaves whoever must not write twice to ask what became of it', async ({ database, proxy, store }) => {
      proxy.cutAtNextCommit(cut)
      await expect(store.createPool(aPool())).rejects.toThrow(OutcomeUnknown)
      expect(await idsIn(database, 'pool')).toHaveLength(cut === 'before-commit' ? 0 : 1)
    })
  })

  test('that broke while nobody used it is missed by nobody', async ({ proxy, store }) => {
    const poolId = await makePool(store)
    proxy.cutAll()
    expect(await store.findPool(poolId)).toBeDefined()
    proxy.cutAll()
    expect(await signIn(store, poolId, [login('ann')])).toMatch(/^us-east-1:/)
  })

  test('whose statements another one prepared, as behind a pooler, names none any more', async ({ engine, store }) => {
    const poolId = await makePool(store)
    const id = await signIn(store, poolId, [login('ann')])
    expect(await store.findIdentity(id)).toBeDefined()
    const prepared = () => engine.read(async (db) => (await sql`select name from pg_prepared_statements`.execute(db)).rows)
    expect((await prepared()).length).toBeGreaterThan(0)
    await engine.read((db) => sql`deallocate all`.execute(db))
    expect(await store.findIdentity(id)).toBeDefined()
    expect(await prepared()).toEqual([])
  })

  test('tells whose it is', async ({ database, engine }) => {
    await engine.read((db) => db.selectFrom('pool').select('id').execute())
    const names = await command(database.url, 'select application_name from pg_stat_activity where datname = current_database()')
    expect(names).toContainEqual({ application_name: 'hallpass' })
  })
})
