import { expect, onTestFinished, test } from 'vitest'
import {
  allow,
  aManagedPolicy,
  anAccessKey,
  aRole,
  aSamlProvider,
  aUser,
  awsPolicyArn,
  wholeList,
} from '../../test/store/contract/iam-samples.ts'
import { account } from '../../test/store/contract/samples.ts'
import { Caches } from './caches.ts'
import type { Schema } from './schema.ts'
import { createSqlStore } from './sql-store.ts'
import { kyselyDatabase } from './sqlite/kysely-database.ts'
import { migrate } from './sqlite/migrate.ts'
import { openDatabase } from './sqlite/open-database.ts'
import type { Store } from './store.ts'

/** How SQLite ran every statement of `use`: a line for each table or index that it went through. */
async function plansOf(use: (store: Store) => Promise<unknown>): Promise<readonly string[]> {
  const database = await openDatabase(':memory:')
  onTestFinished(() => database.close())
  migrate(database, ':memory:')
  const statements = new Set<string>()
  const prepare = (sql: string) => {
    statements.add(sql)
    return database.prepare(sql)
  }
  const db = kyselyDatabase<Schema>({ exec: (sql) => database.exec(sql), prepare, close: () => database.close() })
  await use(createSqlStore({ read: (query) => query(db), write: (job) => job(db), close: async () => {} }, new Caches(() => 0)))
  return [...statements].flatMap((sql) =>
    database
      .prepare(`explain query plan ${sql}`)
      .all()
      // The column is SQLite's own.
      .map((row) => (row as { detail: string }).detail),
  )
}

/** Uses every method of the store that is IAM's, and every path through it. */
async function useAll(store: Store): Promise<void> {
  const policy = aManagedPolicy()
  const page = { ...wholeList, after: 'a' }
  await store.createManagedPolicy(policy)
  await store.findManagedPolicy(policy.arn)
  await store.updateManagedPolicy(policy.arn, (old) => old)
  await store.listManagedPolicies(account, page)

  const role = aRole({ attachedPolicyArns: [policy.arn], permissionsBoundaryArn: policy.arn })
  await store.createRole(role)
  await store.findRole(account, role.name)
  await store.findEntity(role.id)
  await store.updateRole(account, role.name, (old) => ({ ...old, attachedPolicyArns: [awsPolicyArn] }))
  await store.listRoles(account, page)
  await store.listPolicyUses(account, [policy.arn, awsPolicyArn])
  await store.deleteRole(account, role.name, allow)
  await store.deleteManagedPolicy(policy.arn, allow)

  const user = aUser()
  const key = anAccessKey(user.id)
  await store.createUser(user)
  await store.createAccessKey(key, allow)
  await store.findAccessKey(key.id)
  await store.updateAccessKey(key.id, (old) => old)
  await store.listAccessKeys(user.id)
  await store.deleteAccessKey(key.id)
  await store.deleteUser(account, user.name, allow)

  const provider = aSamlProvider()
  await store.createSamlProvider(provider, '')
  await store.findSamlProvider(provider.arn)
  await store.findSamlMetadata(provider.arn)
  await store.updateSamlProvider(provider.arn, (old) => old, '')
  await store.listSamlProviders(account)
  await store.redeemSamlAssertion(provider.arn, '_1', 2, 1)
  await store.deleteSamlProvider(provider.arn)
}

test('IAM goes through keys and indexes alone', async () => {
  const plans = await plansOf(useAll)
  // What is inserted in one statement is scanned, but is no table.
  expect(plans.filter((line) => line.startsWith('SCAN') && !line.includes('VALUES'))).toEqual([])
  expect(plans.length).toBeGreaterThan(20)
})

test('a page of names starts where the one before ended', async () => {
  const plans = await plansOf(useAll)
  expect(plans).toContain('SEARCH entity USING PRIMARY KEY (account_id=? AND kind=? AND name_key>?)')
  expect(plans).toContain('SEARCH managed_policy USING PRIMARY KEY (account_id=? AND name_key>?)')
})
