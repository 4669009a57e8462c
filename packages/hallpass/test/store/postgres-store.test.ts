import { afterAll, beforeAll, describe } from 'vitest'
import { isSkippedWithoutPostgres } from '../counterparts/postgres/postgres-binaries.ts'
import { type PostgresCluster, startCluster } from '../counterparts/postgres/postgres-cluster.ts'
import { describeStore } from './contract/store-contract.ts'
import { createPostgresDatabase } from './postgres-database.ts'

describe.skipIf(isSkippedWithoutPostgres())('with PostgreSQL', () => {
  let cluster: PostgresCluster
  beforeAll(async () => {
    cluster = await startCluster()
  })
  afterAll(() => cluster.remove())

  describeStore('the store on PostgreSQL', () => createPostgresDatabase(cluster))
})
