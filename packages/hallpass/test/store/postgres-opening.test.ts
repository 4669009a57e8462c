import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { StoreUnavailable } from '../../src/store/store-unavailable.ts'
import { isSkippedWithoutPostgres } from '../counterparts/postgres/postgres-binaries.ts'
import { type PostgresCluster, startCluster } from '../counterparts/postgres/postgres-cluster.ts'
import { addressOf, command, createPostgresDatabase } from './postgres-database.ts'

let cluster: PostgresCluster

async function open(url: string): Promise<void> {
  const store = await openStore(addressOf(url, 2), { now: () => 0 })
  await store.close()
}

describe.skipIf(isSkippedWithoutPostgres())('opening a PostgreSQL database', () => {
  beforeAll(async () => {
    cluster = await startCluster()
  })
  afterAll(() => cluster.remove())

  test('ten nodes that open a new one at once make one schema', async () => {
    const { url } = await createPostgresDatabase(cluster)
    await Promise.all(Array.from({ length: 10 }, () => open(url)))
    expect(await command(url, 'select version from hallpass_schema')).toHaveLength(1)
  })

  test('a newer one is refused, with what to do', async () => {
    const { url } = await createPostgresDatabase(cluster)
    await open(url)
    await command(url, 'update hallpass_schema set version = 99')
    const opening = open(url)
    await expect(opening).rejects.toThrow(StoreUnavailable)
    await expect(opening).rejects.toThrow(/newer version of Hallpass: its schema is 99, this version knows 1\. Run the newer version/)
  })

  test("another program's is refused, and left as it is", async () => {
    const { url } = await createPostgresDatabase(cluster)
    await command(url, 'create table identity (theirs text)')
    await expect(open(url)).rejects.toThrow('The database holds tables of another program.')
    expect(await command(url, "select tablename from pg_tables where schemaname = 'public'")).toEqual([{ tablename: 'identity' }])
  })

  test('one that is not there is refused, with what to do', async () => {
    const opening = open(cluster.url('none'))
    await expect(opening).rejects.toThrow(StoreUnavailable)
    await expect(opening).rejects.toThrow(/Make it with: create database/)
  })

  test('one in which nothing may be made is refused, with what to do', async () => {
    const { url } = await createPostgresDatabase(cluster)
    await command(
      url,
      `do $$ begin if not exists (select from pg_roles where rolname = 'guest') then create role guest login; end if; end $$`,
    )
    await expect(open(url.replace('hallpass@', 'guest@'))).rejects.toThrow('The user of the database may not make tables.')
  })
})
