import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { selectIdentity, selectOwners, selectPage } from '../../src/store/find-identities.ts'
import { openEngine } from '../../src/store/open-engine.ts'
import type { Db } from '../../src/store/schema.ts'
import { isSkippedWithoutPostgres } from '../counterparts/postgres/postgres-binaries.ts'
import { type PostgresCluster, startCluster } from '../counterparts/postgres/postgres-cluster.ts'
import { addressOf, command } from './postgres-database.ts'

let cluster: PostgresCluster

/** How PostgreSQL would run a query, a line for each step. */
async function planOf(
  build: (db: Db) => { compile(): { readonly sql: string; readonly parameters: readonly unknown[] } },
): Promise<string> {
  const engine = await openEngine(addressOf(cluster.url(), 1))
  try {
    return await engine.read(async (db) => {
      const query = build(db).compile()
      // The texts of these tests hold no quotes.
      const text = query.sql.replace(/\$(\d+)/g, (_, place: string) => `'${query.parameters[Number(place) - 1]}'`)
      const { rows } = await sql<{ 'QUERY PLAN': string }>`${sql.raw(`explain (costs off) ${text}`)}`.execute(db)
      return rows.map((row) => row['QUERY PLAN']).join('\n')
    })
  } finally {
    await engine.close()
  }
}

describe.skipIf(isSkippedWithoutPostgres())('with a hundred thousand identities, PostgreSQL', () => {
  beforeAll(async () => {
    cluster = await startCluster()
    await (await openEngine(addressOf(cluster.url(), 1))).close()
    await command(
      cluster.url(),
      `insert into identity select 'us-east-1:' || md5(n::text), 'pool', n, n, 0 from generate_series(1, 100000) n;
       insert into login select 'pool', 'auth.example.com', 'user-' || n, 'us-east-1:' || md5(n::text) from generate_series(1, 100000) n;
       analyze`,
    )
  })
  afterAll(() => cluster.remove())

  test('finds an identity and its logins by their keys', async () => {
    const plan = await planOf((db) => selectIdentity(db, 'us-east-1:x'))
    expect(plan).toMatch(/Index Scan using identity_pkey on identity/)
    expect(plan).toMatch(/using login_by_identity|on login_by_identity/)
    expect(plan).not.toContain('Seq Scan')
  })

  test('finds the owner of a login by its digest of one bucket', async () => {
    const plan = await planOf((db) => selectOwners(db, 'pool', [{ provider: 'auth.example.com', subject: 'user-7' }]))
    expect(plan).toContain('login_by_subject')
    expect(plan).not.toContain('Seq Scan')
  })

  test('finds the owners of twenty logins without a look at the others', async () => {
    const logins = Array.from({ length: 20 }, (_, index) => ({ provider: 'auth.example.com', subject: `user-${index}` }))
    expect(await planOf((db) => selectOwners(db, 'pool', logins))).not.toContain('Seq Scan')
  })

  test('begins a page where the one before ended', async () => {
    const page = { after: { createdAt: 50_000, id: 'us-east-1:x' }, limit: 10, hideDisabled: false }
    const plan = await planOf((db) => selectPage(db, 'pool', page))
    expect(plan).toMatch(/Index (Only )?Scan using identity_by_age/)
    expect(plan).toMatch(/Index Cond: .*ROW\(created_at, id\) > ROW/)
    expect(plan).not.toContain('Seq Scan')
  })
})
