import { describe, expect } from 'vitest'
import { describeAccessKeys } from './access-keys-contract.ts'
import { describeEntities } from './entities-contract.ts'
import { describeEntityLists } from './entity-lists-contract.ts'
import { describeIdentities } from './identities-contract.ts'
import { describeIdentityGraph } from './identity-graph-contract.ts'
import { describeKeys } from './keys-contract.ts'
import { describeManagedPolicies } from './managed-policies-contract.ts'
import { describePolicyUses } from './policy-uses-contract.ts'
import { describePools } from './pools-contract.ts'
import { describeProviders } from './providers-contract.ts'
import { describeRedeemedAssertions } from './redeemed-assertions-contract.ts'
import { describeResolveLogins } from './resolve-logins-contract.ts'
import { describeSamlProviders } from './saml-providers-contract.ts'
import { makeGuest, makePool } from './samples.ts'
import { storeTest, type TestDatabase } from './store-test.ts'
import { describeUsers } from './users-contract.ts'

/** What every engine of the store must do; `create` makes an empty database. */
export function describeStore(name: string, create: () => Promise<TestDatabase>): void {
  const test = storeTest(create)

  describe(name, () => {
    describePools(test)
    describeIdentities(test)
    describeResolveLogins(test)
    describeIdentityGraph(test)
    describeProviders(test)
    describeEntities(test)
    describeEntityLists(test)
    describeUsers(test)
    describeAccessKeys(test)
    describeManagedPolicies(test)
    describePolicyUses(test)
    describeSamlProviders(test)
    describeRedeemedAssertions(test)
    describeKeys(test)

    test('a database that answers is alive', async ({ store }) => {
      expect(await store.ping()).toEqual({ isWritable: true })
    })

    test('a store that was closed is not alive, and takes no writes', async ({ database }) => {
      const store = await database.open({ now: () => 0 })
      await store.close()
      await expect(store.ping()).rejects.toThrow()
      await expect(makePool(store)).rejects.toThrow()
    })

    test('closing waits for the writes under way', async ({ database, store }) => {
      const poolId = await makePool(store)
      const closing = await database.open({ now: () => 0 })
      const writes = Array.from({ length: 20 }, () => makeGuest(closing, poolId))
      await closing.close()
      const ids = await Promise.all(writes)
      const found = await Promise.all(ids.map((id) => store.findIdentity(id)))
      expect(found.map((identity) => identity?.id)).toEqual(ids)
    })

    test('a store may be closed twice', async ({ database }) => {
      const store = await database.open({ now: () => 0 })
      await store.close()
      await expect(store.close()).resolves.toBeUndefined()
    })

    test('what was written is there when the database is opened again', async ({ database }) => {
      const before = await database.open({ now: () => 0 })
      const id = await makeGuest(before, await makePool(before))
      await before.close()
      const after = await database.open({ now: () => 0 })
      expect((await after.findIdentity(id))?.id).toBe(id)
      await after.close()
    })
  })
}
