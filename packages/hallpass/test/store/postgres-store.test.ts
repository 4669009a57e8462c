import { afterAll, beforeAll, describe } from 'vitest'
import { isSkippedWithoutPostgres } from '../counterparts/postgres/postgres-binaries.ts'
import { type PostgresCluster, startCluster } from '../counterparts/postgres/postgres-cluster.ts'
import { describeStore } from './contract/store-contract.ts'
import { createPostgresDatabase, emptyTables, type PostgresDatabase } from './postgres-database.ts'

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
