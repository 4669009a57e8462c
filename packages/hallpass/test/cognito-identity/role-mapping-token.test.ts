import { type RoleMapping, SetPrincipalTagAttributeMapCommand } from '@aws-sdk/client-cognito-identity'
import { describe, expect } from 'vitest'
import type { UserPools } from '../counterparts/user-pool.ts'
import { accountId, type Hallpass } from '../hallpass.ts'
import { makeRoles } from '../trusted-roles.ts'
import { getCredentials, getId } from './identity-calls.ts'
import { roleFor, sessionOf } from './session-of.ts'
import { type NamedUserPool, poolFor, test } from './user-pool-federation.ts'

const role = (name: string) => `arn:aws:iam::${accountId}:role/${name}`

interface Stage {
  readonly hallpass: Hallpass
  readonly userPools: UserPools
  readonly userPool: NamedUserPool
}

interface Given {
  readonly claims?: Readonly<Record<string, unknown>>
  readonly groups?: readonly string[]
}

/** An identity of a new user with these claims and groups, in a pool with this mapping for the user pool's client. */
async function newUser({ hallpass, userPools, userPool }: Stage, mapping: RoleMapping, { claims = {}, groups = [] }: Given = {}) {
  const name = `user-${crypto.randomUUID()}`
  userPools.addClaims(claims)
  await makeRoles(hallpass, [...[claims['cognito:roles']].flat(), claims['cognito:preferred_role']].map(String))
  await userPool.createUser(name, ...groups)
  const pool = await poolFor(hallpass, userPool, { RoleMappings: { [`${userPool.name}:${userPool.clientId}`]: mapping } })
  const login = { [userPool.name]: (await userPool.signIn(name)).idToken }
  return { pool, login, id: await getId(hallpass, pool, login) }
}

const byToken = (AmbiguousRoleResolution: 'AuthenticatedRole' | 'Deny'): RoleMapping => ({ Type: 'Token', AmbiguousRoleResolution })

describe('a Token mapping', () => {
  test.for<[string, Record<string, unknown>, string]>([
    ['the preferred role', { 'cognito:roles': [role('A'), role('B')], 'cognito:preferred_role': role('B') }, 'B'],
    ['the only role', { 'cognito:roles': [role('A')] }, 'A'],
    ['the role for users, of several', { 'cognito:roles': [role('A'), role('B')] }, 'User'],
    ['the role for users, of none', {}, 'User'],
  ])('gives %s', async ([, claims, expected], { hallpass, userPools, userPool }) => {
    const { id, login } = await newUser({ hallpass, userPools, userPool }, byToken('AuthenticatedRole'), { claims })
    expect(await roleFor(hallpass, id, login)).toBe(expected)
  })

  test('denies where it says so', async ({ hallpass, userPools, userPool }) => {
    const claims = { 'cognito:roles': [role('A'), role('B')] }
    const { id, login } = await newUser({ hallpass, userPools, userPool }, byToken('Deny'), { claims })
    await expect(roleFor(hallpass, id, login)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: `The ambiguous role mapping rules for: ${userPool.name}:${userPool.clientId} denied this request.`,
    })
    expect(await roleFor(hallpass, id, login, role('B'))).toBe('B')
  })

  test('lets CustomRoleArn choose among cognito:roles only', async ({ hallpass, userPools, userPool }) => {
    const claims = { 'cognito:roles': [role('A'), role('B')], 'cognito:preferred_role': role('B') }
    const { id, login } = await newUser({ hallpass, userPools, userPool }, byToken('AuthenticatedRole'), { claims })
    expect(await roleFor(hallpass, id, login, role('A'))).toBe('A')
    for (const name of ['C', 'User']) {
      await expect(roleFor(hallpass, id, login, role(name))).rejects.toMatchObject({ name: 'NotAuthorizedException' })
    }
  })

  test('gives no role of another account', async ({ hallpass, userPools, userPool }) => {
    const claims = { 'cognito:roles': ['arn:aws:iam::999999999999:role/A'] }
    const { id, login } = await newUser({ hallpass, userPools, userPool }, byToken('Deny'), { claims })
    await expect(roleFor(hallpass, id, login)).rejects.toMatchObject({ name: 'InvalidIdentityPoolConfigurationException' })
  })
})

test('a Rules mapping reads the groups of a user pool', async ({ hallpass, userPools, userPool }) => {
  const Rules = [
    { Claim: 'cognito:groups', MatchType: 'Contains' as const, Value: 'admin', RoleARN: role('Admin') },
    { Claim: 'cognito:groups', MatchType: 'NotEqual' as const, Value: 'interns', RoleARN: role('Staff') },
  ]
  const mapping: RoleMapping = { Type: 'Rules', AmbiguousRoleResolution: 'AuthenticatedRole', RulesConfiguration: { Rules } }
  for (const [groups, expected] of [
    [['staff', 'site-admins'], 'Admin'] as const,
    [['staff'], 'Staff'] as const,
    [['interns', 'staff'], 'User'] as const,
    [[], 'User'] as const,
  ]) {
    const { id, login } = await newUser({ hallpass, userPools, userPool }, mapping, { groups })
    expect(await roleFor(hallpass, id, login)).toBe(expected)
  }
})

describe('principal tags of a user pool', () => {
  test.for(['with', 'without'])('may be named %s its client', async (how, { hallpass, userPools, userPool }) => {
    const { pool, id, login } = await newUser({ hallpass, userPools, userPool }, byToken('AuthenticatedRole'))
    const name = how === 'with' ? `${userPool.name}:${userPool.clientId}` : userPool.name
    const PrincipalTags = { use: 'token_use', client: 'aud' }
    await hallpass.cognito.send(new SetPrincipalTagAttributeMapCommand({ IdentityPoolId: pool, IdentityProviderName: name, PrincipalTags }))
    const { tags } = await sessionOf(hallpass, (await getCredentials(hallpass, id, login)).Credentials)
    expect(Object.fromEntries(tags)).toEqual({ use: 'id', client: userPool.clientId })
  })
})
