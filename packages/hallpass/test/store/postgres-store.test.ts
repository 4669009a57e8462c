import { afterAll, beforeAll, describe } from 'vitest'
import { isSkippedWithoutPostgres } from '../counterparts/postgres/postgres-binaries.ts'
import { type PostgresCluster, startCluster } from '../counterparts/postgres/postgres-cluster.ts'
import { describeStore } from './contract/store-contract.ts'
import { command, createPostgresDatabase, type PostgresDatabase } from './postgres-database.ts'

describe.skipIf(isSkippedWithoutPostgres())('with PostgreSQL', () => {
  let cluster: PostgresCluster
  let database: PostgresDatabase
  beforeAll(async () => {
    cluster = await startCluster()
    database = await createPostgresDatabase(cluster)
    await (await database.open({ now: () => 0 })).close()
  })
  afterAll(() => cluster.remove())

  // Emptied after each test: that is quicker than another one.
  describeStore('the store on PostgreSQL', async () => ({ ...database, drop: () => emptyTables(database.url) }))
})

async function emptyTables(url: string): Promise<void> {
  // The query gives one row with one text.
  const [row] = await command(
    url,
    `select string_agg('delete from ' || quote_ident(tablename), ';') as statements
     from pg_tables where schemaname = 'public' and tablename <> 'hallpass_schema'`,
  )
  await command(url, (row as { statements: string }).statements)
}
