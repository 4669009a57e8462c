import { describe, expect } from 'vitest'
import type { Position } from '../../../src/store/store.ts'
import { account, aPool, freshId, fullPool, listAll, login, makeGuest, makePool, signIn } from './samples.ts'
import type { StoreTest } from './store-test.ts'

export function describePools(test: StoreTest): void {
  describe('pools', () => {
    test('a pool with every setting comes back as it was', async ({ store, other }) => {
      const pool = fullPool()
      await store.createPool(pool)
      expect(await other.findPool(pool.id)).toStrictEqual(pool)
    })

    test.for([undefined, true, false])('allowsClassicFlow %s comes back as it was', async (allowsClassicFlow, { store }) => {
      const pool = aPool({ allowsClassicFlow })
      await store.createPool(pool)
      expect(await store.findPool(pool.id)).toStrictEqual(pool)
    })

    test('a pool that was never made is not found', async ({ store }) => {
      expect(await store.findPool(freshId())).toBeUndefined()
    })

    test('a second pool of the same id is refused and changes nothing', async ({ store }) => {
      const pool = aPool()
      await store.createPool(pool)
      await expect(store.createPool({ ...pool, name: 'Usurper' })).rejects.toThrow()
      expect(await store.findPool(pool.id)).toStrictEqual(pool)
    })

    test('a change is returned, and seen at once', async ({ store }) => {
      const pool = aPool()
      await store.createPool(pool)
      await store.findPool(pool.id)
      const changed = { ...fullPool(), id: pool.id }
      expect(await store.updatePool(pool.id, () => changed)).toStrictEqual(changed)
      expect(await store.findPool(pool.id)).toStrictEqual(changed)
    })

    test('a change that throws changes nothing, and its error reaches the caller', async ({ store }) => {
      const pool = aPool()
      await store.createPool(pool)
      const refusal = new Error('no')
      const change = () => {
        throw refusal
      }
      await expect(store.updatePool(pool.id, change)).rejects.toBe(refusal)
      expect(await store.findPool(pool.id)).toStrictEqual(pool)
    })

    test('a pool that is not there cannot be changed', async ({ store }) => {
      expect(await store.updatePool(freshId(), (pool) => pool)).toBeUndefined()
    })

    test('changes that meet are all made', async ({ store }) => {
      const id = await makePool(store)
      const addTag = (key: string) => store.updatePool(id, (pool) => ({ ...pool, tags: new Map([...pool.tags, [key, key]]) }))
      await Promise.all(['a', 'b', 'c', 'd'].map(addTag))
      expect((await store.findPool(id))?.tags.size).toBe(4)
    })

    test("another process's change is seen one second later at most", async ({ store, other, clock }) => {
      const id = await makePool(store)
      await store.findPool(id)
      await other.updatePool(id, (pool) => ({ ...pool, name: 'Renamed' }))
      clock.now += 1_000
      expect((await store.findPool(id))?.name).toBe('Renamed')
    })

    test('a pool that another process makes is seen at once', async ({ store, other }) => {
      const pool = aPool()
      await store.findPool(pool.id)
      await other.createPool(pool)
      expect(await store.findPool(pool.id)).toStrictEqual(pool)
    })

    test('a deleted pool is gone at once, with its identities and logins', async ({ store }) => {
      const id = await makePool(store)
      const guest = await makeGuest(store, id)
      const user = await signIn(store, id, [login('ann')])
      await store.findPool(id)
      expect(await store.deletePool(id)).toBe(true)
      expect(await store.findPool(id)).toBeUndefined()
      expect(await store.findIdentity(guest)).toBeUndefined()
      expect(await store.findIdentity(user)).toBeUndefined()
      expect(await store.findOwners(id, [login('ann')])).toEqual([])
    })

    test('a large pool that is deleted holds up nobody', async ({ store }) => {
      const [doomed, spared] = [await makePool(store), await makePool(store)]
      const guests = await Promise.all(Array.from({ length: 1_200 }, () => makeGuest(store, doomed)))
      const done: string[] = []
      const deletion = store.deletePool(doomed).then(() => done.push('pool'))
      await makeGuest(store, spared).then(() => done.push('guest'))
      await deletion
      expect(done).toEqual(['guest', 'pool'])
      expect(await Promise.all(guests.map((id) => store.findIdentity(id)))).toEqual(guests.map(() => undefined))
    })

    test("another pool's identities outlive a deleted one", async ({ store }) => {
      const [doomed, spared] = [await makePool(store), await makePool(store)]
      await signIn(store, doomed, [login('ann')])
      const ann = await signIn(store, spared, [login('ann')])
      await store.deletePool(doomed)
      expect(await listAll(store, spared)).toMatchObject([{ id: ann, logins: [login('ann')] }])
    })

    test('nothing is made in a pool that goes, and nothing is left in it', async ({ store, other }) => {
      const poolId = await makePool(store)
      const guests = Array.from({ length: 60 }, (_, index) => makeGuest(index % 2 === 0 ? store : other, poolId))
      const logins = Array.from({ length: 20 }, (_, index) => signIn(other, poolId, [login(`user-${index}`)]))
      const [gone] = await Promise.all([store.deletePool(poolId), ...guests, ...logins])
      expect(gone).toBe(true)
      expect(await listAll(store, poolId)).toEqual([])
    })

    test('deleting a pool that is not there says so', async ({ store }) => {
      expect(await store.deletePool(freshId())).toBe(false)
    })

    test('pools are listed oldest first, of one account and region only', async ({ store }) => {
      const young = await makePool(store, { createdAt: 2 })
      const old = await makePool(store, { createdAt: 1 })
      await makePool(store, { accountId: '111111111111' })
      await makePool(store, { id: freshId('us-east-2') })
      await makePool(store, { id: freshId('us-east-11') })
      const pools = await store.listPools(account, 'us-east-1', { after: undefined, limit: 60 })
      expect(pools.map(({ id }) => id)).toEqual([old, young])
    })

    test('pages of pools are stable while pools are added', async ({ store }) => {
      const ids = await Promise.all(Array.from({ length: 7 }, (_, index) => makePool(store, { createdAt: 10 + (index % 2) })))
      const seen: string[] = []
      let after: Position | undefined
      do {
        const page = await store.listPools(account, 'us-east-1', { after, limit: 2 })
        seen.push(...page.map(({ id }) => id))
        after = page.at(-1)
        await makePool(store, { createdAt: 1 })
      } while (after !== undefined)
      expect(seen.length).toBe(new Set(seen).size)
      expect(seen.sort()).toEqual(ids.sort())
    })
  })
}
