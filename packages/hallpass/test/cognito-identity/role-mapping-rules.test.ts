import type { MappingRule, RoleMapping } from '@aws-sdk/client-cognito-identity'
import { describe, expect } from 'vitest'
import { accountId, type Hallpass } from '../hallpass.ts'
import { createPool } from './federation.ts'
import { getId } from './identity-calls.ts'
import { type RegisteredProvider, test } from './openid-federation.ts'
import { roleFor } from './session-of.ts'

const role = (name: string) => `arn:aws:iam::${accountId}:role/${name}`
const roles = { authenticated: role('User'), unauthenticated: role('Guest') }

function rules(
  AmbiguousRoleResolution: 'AuthenticatedRole' | 'Deny',
  ...given: [claim: string, type: MappingRule['MatchType'], value: string, role: string][]
): RoleMapping {
  const Rules = given.map(([Claim, MatchType, Value, name]) => ({ Claim, MatchType, Value, RoleARN: role(name) }))
  return { Type: 'Rules', AmbiguousRoleResolution, RulesConfiguration: { Rules } }
}

/** An identity of ann with these claims, in a pool with this mapping, and the login that it has. */
async function ann(hallpass: Hallpass, provider: RegisteredProvider, mapping: RoleMapping, claims: Readonly<Record<string, unknown>>) {
  const pool = await createPool(hallpass, {
    OpenIdConnectProviderARNs: [provider.arn],
    Roles: roles,
    RoleMappings: { [provider.arn]: mapping },
  })
  const login = await provider.login('ann', claims)
  return { pool, login, id: await getId(hallpass, pool, login) }
}

describe('a rule', () => {
  test.for<[MappingRule['MatchType'], string, unknown, boolean]>([
    ['Equals', 'admins', 'admins', true],
    ['Equals', 'admins', 'Admins', false],
    ['NotEqual', 'admins', 'staff', true],
    ['NotEqual', 'admins', 'admins', false],
    ['NotEqual', 'admins', undefined, false],
    ['StartsWith', 'adm', 'admins', true],
    ['StartsWith', 'adm', 'radm', false],
    ['Contains', 'dmi', 'admins', true],
    ['Contains', 'dmi', 'staff', false],
    ['Equals', 'admins', ['staff', 'admins'], true],
    ['NotEqual', 'admins', ['staff', 'admins'], false],
    ['NotEqual', 'admins', ['staff'], true],
    ['StartsWith', 'adm', ['staff', 'admins'], true],
    ['Equals', '42', 42, true],
    ['Equals', '1.5', [1.5], true],
    ['Equals', 'true', true, true],
    ['Equals', 'false', true, false],
    ['Equals', 'admins', { name: 'admins' }, false],
    ['Equals', 'null', null, false],
  ])('%s %j on the claim %j: %s', async ([type, value, claim, matches], { hallpass, provider }) => {
    const mapping = rules('AuthenticatedRole', ['groups', type, value, 'Match'])
    const { id, login } = await ann(hallpass, provider, mapping, claim === undefined ? {} : { groups: claim })
    expect(await roleFor(hallpass, id, login)).toBe(matches ? 'Match' : 'User')
  })

  test('goes before those behind it', async ({ hallpass, provider }) => {
    const mapping = rules(
      'Deny',
      ['groups', 'Equals', 'a', 'First'],
      ['groups', 'Equals', 'b', 'Second'],
      ['sub', 'Equals', 'ann', 'Third'],
    )
    for (const [groups, expected] of [[['b', 'a'], 'First'] as const, [['b'], 'Second'] as const, [[], 'Third'] as const]) {
      const { id, login } = await ann(hallpass, provider, mapping, { groups })
      expect(await roleFor(hallpass, id, login)).toBe(expected)
    }
  })

  test('names a claim by all of its name', async ({ hallpass, provider }) => {
    const mapping = rules('AuthenticatedRole', ['https://example.com/claims.team', 'Equals', 'blue', 'Match'])
    const flat = await ann(hallpass, provider, mapping, { 'https://example.com/claims.team': 'blue' })
    expect(await roleFor(hallpass, flat.id, flat.login)).toBe('Match')
  })
})

describe('where no rule matches', () => {
  test('Deny refuses', async ({ hallpass, provider }) => {
    const { id, login } = await ann(hallpass, provider, rules('Deny', ['groups', 'Equals', 'admins', 'Admin']), {})
    await expect(roleFor(hallpass, id, login)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: `The ambiguous role mapping rules for: ${provider.arn} denied this request.`,
    })
  })

  test('AuthenticatedRole gives the role for users', async ({ hallpass, provider }) => {
    const { id, login } = await ann(hallpass, provider, rules('AuthenticatedRole', ['groups', 'Equals', 'admins', 'Admin']), {})
    expect(await roleFor(hallpass, id, login)).toBe('User')
  })

  test('AuthenticatedRole without such a role is a wrong configuration', async ({ hallpass, provider }) => {
    const RoleMappings = { [provider.arn]: rules('AuthenticatedRole', ['groups', 'Equals', 'admins', 'Admin']) }
    const pool = await createPool(hallpass, { OpenIdConnectProviderARNs: [provider.arn], Roles: {}, RoleMappings })
    const login = await provider.login('ann')
    await expect(roleFor(hallpass, await getId(hallpass, pool, login), login)).rejects.toMatchObject({
      name: 'InvalidIdentityPoolConfigurationException',
    })
    const admin = await provider.login('bob', { groups: 'admins' })
    expect(await roleFor(hallpass, await getId(hallpass, pool, admin), admin)).toBe('Admin')
  })
})

describe('CustomRoleArn', () => {
  const refused = { name: 'NotAuthorizedException' }
  const mapping = rules('AuthenticatedRole', ['groups', 'Equals', 'a', 'A'], ['groups', 'Equals', 'b', 'B'], ['groups', 'Equals', 'c', 'C'])

  test('chooses among the rules that match', async ({ hallpass, provider }) => {
    const { id, login } = await ann(hallpass, provider, mapping, { groups: ['a', 'b'] })
    expect(await roleFor(hallpass, id, login)).toBe('A')
    for (const name of ['A', 'B']) expect(await roleFor(hallpass, id, login, role(name))).toBe(name)
    for (const name of ['C', 'User', 'Guest', 'Other']) {
      await expect(roleFor(hallpass, id, login, role(name))).rejects.toMatchObject(refused)
    }
  })

  test('is of no use to a guest', async ({ hallpass, provider }) => {
    const { pool } = await ann(hallpass, provider, mapping, {})
    const guest = await getId(hallpass, pool)
    expect(await roleFor(hallpass, guest)).toBe('Guest')
    for (const name of ['Guest', 'User', 'A']) await expect(roleFor(hallpass, guest, undefined, role(name))).rejects.toMatchObject(refused)
  })

  test('without a mapping may be the role for users only', async ({ hallpass, pool, provider }) => {
    const login = await provider.login('ann', { groups: ['a'] })
    const id = await getId(hallpass, pool, login)
    expect(await roleFor(hallpass, id, login, role('User'))).toBe('User')
    for (const name of ['A', 'Guest']) await expect(roleFor(hallpass, id, login, role(name))).rejects.toMatchObject(refused)
  })
})
