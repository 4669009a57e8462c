import type { RoleMapping } from '@aws-sdk/client-cognito-identity'
import { expect } from 'vitest'
import type { Realms } from '../counterparts/realms.ts'
import { accountId, type Hallpass } from '../hallpass.ts'
import { createPool, realmArns, test } from './federation.ts'
import { getId } from './identity-calls.ts'
import { roleFor } from './session-of.ts'

const role = (name: string) => `arn:aws:iam::${accountId}:role/${name}`

/** Gives this role to whoever is in the group `in`. */
const mapping = (name: string, AmbiguousRoleResolution: 'AuthenticatedRole' | 'Deny' = 'Deny'): RoleMapping => ({
  Type: 'Rules',
  AmbiguousRoleResolution,
  RulesConfiguration: { Rules: [{ Claim: 'group', MatchType: 'Equals', Value: 'in', RoleARN: role(name) }] },
})

/** An identity with logins at a and b, which say of their group what is given here. */
async function ann(hallpass: Hallpass, realms: Realms, mappings: readonly (RoleMapping | undefined)[], groups: readonly string[]) {
  const names = ['a', 'b']
  const arns = realmArns(realms, names)
  const RoleMappings = Object.fromEntries(arns.flatMap((arn, index) => (mappings[index] ? [[arn, mappings[index]]] : [])))
  const pool = await createPool(hallpass, { OpenIdConnectProviderARNs: arns, RoleMappings })
  const logins = Object.fromEntries(names.map((realm, index) => [realms.name(realm), realms.token(realm, 'ann', { group: groups[index] })]))
  return { id: await getId(hallpass, pool, logins), logins }
}

test('the first login that a rule speaks of decides', async ({ hallpass, realms }) => {
  for (const [groups, expected] of [[['in', 'in'], 'A'] as const, [['in', 'out'], 'A'] as const, [['out', 'in'], 'B'] as const]) {
    const { id, logins } = await ann(hallpass, realms, [mapping('A'), mapping('B')], groups)
    expect(await roleFor(hallpass, id, logins)).toBe(expected)
    expect(await roleFor(hallpass, id, Object.fromEntries(Object.entries(logins).reverse()))).toBe(expected)
  }
})

test('where no rule speaks of any, the first mapping says what happens', async ({ hallpass, realms }) => {
  const denied = await ann(hallpass, realms, [mapping('A', 'Deny'), mapping('B', 'AuthenticatedRole')], ['out', 'out'])
  await expect(roleFor(hallpass, denied.id, denied.logins)).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: `The ambiguous role mapping rules for: ${realmArns(realms, ['a'])[0]} denied this request.`,
  })
  const allowed = await ann(hallpass, realms, [mapping('A', 'AuthenticatedRole'), mapping('B', 'Deny')], ['out', 'out'])
  expect(await roleFor(hallpass, allowed.id, allowed.logins)).toBe('User')
})

test('a login without a mapping has no say beside one that has', async ({ hallpass, realms }) => {
  const { id, logins } = await ann(hallpass, realms, [undefined, mapping('B')], ['in', 'in'])
  expect(await roleFor(hallpass, id, logins)).toBe('B')
  const out = await ann(hallpass, realms, [undefined, mapping('B')], ['in', 'out'])
  await expect(roleFor(hallpass, out.id, out.logins)).rejects.toMatchObject({ name: 'NotAuthorizedException' })
})

test('only the logins of the call count', async ({ hallpass, realms }) => {
  const { id, logins } = await ann(hallpass, realms, [mapping('A'), mapping('B')], ['in', 'in'])
  const name = realms.name('b')
  expect(await roleFor(hallpass, id, { [name]: logins[name] ?? '' })).toBe('B')
})

test('CustomRoleArn may be of any of them', async ({ hallpass, realms }) => {
  const { id, logins } = await ann(hallpass, realms, [mapping('A'), mapping('B')], ['in', 'in'])
  for (const name of ['A', 'B']) expect(await roleFor(hallpass, id, logins, role(name))).toBe(name)
  await expect(roleFor(hallpass, id, logins, role('User'))).rejects.toMatchObject({ name: 'NotAuthorizedException' })
})
