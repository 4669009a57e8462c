import { describe, expect } from 'vitest'
import { freshId, listAll, login, makeGuest, makePool, signIn } from './samples.ts'
import type { StoreTest } from './store-test.ts'

export function describeResolveLogins(test: StoreTest): void {
  const now = 1_800_000_000_000

  describe('resolving logins', () => {
    test('a new login makes an identity, and finds it again', async ({ store }) => {
      const poolId = await makePool(store)
      const id = await signIn(store, poolId, [login('ann')], { now: 7 })
      expect(await signIn(store, poolId, [login('ann')], { now })).toBe(id)
      const identity = { id, poolId, createdAt: 7, modifiedAt: 7, disabled: false, logins: [login('ann')] }
      expect(await store.findIdentity(id)).toStrictEqual(identity)
    })

    test('a guest who logs in keeps the id', async ({ store }) => {
      const poolId = await makePool(store)
      const guest = await makeGuest(store, poolId)
      expect(await signIn(store, poolId, [login('ann')], { named: guest, now })).toBe(guest)
      expect(await store.findIdentity(guest)).toMatchObject({ modifiedAt: now, disabled: false, logins: [login('ann')] })
    })

    test('a guest who turns out to be a known user is disabled', async ({ store }) => {
      const poolId = await makePool(store)
      const ann = await signIn(store, poolId, [login('ann')])
      const guest = await makeGuest(store, poolId)
      expect(await signIn(store, poolId, [login('ann')], { named: guest, now })).toBe(ann)
      expect(await store.findIdentity(guest)).toMatchObject({ modifiedAt: now, disabled: true, logins: [] })
      expect(await store.findIdentity(ann)).toMatchObject({ modifiedAt: now, disabled: false })
    })

    test('two identities that meet become the older one', async ({ store }) => {
      const poolId = await makePool(store)
      const young = await signIn(store, poolId, [login('ann', 'a'), login('ann', 'c')], { now: 2 })
      const old = await signIn(store, poolId, [login('ann', 'b')], { now: 1 })
      expect(await signIn(store, poolId, [login('ann', 'a'), login('ann', 'b')], { now })).toBe(old)
      const logins = [login('ann', 'a'), login('ann', 'b'), login('ann', 'c')]
      expect(await store.findIdentity(old)).toMatchObject({ modifiedAt: now, disabled: false, logins })
      expect(await store.findIdentity(young)).toMatchObject({ modifiedAt: now, disabled: true, logins: [] })
      expect(await signIn(store, poolId, [login('ann', 'c')])).toBe(old)
    })

    test('what is already as decided is not written', async ({ store }) => {
      const poolId = await makePool(store)
      const id = await signIn(store, poolId, [login('ann')])
      const before = await store.findIdentity(id)
      await signIn(store, poolId, [login('ann')], { named: id, now })
      expect(await store.findIdentity(id)).toStrictEqual(before)
    })

    test('a refusal is passed on and nothing is written', async ({ store }) => {
      const poolId = await makePool(store)
      await signIn(store, poolId, [login('ann', 'a')])
      await signIn(store, poolId, [login('ben', 'a'), login('ben', 'b')])
      await makeGuest(store, poolId)
      const before = await listAll(store, poolId)
      expect(await signIn(store, poolId, [login('ann', 'a'), login('ben', 'b')])).toBe('two-users-of-one-provider')
      expect(await listAll(store, poolId)).toStrictEqual(before)
    })

    test('a decision that throws changes nothing, and its error reaches the caller', async ({ store }) => {
      const poolId = await makePool(store)
      const refusal = new Error('no')
      const decide = () => {
        throw refusal
      }
      const fresh = { id: freshId(), createdAt: 1 }
      const request = { poolId, namedId: undefined, logins: [login('ann')], fresh, now, decide }
      await expect(store.resolveLogins(request)).rejects.toBe(refusal)
      expect(await listAll(store, poolId)).toEqual([])
    })

    test('a decision that throws spares the writes that came with it', async ({ store }) => {
      const poolId = await makePool(store)
      const decide = () => {
        throw new Error('no')
      }
      const bad = store.resolveLogins({ poolId, namedId: undefined, logins: [], fresh: { id: freshId(), createdAt: 1 }, now, decide })
      const results = await Promise.allSettled([signIn(store, poolId, [login('ann')]), bad, signIn(store, poolId, [login('ben')])])
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
      expect(await listAll(store, poolId)).toHaveLength(2)
    })

    test('a pool that has gone is named as the reason', async ({ store }) => {
      expect(await signIn(store, freshId(), [login('ann')])).toBe('no-such-pool')
    })

    test('a named identity must exist', async ({ store }) => {
      const poolId = await makePool(store)
      expect(await signIn(store, poolId, [login('ann')], { named: freshId() })).toBe('no-such-identity')
      expect(await listAll(store, poolId)).toEqual([])
    })

    test('a named identity must be of the pool', async ({ store }) => {
      const poolId = await makePool(store)
      const foreign = await makeGuest(store, await makePool(store))
      expect(await signIn(store, poolId, [login('ann')], { named: foreign })).toBe('no-such-identity')
    })

    test('a named identity must be enabled', async ({ store }) => {
      const poolId = await makePool(store)
      const id = await signIn(store, poolId, [login('ann')])
      await store.unlink(id, ({ logins }) => logins, now)
      expect(await signIn(store, poolId, [login('ann')], { named: id })).toBe('identity-disabled')
      expect(await store.findOwners(poolId, [login('ann')])).toEqual([])
    })

    test('100 calls at once with one new login make one identity', async ({ store }) => {
      const poolId = await makePool(store)
      const ids = await Promise.all(Array.from({ length: 100 }, () => signIn(store, poolId, [login('ann')])))
      expect(new Set(ids).size).toBe(1)
      expect(await listAll(store, poolId)).toHaveLength(1)
    })

    test('calls at once in two processes with one new login make one identity', async ({ store, other }) => {
      const poolId = await makePool(store)
      const calls = Array.from({ length: 50 }, () => [store, other].map((each) => signIn(each, poolId, [login('ann')])))
      const ids = await Promise.all(calls.flat())
      expect(new Set(ids).size).toBe(1)
      expect(await listAll(store, poolId)).toHaveLength(1)
    })
  })
}
