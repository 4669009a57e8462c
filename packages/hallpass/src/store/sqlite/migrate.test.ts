import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { aRole } from '../../../test/store/contract/iam-samples.ts'
import { aProvider, fullPool, login } from '../../../test/store/contract/samples.ts'
import { openStore } from '../open-store.ts'
import { fromPool } from '../pool-row.ts'
import type { Schema } from '../schema.ts'
import type { Store } from '../store.ts'
import { kyselyDatabase } from './kysely-database.ts'
import { initial } from './migrations/001-initial.ts'
import { openDatabase, type SqliteDatabase } from './open-database.ts'

const pool = fullPool()
const identityId = 'us-east-1:0a1b2c3d-0000-4000-8000-000000000000'
const key = { id: 'us-east-11', use: 'signing', createdAt: 1, material: Uint8Array.of(0, 1, 255) } as const
const provider = aProvider()

/** A database of the first version, with something in every table. */
async function makeFirstVersion(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'hallpass-migrate-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'hallpass.db')
  const database = await openDatabase(path)
  database.exec(`${initial}; pragma user_version = 1`)
  const db = kyselyDatabase<Schema>(database)
  await db.insertInto('pool').values(fromPool(pool)).execute()
  await db.insertInto('identity').values({ id: identityId, pool_id: pool.id, created_at: 1, modified_at: 2, disabled: 0 }).execute()
  await db.insertInto('login').values({ pool_id: pool.id, provider: 'auth.example.com', subject: 'ann', identity_id: identityId }).execute()
  await db
    .insertInto('openid_connect_provider')
    .values({
      arn: provider.arn,
      account_id: provider.accountId,
      url: provider.url,
      created_at: provider.createdAt,
      client_ids: JSON.stringify(provider.clientIds),
      thumbprints: JSON.stringify(provider.thumbprints),
      tags: JSON.stringify([...provider.tags]),
    })
    .execute()
  await db.insertInto('key').values({ id: key.id, use: key.use, created_at: key.createdAt, material: key.material }).execute()
  database.close()
  return path
}

async function open(path: string): Promise<Store> {
  const store = await openStore({ kind: 'sqlite', path }, { now: () => 0 })
  onTestFinished(() => store.close())
  return store
}

/** The tables and indexes, with the number of the schema. */
function schemaOf(database: SqliteDatabase): unknown {
  const objects = database.prepare("select type, name, sql from sqlite_schema where name not like 'sqlite_stat%' order by name").all()
  return [objects, database.prepare('pragma user_version').all(), database.prepare('pragma application_id').all()]
}

test('a database of the first version keeps what it has', async () => {
  const store = await open(await makeFirstVersion())
  expect(await store.findPool(pool.id)).toStrictEqual(pool)
  const logins = [login('ann')]
  const identity = { id: identityId, poolId: pool.id, createdAt: 1, modifiedAt: 2, disabled: false, logins }
  expect(await store.findOwners(pool.id, logins)).toStrictEqual([identity])
  expect(await store.findOpenIdConnectProvider(provider.arn)).toStrictEqual(provider)
  expect(await store.listKeys()).toStrictEqual([key])
})

test('a database of the first version takes roles from now on', async () => {
  const store = await open(await makeFirstVersion())
  const role = aRole()
  expect(await store.createRole(role)).toBe('created')
  expect(await store.findRole(role.accountId, role.name)).toStrictEqual(role)
})

test('a database that was brought up to date is as a new one', async () => {
  const old = await makeFirstVersion()
  const schemas = []
  for (const path of [old, join(old, '..', 'new.db')]) {
    await (await openStore({ kind: 'sqlite', path }, { now: () => 0 })).close()
    const database = await openDatabase(path)
    schemas.push(schemaOf(database))
    database.close()
  }
  expect(schemas[0]).toEqual(schemas[1])
  expect(schemas[0]).toMatchObject({ 1: [{ user_version: 3 }] })
})

test('processes that bring one database up to date at once all succeed', async () => {
  const path = await makeFirstVersion()
  const stores = await Promise.all(Array.from({ length: 4 }, () => open(path)))
  expect(await Promise.all(stores.map((store) => store.findPool(pool.id)))).toStrictEqual(stores.map(() => pool))
})
