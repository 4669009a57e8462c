import { describe, expect } from 'vitest'
import type { User } from '../../../src/identity/entity.ts'
import type { Store } from '../../../src/store/store.ts'
import { allow, anAccessKey, aRole, aUser, everySetting, wholeList } from './iam-samples.ts'
import { account } from './samples.ts'
import type { StoreTest } from './store-test.ts'

/** What holds of users only; for the rest see `entities-contract.ts`. */
export function describeUsers(test: StoreTest): void {
  const rename =
    (name: string, path = '/') =>
    (user: User): User => ({ ...user, name, path })

  async function make(store: Store, settings: Partial<User> = {}): Promise<User> {
    const user = aUser(settings)
    await store.createUser(user)
    return user
  }

  describe('users and what is theirs', () => {
    test('a role and a user may have the same name', async ({ store }) => {
      const [role, user] = [aRole({ name: 'same' }), aUser({ name: 'same' })]
      expect([await store.createRole(role), await store.createUser(user)]).toEqual(['created', 'created'])
      expect(await store.findRole(account, 'same')).toStrictEqual(role)
      expect(await store.findUser(account, 'same')).toStrictEqual(user)
      await store.deleteUser(account, 'same', allow)
      expect(await store.findRole(account, 'same')).toStrictEqual(role)
    })

    test('a renamed user is found by the new name only, and is the same', async ({ store, other }) => {
      const user = await make(store, { ...everySetting, name: 'ann' })
      await store.findUser(account, 'ann')
      await store.findEntity(user.id)
      const renamed = { ...user, name: 'Bea', path: '/new/' }
      expect(await store.updateUser(account, 'ann', rename('Bea', '/new/'))).toStrictEqual({ kind: 'updated', value: renamed })
      for (const each of [store, other]) {
        expect(await each.findUser(account, 'ann')).toBeUndefined()
        expect(await each.findUser(account, 'Bea')).toStrictEqual(renamed)
        expect(await each.findEntity(user.id)).toStrictEqual(renamed)
      }
      expect(await store.listUsers(account, wholeList)).toStrictEqual([renamed])
    })

    test('policies know a renamed user by the new name', async ({ store }) => {
      const { attachedPolicyArns } = await make(store, { ...everySetting, name: 'ann' })
      await store.updateUser(account, 'ann', rename('bea', '/new/'))
      const uses = await store.listPolicyUses(account, attachedPolicyArns.slice(0, 1))
      expect(uses).toMatchObject([{ entityName: 'bea', entityPath: '/new/' }])
    })

    test('a renamed user leaves the old name to others', async ({ store }) => {
      await make(store, { name: 'ann' })
      await store.updateUser(account, 'ann', rename('bea'))
      expect(await store.createUser(aUser({ name: 'ann' }))).toBe('created')
    })

    test('a user may change the case of his name', async ({ store }) => {
      await make(store, { name: 'ann' })
      expect(await store.updateUser(account, 'ann', rename('ANN'))).toMatchObject({ kind: 'updated' })
      expect(await store.findUser(account, 'ann')).toBeUndefined()
      expect((await store.findUser(account, 'ANN'))?.name).toBe('ANN')
    })

    test.for(['bea', 'BEA'])('a user cannot take the name of another as %s', async (name, { store }) => {
      const [ann, bea] = [await make(store, { name: 'ann' }), await make(store, { name: 'bea' })]
      expect(await store.updateUser(account, 'ann', rename(name))).toEqual({ kind: 'name-taken' })
      expect(await store.listUsers(account, wholeList)).toStrictEqual([ann, bea])
    })

    test('of users that take one name at once, one does', async ({ store, other }) => {
      await make(store, { name: 'ann' })
      await make(store, { name: 'bea' })
      const answers = await Promise.all([
        store.updateUser(account, 'ann', rename('cid')),
        other.updateUser(account, 'bea', rename('CID')),
        store.createUser(aUser({ name: 'Cid' })),
      ])
      const taken = answers.filter(
        (answer) => answer === 'created' || (answer !== 'exists' && answer !== 'no-such-policy' && answer.kind === 'updated'),
      )
      expect(taken).toHaveLength(1)
    })

    test('the check of a deletion is given the access keys', async ({ store }) => {
      const user = await make(store)
      const key = anAccessKey(user.id)
      await store.createAccessKey(key, allow)
      const refusal = new Error('keys first')
      const given: unknown[] = []
      const check = (...held: unknown[]) => {
        given.push(...held)
        throw refusal
      }
      await expect(store.deleteUser(account, user.name, check)).rejects.toBe(refusal)
      expect(given).toStrictEqual([user, [key]])
      expect(await store.findAccessKey(key.id)).toStrictEqual(key)
    })

    test('with a user go his access keys, at once, and nobody else loses any', async ({ store, other }) => {
      const [ann, bea] = [await make(store, { name: 'ann' }), await make(store, { name: 'bea' })]
      const [doomed, spared] = [anAccessKey(ann.id), anAccessKey(bea.id)]
      for (const key of [doomed, spared]) await store.createAccessKey(key, allow)
      await store.findAccessKey(doomed.id)
      expect(await store.deleteUser(account, 'ann', allow)).toBe(true)
      expect(await store.findAccessKey(doomed.id)).toBeUndefined()
      expect(await store.listAccessKeys(ann.id)).toEqual([])
      expect(await other.findAccessKey(spared.id)).toStrictEqual(spared)
    })

    test('a user who is deleted while he gets an access key keeps none', async ({ store, other }) => {
      const { id, name } = await make(store)
      const key = anAccessKey(id)
      const refuseKeys = (_: User, keys: readonly unknown[]) => {
        if (keys.length > 0) throw new Error('keys first')
      }
      const [created, deleted] = await Promise.allSettled([store.createAccessKey(key, allow), other.deleteUser(account, name, refuseKeys)])
      const isDeleted = deleted.status === 'fulfilled'
      expect(created).toMatchObject({ status: 'fulfilled', value: !isDeleted })
      expect(await store.listAccessKeys(id)).toHaveLength(isDeleted ? 0 : 1)
    })
  })
}
