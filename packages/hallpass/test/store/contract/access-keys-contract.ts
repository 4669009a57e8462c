import { describe, expect } from 'vitest'
import type { AccessKey } from '../../../src/identity/access-key.ts'
import type { Store } from '../../../src/store/store.ts'
import { allow, anAccessKey, aRole, aUser } from './iam-samples.ts'
import type { StoreTest } from './store-test.ts'

export function describeAccessKeys(test: StoreTest): void {
  async function makeUser(store: Store, name = 'ann'): Promise<string> {
    const user = aUser({ name })
    await store.createUser(user)
    return user.id
  }

  async function makeKey(store: Store, settings: Partial<AccessKey> = {}): Promise<AccessKey> {
    const key = anAccessKey(settings.userId ?? (await makeUser(store)), settings)
    expect(await store.createAccessKey(key, allow)).toBe(true)
    return key
  }

  describe('access keys', () => {
    test('a key comes back as it was', async ({ store, other }) => {
      const key = await makeKey(store)
      expect(await other.findAccessKey(key.id)).toStrictEqual(key)
      expect(await other.listAccessKeys(key.userId)).toStrictEqual([key])
    })

    test('a key that was used comes back as it was', async ({ store, other }) => {
      const lastUse = { at: 1_700_000_000_001, service: 'sts', region: 'us-east-1' }
      const key = await makeKey(store, { status: 'Inactive', wrappedSecret: new Uint8Array(), lastUse })
      expect(await other.findAccessKey(key.id)).toStrictEqual(key)
    })

    test('nobody but a user gets a key', async ({ store }) => {
      const role = aRole()
      await store.createRole(role)
      for (const userId of [role.id, aUser().id]) {
        const key = anAccessKey(userId)
        expect(await store.createAccessKey(key, allow)).toBe(false)
        expect(await store.findAccessKey(key.id)).toBeUndefined()
      }
    })

    test('a user of another account gets no key of ours', async ({ store }) => {
      const key = anAccessKey(await makeUser(store), { accountId: '111111111111' })
      expect(await store.createAccessKey(key, allow)).toBe(false)
    })

    test('a second key of the same id is refused and changes nothing', async ({ store }) => {
      const key = await makeKey(store)
      const usurper = anAccessKey(await makeUser(store, 'eve'), { id: key.id })
      await expect(store.createAccessKey(usurper, allow)).rejects.toThrow()
      expect(await store.findAccessKey(key.id)).toStrictEqual(key)
    })

    test('the check is given the keys that the user has, and its refusal reaches the caller', async ({ store }) => {
      const userId = await makeUser(store)
      const first = await makeKey(store, { userId })
      await makeKey(store, { userId: await makeUser(store, 'bea') })
      const refusal = new Error('no more')
      const check = (held: readonly AccessKey[]) => {
        expect(held).toStrictEqual([first])
        throw refusal
      }
      const second = anAccessKey(userId)
      await expect(store.createAccessKey(second, check)).rejects.toBe(refusal)
      expect(await store.findAccessKey(second.id)).toBeUndefined()
    })

    test('keys that are made at once do not pass the check together', async ({ store, other }) => {
      const userId = await makeUser(store)
      const check = (held: readonly AccessKey[]) => {
        if (held.length >= 2) throw new Error('no more')
      }
      const making = Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? store : other).createAccessKey(anAccessKey(userId), check))
      const answers = await Promise.allSettled(making)
      expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
      expect(await store.listAccessKeys(userId)).toHaveLength(2)
    })

    test('a change is returned, and seen at once', async ({ store }) => {
      const key = await makeKey(store)
      await store.findAccessKey(key.id)
      const changed: AccessKey = {
        ...key,
        status: 'Inactive',
        wrappedSecret: Uint8Array.of(7),
        lastUse: { at: 2, service: 'iam', region: 'us-east-1' },
      }
      expect(await store.updateAccessKey(key.id, () => changed)).toStrictEqual(changed)
      expect(await store.findAccessKey(key.id)).toStrictEqual(changed)
      expect(await store.listAccessKeys(key.userId)).toStrictEqual([changed])
    })

    test('no change makes it the key of another', async ({ store }) => {
      const key = await makeKey(store)
      const change = (old: AccessKey) => ({ ...old, id: 'another', accountId: '111111111111', userId: 'another', createdAt: 1 })
      expect(await store.updateAccessKey(key.id, change)).toStrictEqual(key)
      expect(await store.findAccessKey(key.id)).toStrictEqual(key)
    })

    test('a change that throws changes nothing, and its error reaches the caller', async ({ store }) => {
      const key = await makeKey(store)
      const refusal = new Error('no')
      const change = () => {
        throw refusal
      }
      await expect(store.updateAccessKey(key.id, change)).rejects.toBe(refusal)
      expect(await store.findAccessKey(key.id)).toStrictEqual(key)
    })

    test("another process's change is seen one second later at most", async ({ store, other, clock }) => {
      const { id } = await makeKey(store)
      await store.findAccessKey(id)
      await other.updateAccessKey(id, (key) => ({ ...key, status: 'Inactive' }))
      clock.now += 1_000
      expect((await store.findAccessKey(id))?.status).toBe('Inactive')
    })

    test('a deleted key is gone at once', async ({ store }) => {
      const key = await makeKey(store)
      await store.findAccessKey(key.id)
      expect(await store.deleteAccessKey(key.id)).toBe(true)
      expect(await store.findAccessKey(key.id)).toBeUndefined()
      expect(await store.listAccessKeys(key.userId)).toEqual([])
    })

    test('a key that is not there cannot be found, changed or deleted', async ({ store }) => {
      expect(await store.findAccessKey('AKIA0')).toBeUndefined()
      expect(await store.updateAccessKey('AKIA0', (key) => key)).toBeUndefined()
      expect(await store.deleteAccessKey('AKIA0')).toBe(false)
    })

    test('keys are listed in the order of their ids, of one user only', async ({ store }) => {
      const userId = await makeUser(store)
      for (const id of ['AKIAC', 'AKIAA', 'AKIAB']) await makeKey(store, { id, userId })
      await makeKey(store, { id: 'AKIA1', userId: await makeUser(store, 'bea') })
      expect((await store.listAccessKeys(userId)).map(({ id }) => id)).toEqual(['AKIAA', 'AKIAB', 'AKIAC'])
    })
  })
}
