import { describe, expect } from 'vitest'
import type { PolicyUse } from '../../../src/identity/managed-policy.ts'
import type { Store } from '../../../src/store/store.ts'
import { allow, aManagedPolicy, aRole, aUser, awsPolicyArn } from './iam-samples.ts'
import { account } from './samples.ts'
import type { StoreTest } from './store-test.ts'

export function describePolicyUses(test: StoreTest): void {
  async function makePolicy(store: Store, name: string, accountId = account): Promise<string> {
    const policy = aManagedPolicy({ name, accountId })
    await store.createManagedPolicy(policy)
    return policy.arn
  }

  const attach =
    (...arns: readonly string[]) =>
    <T extends { readonly attachedPolicyArns: readonly string[] }>(entity: T): T => ({
      ...entity,
      attachedPolicyArns: [...entity.attachedPolicyArns, ...arns],
    })
  const detach =
    (arn: string) =>
    <T extends { readonly attachedPolicyArns: readonly string[] }>(entity: T): T => ({
      ...entity,
      attachedPolicyArns: entity.attachedPolicyArns.filter((other) => other !== arn),
    })
  const confine =
    (permissionsBoundaryArn: string | undefined) =>
    <T extends { readonly permissionsBoundaryArn: string | undefined }>(entity: T): T => ({ ...entity, permissionsBoundaryArn })

  const missing = `arn:aws:iam::${account}:policy/Missing`
  const refuseUsed = (_: unknown, uses: readonly PolicyUse[]) => {
    if (uses.length > 0) throw new Error('in use')
  }

  describe('attached policies and boundaries', () => {
    test('policies stay in the order in which they were attached', async ({ store, other }) => {
      const arns = [await makePolicy(store, 'c'), await makePolicy(store, 'a'), awsPolicyArn, await makePolicy(store, 'b')]
      await store.createRole(aRole())
      for (const arn of arns) await store.updateRole(account, 'Reader', attach(arn))
      expect((await other.findRole(account, 'Reader'))?.attachedPolicyArns).toEqual(arns)
    })

    test('a use says who uses the policy and as what', async ({ store }) => {
      const arn = await makePolicy(store, 'p')
      const role = aRole({ path: '/r/', attachedPolicyArns: [arn], permissionsBoundaryArn: arn })
      const user = aUser({ path: '/u/', attachedPolicyArns: [arn] })
      expect([await store.createRole(role), await store.createUser(user)]).toEqual(['created', 'created'])
      const ofRole = { policyArn: arn, entityKind: 'role', entityId: role.id, entityName: 'Reader', entityPath: '/r/' }
      expect(await store.listPolicyUses(account, [arn])).toEqual([
        { policyArn: arn, as: 'policy', entityKind: 'user', entityId: user.id, entityName: 'ann', entityPath: '/u/' },
        { ...ofRole, as: 'boundary' },
        { ...ofRole, as: 'policy' },
      ])
    })

    test("uses are in the order of the entities' names in lower case", async ({ store }) => {
      for (const name of ['b', 'C', 'a', 'D']) await store.createRole(aRole({ name, attachedPolicyArns: [awsPolicyArn] }))
      const uses = await store.listPolicyUses(account, [awsPolicyArn])
      expect(uses.map(({ entityName }) => entityName)).toEqual(['a', 'b', 'C', 'D'])
    })

    test('uses are of the policies that are asked for, in one account', async ({ store }) => {
      const [asked, other] = [await makePolicy(store, 'asked'), await makePolicy(store, 'other')]
      await store.createRole(aRole({ attachedPolicyArns: [asked, other, awsPolicyArn] }))
      await store.createUser(aUser({ accountId: '111111111111', attachedPolicyArns: [awsPolicyArn] }))
      const policies = async (...arns: string[]) => (await store.listPolicyUses(account, arns)).map(({ policyArn }) => policyArn)
      expect(await policies(asked, awsPolicyArn)).toEqual([awsPolicyArn, asked].sort())
      expect(await policies(missing)).toEqual([])
      expect(await policies()).toEqual([])
    })

    test('what is detached is no longer in use', async ({ store }) => {
      const [staying, going] = [await makePolicy(store, 'staying'), await makePolicy(store, 'going')]
      await store.createRole(aRole({ attachedPolicyArns: [staying, going], permissionsBoundaryArn: going }))
      await store.updateRole(account, 'Reader', detach(going))
      expect(await store.listPolicyUses(account, [going])).toMatchObject([{ as: 'boundary' }])
      await store.updateRole(account, 'Reader', confine(undefined))
      expect(await store.listPolicyUses(account, [going])).toEqual([])
      expect(await store.listPolicyUses(account, [staying])).toHaveLength(1)
    })

    test('a boundary makes way for another', async ({ store }) => {
      const [old, current] = [await makePolicy(store, 'old'), await makePolicy(store, 'current')]
      await store.createUser(aUser({ permissionsBoundaryArn: old }))
      await store.updateUser(account, 'ann', confine(current))
      expect((await store.findUser(account, 'ann'))?.permissionsBoundaryArn).toBe(current)
      expect(await store.listPolicyUses(account, [old, current])).toMatchObject([{ policyArn: current, as: 'boundary' }])
    })

    test('an entity that is deleted uses nothing', async ({ store }) => {
      const arn = await makePolicy(store, 'p')
      await store.createRole(aRole({ attachedPolicyArns: [arn], permissionsBoundaryArn: arn }))
      await store.deleteRole(account, 'Reader', allow)
      expect(await store.listPolicyUses(account, [arn])).toEqual([])
      expect(await store.deleteManagedPolicy(arn, refuseUsed)).toBe(true)
    })

    test.for([
      ['attached', { attachedPolicyArns: [awsPolicyArn, missing] }],
      ['the boundary', { permissionsBoundaryArn: missing }],
    ] as const)('nobody is made with a policy %s that is not there', async ([, settings], { store }) => {
      expect(await store.createRole(aRole(settings))).toBe('no-such-policy')
      expect(await store.createUser(aUser(settings))).toBe('no-such-policy')
      expect(await store.findRole(account, 'Reader')).toBeUndefined()
      expect(await store.findUser(account, 'ann')).toBeUndefined()
      expect(await store.listPolicyUses(account, [awsPolicyArn])).toEqual([])
    })

    test('a policy that is not there cannot be attached, and nothing else changes either', async ({ store }) => {
      const [role, user] = [aRole(), aUser()]
      await store.createRole(role)
      await store.createUser(user)
      const refused = { kind: 'no-such-policy', policyArn: missing }
      const tags = new Map([['a', 'b']])
      expect(await store.updateRole(account, 'Reader', (old) => ({ ...attach(awsPolicyArn, missing)(old), tags }))).toEqual(refused)
      expect(await store.updateUser(account, 'ann', (old) => ({ ...attach(missing)(old), name: 'bea' }))).toEqual(refused)
      expect(await store.updateUser(account, 'ann', confine(missing))).toEqual(refused)
      expect(await store.findRole(account, 'Reader')).toStrictEqual(role)
      expect(await store.findUser(account, 'ann')).toStrictEqual(user)
      expect(await store.listPolicyUses(account, [awsPolicyArn, missing])).toEqual([])
    })

    test('a policy of another account cannot be attached', async ({ store }) => {
      const theirs = await makePolicy(store, 'Theirs', '111111111111')
      await store.createRole(aRole())
      expect(await store.updateRole(account, 'Reader', attach(theirs))).toEqual({ kind: 'no-such-policy', policyArn: theirs })
    })

    test('a policy that went with its uses in place hinders no other change', async ({ store }) => {
      const arn = await makePolicy(store, 'p')
      await store.createRole(aRole({ attachedPolicyArns: [arn] }))
      await store.deleteManagedPolicy(arn, allow)
      expect(await store.updateRole(account, 'Reader', attach(awsPolicyArn))).toMatchObject({ kind: 'updated' })
    })

    test('the check of a deletion is told where the policy is used', async ({ store }) => {
      const [arn, other] = [await makePolicy(store, 'p'), await makePolicy(store, 'other')]
      await store.createRole(aRole({ attachedPolicyArns: [arn, other] }))
      await store.createUser(aUser({ permissionsBoundaryArn: arn }))
      const given: PolicyUse[] = []
      const check = (_: unknown, uses: readonly PolicyUse[]) => {
        given.push(...uses)
        throw new Error('in use')
      }
      await expect(store.deleteManagedPolicy(arn, check)).rejects.toThrow('in use')
      expect(given).toEqual(await store.listPolicyUses(account, [arn]))
      expect(given).toHaveLength(2)
      expect(await store.findManagedPolicy(arn)).toBeDefined()
    })

    test.for([1, 2, 3, 4])('a policy is not deleted while it is being attached (attempt %i)', async (attempt, { store, other }) => {
      const arn = await makePolicy(store, 'p')
      await store.createRole(aRole())
      const jobs = [() => store.updateRole(account, 'Reader', attach(arn)), () => other.deleteManagedPolicy(arn, refuseUsed)]
      await Promise.allSettled((attempt % 2 === 0 ? jobs : jobs.toReversed()).map((job) => job()))
      const isThere = (await store.findManagedPolicy(arn)) !== undefined
      const role = await other.findRole(account, 'Reader')
      expect(role?.attachedPolicyArns).toEqual(isThere ? [arn] : [])
      expect(await store.listPolicyUses(account, [arn])).toHaveLength(isThere ? 1 : 0)
    })

    test('policies that are attached at once are all attached', async ({ store, other }) => {
      const arns = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => makePolicy(store, name)))
      await store.createRole(aRole())
      await Promise.all(arns.map((arn, index) => (index % 2 === 0 ? store : other).updateRole(account, 'Reader', attach(arn))))
      expect([...((await store.findRole(account, 'Reader'))?.attachedPolicyArns ?? [])].sort()).toEqual(arns)
      expect(await store.listPolicyUses(account, arns)).toHaveLength(5)
    })
  })
}
