import { describe, expect } from 'vitest'
import type { Position } from '../../../src/store/store.ts'
import { account, freshId, listAll, login, makeGuest, makePool, signIn } from './samples.ts'
import type { StoreTest } from './store-test.ts'

export function describeIdentities(test: StoreTest): void {
  describe('identities', () => {
    test('a guest comes back as it was', async ({ store, other }) => {
      const poolId = await makePool(store)
      const id = freshId()
      expect(await store.createGuest({ id, createdAt: 5 }, poolId)).toBe(true)
      expect(await other.findIdentity(id)).toStrictEqual({ id, poolId, createdAt: 5, modifiedAt: 5, disabled: false, logins: [] })
    })

    test('a pool that has gone takes no guest', async ({ store }) => {
      const id = freshId()
      expect(await store.createGuest({ id, createdAt: 5 }, freshId())).toBe(false)
      expect(await store.findIdentity(id)).toBeUndefined()
    })

    test('an identity is found with all its logins', async ({ store }) => {
      const poolId = await makePool(store)
      const logins = ['a', 'b', 'c'].map((provider) => login('ann', provider))
      const id = await signIn(store, poolId, logins)
      expect((await store.findIdentity(id))?.logins).toEqual(logins)
    })

    test('owners are found by any of their logins, each once', async ({ store }) => {
      const poolId = await makePool(store)
      const ann = await signIn(store, poolId, [login('ann', 'a'), login('ann', 'b')])
      const ben = await signIn(store, poolId, [login('ben', 'a')])
      await signIn(store, poolId, [login('cid', 'a')])
      const owners = await store.findOwners(poolId, [login('ann', 'a'), login('ann', 'b'), login('ben', 'a'), login('dan', 'a')])
      expect(owners.map(({ id }) => id).sort()).toEqual([ann, ben].sort())
      expect(owners.find(({ id }) => id === ann)?.logins).toHaveLength(2)
    })

    test('no logins have no owner', async ({ store }) => {
      const poolId = await makePool(store)
      await makeGuest(store, poolId)
      expect(await store.findOwners(poolId, [])).toEqual([])
    })

    test('a login is of one pool only', async ({ store }) => {
      const [one, two] = [await makePool(store), await makePool(store)]
      await signIn(store, one, [login('ann')])
      expect(await store.findOwners(two, [login('ann')])).toEqual([])
    })

    test.for([
      ['ann', 'ann\0'],
      ['\0', ''],
      ['\ud800', '\ud801'],
      ['\ud800', '\ufffd'],
      ['ann', 'Ann'],
      ['é', 'e\u0301'],
      ['ann', 'ann '],
      ['\\u0000', '\0'],
      ['a"b', 'a\\"b'],
      ['1', '1.0'],
    ] as const)('%j and %j are two users', async ([one, two], { store }) => {
      const poolId = await makePool(store)
      const first = await signIn(store, poolId, [login(one)])
      const second = await signIn(store, poolId, [login(two)])
      expect(second).not.toBe(first)
      expect((await store.findIdentity(first))?.logins).toEqual([login(one)])
      expect((await store.findIdentity(second))?.logins).toEqual([login(two)])
    })

    test('pages of identities are stable while identities are added', async ({ store }) => {
      const poolId = await makePool(store)
      const ids = await Promise.all(Array.from({ length: 9 }, (_, index) => makeGuest(store, poolId, 10 + (index % 3))))
      const seen: string[] = []
      let after: Position | undefined
      do {
        const page = await store.listIdentities(poolId, { after, limit: 2, hideDisabled: false })
        seen.push(...page.map(({ id }) => id))
        after = page.at(-1)
        await makeGuest(store, poolId, 1)
      } while (after !== undefined)
      expect(seen.length).toBe(new Set(seen).size)
      expect(seen.sort()).toEqual(ids.sort())
    })

    test('a page holds as many identities as it may, however many logins they have', async ({ store }) => {
      const poolId = await makePool(store)
      const linked = ['a', 'b', 'c'].map((provider) => login('ann', provider))
      const ids = [
        await signIn(store, poolId, linked, { now: 1 }),
        await makeGuest(store, poolId, 2),
        await signIn(store, poolId, [login('ben', 'a')], { now: 3 }),
      ]
      await makeGuest(store, poolId, 4)
      const page = await store.listIdentities(poolId, { after: undefined, limit: 3, hideDisabled: false })
      expect(page.map(({ id }) => id)).toEqual(ids)
      expect(page.map(({ logins }) => logins.length)).toEqual([3, 0, 1])
    })

    test('disabled identities are listed unless they are to be hidden', async ({ store }) => {
      const poolId = await makePool(store)
      const id = await signIn(store, poolId, [login('ann')])
      await store.unlink(id, ({ logins }) => logins, 6)
      const guest = await makeGuest(store, poolId)
      expect(await listAll(store, poolId)).toHaveLength(2)
      const shown = await store.listIdentities(poolId, { after: undefined, limit: 60, hideDisabled: true })
      expect(shown.map((identity) => identity.id)).toEqual([guest])
    })

    test("a pool's list has no other pool's identities", async ({ store }) => {
      const [one, two] = [await makePool(store), await makePool(store)]
      await makeGuest(store, one)
      expect(await listAll(store, two)).toEqual([])
    })

    test('a deleted identity is gone, and its logins make a new one', async ({ store }) => {
      const poolId = await makePool(store)
      const id = await signIn(store, poolId, [login('ann')])
      expect(await store.deleteIdentities([id], account)).toEqual([])
      expect(await store.findIdentity(id)).toBeUndefined()
      expect(await signIn(store, poolId, [login('ann')])).not.toBe(id)
    })

    test("another account's identities are not deleted, but named", async ({ store }) => {
      const own = await makeGuest(store, await makePool(store))
      const foreign = await makeGuest(store, await makePool(store, { accountId: '111111111111' }))
      expect(await store.deleteIdentities([own, foreign, freshId(), own], account)).toEqual([foreign])
      expect(await store.findIdentity(own)).toBeUndefined()
      expect(await store.findIdentity(foreign)).toBeDefined()
    })

    test('deleting nothing is nothing', async ({ store }) => {
      expect(await store.deleteIdentities([], account)).toEqual([])
    })

    test('unlinking one of two logins leaves the other', async ({ store }) => {
      const poolId = await makePool(store)
      const id = await signIn(store, poolId, [login('ann', 'a'), login('ann', 'b')])
      const after = await store.unlink(id, () => [login('ann', 'a')], 1_800_000_000_000)
      expect(after).toMatchObject({ id, logins: [login('ann', 'b')], modifiedAt: 1_800_000_000_000, disabled: false })
      expect(await store.findIdentity(id)).toStrictEqual(after)
    })

    test('unlinking the last login disables the identity, and the login makes a new one', async ({ store }) => {
      const poolId = await makePool(store)
      const id = await signIn(store, poolId, [login('ann')])
      const after = await store.unlink(id, ({ logins }) => logins, 1_800_000_000_000)
      expect(after).toMatchObject({ id, logins: [], modifiedAt: 1_800_000_000_000, disabled: true })
      expect(await store.findIdentity(id)).toStrictEqual(after)
      expect(await signIn(store, poolId, [login('ann')])).not.toBe(id)
    })

    test('unlinking takes no login of another identity', async ({ store }) => {
      const poolId = await makePool(store)
      const ann = await signIn(store, poolId, [login('ann')])
      const ben = await signIn(store, poolId, [login('ben')])
      const before = await store.findIdentity(ann)
      expect(await store.unlink(ann, () => [login('ben')], 9)).toStrictEqual(before)
      expect((await store.findIdentity(ben))?.logins).toEqual([login('ben')])
    })

    test('a guest from whom nothing is unlinked stays enabled and unchanged', async ({ store }) => {
      const id = await makeGuest(store, await makePool(store))
      const before = await store.findIdentity(id)
      expect(await store.unlink(id, () => [], 9)).toStrictEqual(before)
      expect(await store.findIdentity(id)).toStrictEqual(before)
    })

    test('an unlinking whose decision throws changes nothing', async ({ store }) => {
      const poolId = await makePool(store)
      const id = await signIn(store, poolId, [login('ann')])
      const before = await store.findIdentity(id)
      const refusal = new Error('no')
      const decide = () => {
        throw refusal
      }
      await expect(store.unlink(id, decide, 9)).rejects.toBe(refusal)
      expect(await store.findIdentity(id)).toStrictEqual(before)
    })

    test('an identity that is not there cannot be unlinked', async ({ store }) => {
      expect(await store.unlink(freshId(), () => [], 9)).toBeUndefined()
    })
  })
}
