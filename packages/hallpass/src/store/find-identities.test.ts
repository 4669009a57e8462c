import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { selectIdentity, selectOwners, selectPage } from './find-identities.ts'
import { openStore } from './open-store.ts'
import type { Db, Schema } from './schema.ts'
import { kyselyDatabase } from './sqlite/kysely-database.ts'
import { openDatabase } from './sqlite/open-database.ts'

/** How SQLite would run a query, a line for each table or index that it goes through. */
async function planOf(select: (db: Db) => { compile(): { readonly sql: string } }): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'hallpass-plan-'))
  const path = join(folder, 'hallpass.db')
  const store = await openStore({ kind: 'sqlite', path }, { now: () => 0 })
  const database = await openDatabase(path)
  onTestFinished(async () => {
    database.close()
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const { sql } = select(kyselyDatabase<Schema>(database)).compile()
  return database
    .prepare(`explain query plan ${sql}`)
    .all()
    .map((row) => (row as { detail: string }).detail)
}

const byKey = 'SEARCH identity USING PRIMARY KEY (id=?)'
const loginsByIdentity = 'SEARCH login USING COVERING INDEX login_by_identity (identity_id=?) LEFT-JOIN'

test('an identity and its logins are found by index alone', async () => {
  const plan = await planOf((db) => selectIdentity(db, 'id'))
  expect(plan).toEqual([byKey, loginsByIdentity])
})

test('the owner of a login is found by index alone', async () => {
  const plan = await planOf((db) => selectOwners(db, 'pool', [{ provider: 'p', subject: 's' }]))
  expect(plan).toContain(byKey)
  expect(plan).toContain('SEARCH wanted USING PRIMARY KEY (pool_id=? AND provider=? AND subject=?)')
  expect(plan).toContain(loginsByIdentity)
  expect(plan.join()).not.toContain('SCAN')
})

test('the owners of several logins are found by index alone', async () => {
  const logins = ['1', '2'].map((subject) => ({ provider: 'p', subject }))
  const plan = await planOf((db) => selectOwners(db, 'pool', logins))
  expect(plan.join()).not.toContain('SCAN')
  expect(plan).toContain(byKey)
})

test('a page starts where the one before ended, without counting', async () => {
  const page = { after: { createdAt: 1, id: 'id' }, limit: 10, hideDisabled: false }
  const plan = await planOf((db) => selectPage(db, 'pool', page))
  expect(plan.join()).toMatch(/SEARCH identity USING (COVERING )?INDEX identity_by_age \(pool_id=\? AND \(created_at,id\)>\(\?,\?\)\)/)
})
