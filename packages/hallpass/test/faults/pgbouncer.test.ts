import { afterAll, beforeAll, describe, expect } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { isSkippedWithoutPgbouncer, type Pgbouncer, startPgbouncer } from '../counterparts/postgres/pgbouncer.ts'
import { isSkippedWithoutPostgres } from '../counterparts/postgres/postgres-binaries.ts'
import { type PostgresCluster, startCluster } from '../counterparts/postgres/postgres-cluster.ts'
import { test as base } from '../hallpass-process.ts'
import { describeIdentities } from '../store/contract/identities-contract.ts'
import { describeResolveLogins } from '../store/contract/resolve-logins-contract.ts'
import { storeTest } from '../store/contract/store-test.ts'
import { addressOf, command, createPostgresDatabase, emptyTables, type PostgresDatabase } from '../store/postgres-database.ts'
import { countLost } from './count-lost.ts'
import { Load } from './load.ts'
import { makePoolOn, nodesOn, untilReadiness } from './nodes.ts'

let cluster: PostgresCluster
let pgbouncer: Pgbouncer

const test = base.extend<{ database: PostgresDatabase; pooledUrl: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the dependencies of a fixture off its pattern.
  database: async ({}, use) => {
    const database = await createPostgresDatabase(cluster)
    await use(database)
    await database.drop()
  },
  pooledUrl: async ({ database }, use) => use(throughPgbouncer(database)),
})

function throughPgbouncer({ url }: PostgresDatabase): string {
  return pgbouncer.url(url.split('/').at(-1))
}

async function identitiesIn({ url }: PostgresDatabase): Promise<ReadonlySet<string>> {
  const rows = await command(url, 'select id from identity')
  // The query gives this one column.
  return new Set((rows as readonly { readonly id: string }[]).map(({ id }) => id))
}

describe.skipIf(isSkippedWithoutPostgres() || isSkippedWithoutPgbouncer())('behind pgbouncer in transaction mode', () => {
  beforeAll(async () => {
    cluster = await startCluster()
    pgbouncer = await startPgbouncer(cluster)
  })
  afterAll(async () => {
    await pgbouncer.remove()
    await cluster.remove()
  })

  describe('the store', () => {
    let database: PostgresDatabase
    beforeAll(async () => {
      database = await createPostgresDatabase(cluster)
      await (await database.open({ now: () => 0 })).close()
    })

    const storesOfAll = storeTest(async () => ({
      open: (ports) => openStore(addressOf(`${throughPgbouncer(database)}?prepared=false`), ports),
      drop: () => emptyTables(database.url),
    }))
    describeIdentities(storesOfAll)
    describeResolveLogins(storesOfAll)
  })

  test.for(['?prepared=false', ''])('nodes that start at once on an empty database serve (%s)', async (parameters, {
    hallpass,
    database,
    pooledUrl,
  }) => {
    const startNode = nodesOn(`${pooledUrl}${parameters}`, hallpass)
    const nodes = await Promise.all([startNode(), startNode()])
    const load = new Load(nodes, await makePoolOn(nodes[0]))
    load.start(24)
    await load.untilAcknowledged(400)
    await load.stop()
    expect(countLost(load, await identitiesIn(database), `behind pgbouncer ${parameters}`)).toBe(0)
    expect(load.failed).toEqual([])
  })

  test('pgbouncer is killed, and taken up again', async ({ hallpass, database, pooledUrl }) => {
    const node = await nodesOn(`${pooledUrl}?prepared=false`, hallpass)()
    const load = new Load([node], await makePoolOn(node))
    load.start(16)
    await load.untilAcknowledged(100)
    await pgbouncer.kill()
    await Promise.all([untilReadiness(node, 503), load.until(() => load.failed.length >= 50)])
    await pgbouncer.start()
    await untilReadiness(node, 200)
    await load.untilAcknowledged(200)
    await load.stop()
    expect(countLost(load, await identitiesIn(database), 'pgbouncer killed')).toBe(0)
    expect(new Set(load.failed.map(({ type }) => type))).toEqual(new Set(['InternalErrorException']))
  })
})
