import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { allow, aManagedPolicy, anAccessKey, aRole, aSamlProvider, aUser } from '../../test/store/contract/iam-samples.ts'
import { account } from '../../test/store/contract/samples.ts'
import { Caches } from './caches.ts'
import type { Engine } from './engine.ts'
import type { Schema } from './schema.ts'
import { createSqlStore } from './sql-store.ts'
import { openSqliteEngine } from './sqlite/sqlite-engine.ts'
import type { Store } from './store.ts'

async function setUp(): Promise<{ store: Store; rowsIn: (table: keyof Schema) => Promise<number> }> {
  const folder = mkdtempSync(join(tmpdir(), 'hallpass-rows-left-'))
  const engine: Engine = await openSqliteEngine(join(folder, 'hallpass.db'), { pause: async () => {}, random: () => 0 })
  onTestFinished(async () => {
    await engine.close()
    rmSync(folder, { recursive: true })
  })
  const rowsIn = (table: keyof Schema) => engine.read(async (db) => (await db.selectFrom(table).selectAll().execute()).length)
  return { store: createSqlStore(engine, new Caches(() => 0)), rowsIn }
}

test('nothing is left of what was deleted', async () => {
  const { store, rowsIn } = await setUp()
  const policy = aManagedPolicy()
  const uses = { attachedPolicyArns: [policy.arn], permissionsBoundaryArn: policy.arn }
  const [role, user, provider] = [aRole(uses), aUser(uses), aSamlProvider()]
  await store.createManagedPolicy(policy)
  await store.createRole(role)
  await store.createUser(user)
  await store.createAccessKey(anAccessKey(user.id), allow)
  await store.createSamlProvider(provider, 'metadata')
  const tables = ['managed_policy', 'entity', 'policy_use', 'access_key', 'saml_provider', 'saml_metadata'] as const
  const rows = () => Promise.all(tables.map(rowsIn))
  expect(await rows()).toEqual([1, 2, 4, 1, 1, 1])

  await store.deleteRole(account, role.name, allow)
  await store.deleteUser(account, user.name, allow)
  await store.deleteManagedPolicy(policy.arn, allow)
  await store.deleteSamlProvider(provider.arn)
  expect(await rows()).toEqual([0, 0, 0, 0, 0, 0])
})

test('assertions that have expired do not pile up', async () => {
  const { store, rowsIn } = await setUp()
  const redeem = (count: number, now: number) =>
    Promise.all(Array.from({ length: count }, (_, index) => store.redeemSamlAssertion('arn', `${now} ${index}`, now + 1, now)))
  await redeem(250, 0)
  expect(await rowsIn('redeemed_assertion')).toBe(250)
  await redeem(3, 1)
  expect(await rowsIn('redeemed_assertion')).toBe(3)
})

test('one redemption waits for no more than a hundred others to be forgotten', async () => {
  const { store, rowsIn } = await setUp()
  await Promise.all(Array.from({ length: 250 }, (_, index) => store.redeemSamlAssertion('arn', String(index), 1, 0)))
  await store.redeemSamlAssertion('arn', 'new', 9, 1)
  expect(await rowsIn('redeemed_assertion')).toBe(151)
})
