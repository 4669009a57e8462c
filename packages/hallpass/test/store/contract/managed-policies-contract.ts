import { describe, expect } from 'vitest'
import type { ManagedPolicy } from '../../../src/identity/managed-policy.ts'
import type { Store } from '../../../src/store/store.ts'
import { allow, aManagedPolicy, document, everyNameCharacter, wholeList } from './iam-samples.ts'
import { account } from './samples.ts'
import type { StoreTest } from './store-test.ts'

export function describeManagedPolicies(test: StoreTest): void {
  const refusal = new Error('no')
  const refuse = () => {
    throw refusal
  }

  async function make(store: Store, settings: Partial<ManagedPolicy> = {}): Promise<ManagedPolicy> {
    const policy = aManagedPolicy(settings)
    expect(await store.createManagedPolicy(policy)).toBe('created')
    return policy
  }

  describe('managed policies', () => {
    test('a policy with every setting comes back as it was', async ({ store, other }) => {
      const policy = await make(store, {
        name: everyNameCharacter,
        path: '/a/b_c%/',
        description: 'é "\\',
        updatedAt: 1_700_000_000_009,
        tags: new Map([
          ['__proto__', 'x'],
          ['1', '\u0000'],
        ]),
        versions: [
          { number: 2, document, createdAt: 2 },
          { number: 12, document: ` ${document}`, createdAt: 1 },
        ],
        defaultVersion: 12,
        versionsMade: 14,
      })
      expect(await other.findManagedPolicy(policy.arn)).toStrictEqual(policy)
      expect(await other.listManagedPolicies(account, wholeList)).toStrictEqual([policy])
    })

    test('a policy with no settings comes back as it was', async ({ store, other }) => {
      const policy = await make(store)
      expect(await other.findManagedPolicy(policy.arn)).toStrictEqual(policy)
    })

    test('a name is taken whatever its case and path', async ({ store }) => {
      const policy = await make(store, { name: 'Name' })
      const rival = aManagedPolicy({ name: 'nAME', path: '/elsewhere/' })
      expect(await store.createManagedPolicy(rival)).toBe('exists')
      expect(await store.findManagedPolicy(rival.arn)).toBeUndefined()
      expect(await store.listManagedPolicies(account, wholeList)).toStrictEqual([policy])
    })

    test('accounts have names of their own', async ({ store }) => {
      const ours = await make(store)
      const theirs = await make(store, { accountId: '111111111111' })
      expect(await store.findManagedPolicy(theirs.arn)).toStrictEqual(theirs)
      expect(await store.listManagedPolicies(account, wholeList)).toStrictEqual([ours])
    })

    test('a policy is found by its exact ARN only', async ({ store }) => {
      const { arn } = await make(store, { name: 'Name', path: '/a/' })
      for (const other of [arn.replace('Name', 'name'), arn.replace('/a/', '/'), arn.replace('/a/', '/A/'), `${arn} `]) {
        expect(await store.findManagedPolicy(other)).toBeUndefined()
      }
    })

    test('of processes that create one name at once, one does', async ({ store, other }) => {
      const rivals = ['Name', 'NAME'].map((name) => aManagedPolicy({ name }))
      const answers = await Promise.all(rivals.map((rival, index) => (index === 0 ? store : other).createManagedPolicy(rival)))
      expect(answers.sort()).toEqual(['created', 'exists'])
    })

    test('a change is returned, and seen at once', async ({ store }) => {
      const policy = await make(store)
      await store.findManagedPolicy(policy.arn)
      const changed: ManagedPolicy = {
        ...policy,
        description: 'new',
        updatedAt: 2,
        tags: new Map([['a', 'b']]),
        versions: [...policy.versions, { number: 2, document: '{}', createdAt: 2 }],
        defaultVersion: 2,
        versionsMade: 2,
      }
      expect(await store.updateManagedPolicy(policy.arn, () => changed)).toStrictEqual(changed)
      expect(await store.findManagedPolicy(policy.arn)).toStrictEqual(changed)
    })

    test('no change makes it another policy', async ({ store }) => {
      const policy = await make(store)
      const another = aManagedPolicy({ name: 'Another', path: '/a/', accountId: '111111111111', createdAt: 1 })
      expect(await store.updateManagedPolicy(policy.arn, () => another)).toStrictEqual(policy)
      expect(await store.findManagedPolicy(policy.arn)).toStrictEqual(policy)
    })

    test('a change that throws changes nothing, and its error reaches the caller', async ({ store }) => {
      const policy = await make(store)
      await expect(store.updateManagedPolicy(policy.arn, refuse)).rejects.toBe(refusal)
      expect(await store.findManagedPolicy(policy.arn)).toStrictEqual(policy)
    })

    test('versions that are made at once are all kept', async ({ store, other }) => {
      const { arn } = await make(store)
      const addVersion = (policy: ManagedPolicy): ManagedPolicy => {
        const number = policy.versionsMade + 1
        return { ...policy, versions: [...policy.versions, { number, document: '{}', createdAt: number }], versionsMade: number }
      }
      await Promise.all([store, other, store, other].map((each) => each.updateManagedPolicy(arn, addVersion)))
      expect((await store.findManagedPolicy(arn))?.versions.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5])
    })

    test("another process's change is seen one second later at most", async ({ store, other, clock }) => {
      const { arn } = await make(store)
      await store.findManagedPolicy(arn)
      await other.deleteManagedPolicy(arn, allow)
      clock.now += 1_000
      expect(await store.findManagedPolicy(arn)).toBeUndefined()
    })

    test('a policy that is not there cannot be found, changed or deleted', async ({ store }) => {
      const { arn } = aManagedPolicy()
      expect(await store.findManagedPolicy(arn)).toBeUndefined()
      expect(await store.updateManagedPolicy(arn, refuse)).toBeUndefined()
      expect(await store.deleteManagedPolicy(arn, refuse)).toBe(false)
    })

    test('a deleted policy is gone at once, and its name is free', async ({ store }) => {
      const policy = await make(store)
      await store.findManagedPolicy(policy.arn)
      const given: unknown[] = []
      expect(await store.deleteManagedPolicy(policy.arn, (...held) => given.push(...held))).toBe(true)
      expect(given).toStrictEqual([policy, []])
      expect(await store.findManagedPolicy(policy.arn)).toBeUndefined()
      expect(await store.createManagedPolicy(aManagedPolicy())).toBe('created')
    })

    test('a deletion that its check refuses changes nothing', async ({ store }) => {
      const policy = await make(store)
      await expect(store.deleteManagedPolicy(policy.arn, refuse)).rejects.toBe(refusal)
      expect(await store.findManagedPolicy(policy.arn)).toStrictEqual(policy)
    })

    test('a list is in the order of the names in lower case, page by page', async ({ store }) => {
      for (const name of ['b', 'C', 'a', 'B2', 'D']) await make(store, { name })
      const names = async (after: string | undefined) =>
        (await store.listManagedPolicies(account, { pathPrefix: '/', after, limit: 2 })).map(({ name }) => name)
      expect([await names(undefined), await names('b'), await names('c'), await names('d')]).toEqual([['a', 'b'], ['B2', 'C'], ['D'], []])
    })

    test('a list may be of one path, taken literally', async ({ store }) => {
      await make(store, { name: 'literal', path: '/_%/' })
      await make(store, { name: 'plain', path: '/ab/' })
      const page = { ...wholeList, pathPrefix: '/_%/' }
      expect((await store.listManagedPolicies(account, page)).map(({ name }) => name)).toEqual(['literal'])
    })
  })
}
