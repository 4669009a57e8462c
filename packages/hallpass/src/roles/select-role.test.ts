import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { poolWith } from '../../test/support/login-bench.ts'
import type { AmbiguousRoleResolution, MappingRule, Pool, RoleMapping } from '../identity/pool.ts'
import type { Claims, VerifiedLogin } from '../logins/verification.ts'
import { authenticatedRole, type RoleSelection, selectRole } from './select-role.ts'

function login(provider: string, claims: Claims = {}): VerifiedLogin {
  return { login: { provider, subject: 'ann' }, claims, amrDetail: '', roleMappingKey: `${provider}:app`, principalTagKeys: [] }
}

const token = (ambiguousRoleResolution: AmbiguousRoleResolution): RoleMapping => ({ type: 'Token', ambiguousRoleResolution })
const rules = (ambiguousRoleResolution: AmbiguousRoleResolution, ...list: MappingRule[]): RoleMapping => ({
  type: 'Rules',
  ambiguousRoleResolution,
  rules: list,
})
const isAdmin: MappingRule = { claim: 'group', matchType: 'Equals', value: 'admins', roleArn: 'admin' }
const isAnybody: MappingRule = { claim: 'group', matchType: 'Contains', value: '', roleArn: 'anybody' }

const roles = { authenticated: 'user', unauthenticated: 'guest' }
const poolOf = (mappings: Record<string, RoleMapping> = {}, given: Pool['roles'] = roles) =>
  poolWith({ roles: given, roleMappings: new Map(Object.entries(mappings)) })

describe('without a role mapping', () => {
  test('a guest gets the role for guests, and no other', () => {
    expect(selectRole(poolOf(), [], undefined)).toEqual({ kind: 'role', roleArn: 'guest' })
    expect(selectRole(poolOf(), [], 'guest')).toEqual({ kind: 'custom-role-not-allowed' })
    expect(selectRole(poolOf({ 'a:app': rules('Deny', isAdmin) }), [], undefined)).toEqual({ kind: 'role', roleArn: 'guest' })
  })

  test('a user gets the role for users, and may name no other', () => {
    for (const custom of [undefined, 'user']) {
      expect(selectRole(poolOf(), [login('a')], custom)).toEqual({ kind: 'role', roleArn: 'user' })
      expect(authenticatedRole(poolOf(), custom)).toEqual({ kind: 'role', roleArn: 'user' })
    }
    expect(selectRole(poolOf(), [login('a')], 'guest')).toEqual({ kind: 'custom-role-not-allowed' })
  })

  test('a pool without roles gives none, whatever is named', () => {
    expect(selectRole(poolOf({}, {}), [], undefined)).toEqual({ kind: 'no-role' })
    expect(selectRole(poolOf({}, {}), [login('a')], undefined)).toEqual({ kind: 'no-role' })
    expect(selectRole(poolOf({}, {}), [login('a')], 'user')).toEqual({ kind: 'custom-role-not-allowed' })
  })

  test('claims that name roles are not looked at', () => {
    const claims = { 'cognito:roles': ['admin'], 'cognito:preferred_role': 'admin' }
    expect(selectRole(poolOf(), [login('a', claims)], undefined)).toEqual({ kind: 'role', roleArn: 'user' })
  })
})

describe('a Token mapping', () => {
  test.each<[string, Claims, string | undefined, string | undefined]>([
    ['the preferred role', { 'cognito:roles': ['a', 'b'], 'cognito:preferred_role': 'b' }, undefined, 'b'],
    ['the only role', { 'cognito:roles': ['a'] }, undefined, 'a'],
    ['the only role of a text', { 'cognito:roles': 'a' }, undefined, 'a'],
    ['nothing of several roles', { 'cognito:roles': ['a', 'b'] }, undefined, undefined],
    ['nothing of several roles in a text', { 'cognito:roles': 'a, b' }, undefined, undefined],
    ['nothing of no roles', { 'cognito:roles': [] }, undefined, undefined],
    ['nothing of an empty text', { 'cognito:roles': '', 'cognito:preferred_role': '' }, undefined, undefined],
    ['nothing of objects', { 'cognito:roles': { a: 'a' }, 'cognito:preferred_role': ['a'] }, undefined, undefined],
    ['nothing without claims', {}, undefined, undefined],
    ['the custom role that is there', { 'cognito:roles': ['a', 'b'], 'cognito:preferred_role': 'b' }, 'a', 'a'],
    ['the custom role that is there in a text', { 'cognito:roles': 'a,b' }, 'b', 'b'],
  ])('yields %s', (_, claims, custom, roleArn) => {
    const pool = poolOf({ 'a:app': token('Deny') })
    const denied: RoleSelection = { kind: 'denied', roleMappingKey: 'a:app' }
    expect(selectRole(pool, [login('a', claims)], custom)).toEqual(roleArn === undefined ? denied : { kind: 'role', roleArn })
  })

  test.each<[string, Claims]>([
    ['is not among the roles', { 'cognito:roles': ['a'] }],
    ['is preferred, but not among the roles', { 'cognito:roles': ['a'], 'cognito:preferred_role': 'c' }],
    ['is the role for users', {}],
  ])('allows no custom role that %s', (name, claims) => {
    const pool = poolOf({ 'a:app': token('AuthenticatedRole') })
    const custom = name.includes('users') ? 'user' : 'c'
    expect(selectRole(pool, [login('a', claims)], custom)).toEqual({ kind: 'custom-role-not-allowed' })
  })
})

describe('where nothing decides', () => {
  test('AuthenticatedRole gives the role for users, if there is one', () => {
    const mapping = { 'a:app': rules('AuthenticatedRole', isAdmin) }
    expect(selectRole(poolOf(mapping), [login('a')], undefined)).toEqual({ kind: 'role', roleArn: 'user' })
    expect(selectRole(poolOf(mapping, {}), [login('a')], undefined)).toEqual({ kind: 'no-role' })
  })

  test('of several mappings the first one says what happens', () => {
    const both = (first: AmbiguousRoleResolution, second: AmbiguousRoleResolution) =>
      selectRole(poolOf({ 'b:app': rules(second, isAdmin), 'a:app': rules(first, isAdmin) }), [login('a'), login('b')], undefined)
    expect(both('Deny', 'AuthenticatedRole')).toEqual({ kind: 'denied', roleMappingKey: 'a:app' })
    expect(both('AuthenticatedRole', 'Deny')).toEqual({ kind: 'role', roleArn: 'user' })
  })
})

test('the first mapping that yields a role wins, though an earlier one would deny', () => {
  const pool = poolOf({ 'a:app': rules('Deny', isAdmin), 'b:app': rules('Deny', isAdmin, isAnybody) })
  const logins = [login('a', { group: 'staff' }), login('b', { group: 'staff' })]
  expect(selectRole(pool, logins, undefined)).toEqual({ kind: 'role', roleArn: 'anybody' })
  expect(selectRole(pool, logins, 'admin')).toEqual({ kind: 'custom-role-not-allowed' })
})

const arns = ['r1', 'r2', 'r3']
const ambiguous = fc.constantFrom<AmbiguousRoleResolution>('AuthenticatedRole', 'Deny')
const rule = fc.record<MappingRule>({
  claim: fc.constantFrom('x', 'y'),
  matchType: fc.constantFrom('Equals', 'NotEqual'),
  value: fc.constantFrom('1', '2'),
  roleArn: fc.constantFrom(...arns),
})
const mapping: fc.Arbitrary<RoleMapping> = fc.oneof(
  ambiguous.map(token),
  fc.tuple(ambiguous, fc.array(rule, { minLength: 1, maxLength: 4 })).map(([resolution, list]) => rules(resolution, ...list)),
)
const claims: fc.Arbitrary<Claims> = fc.record(
  {
    x: fc.constantFrom('1', '2', '3'),
    y: fc.constantFrom('1', '2', '3'),
    'cognito:roles': fc.oneof(fc.uniqueArray(fc.constantFrom(...arns)), fc.constantFrom('r1', 'r1,r2')),
    'cognito:preferred_role': fc.constantFrom(...arns),
  },
  { requiredKeys: [] },
)
const mappings = fc.dictionary(fc.constantFrom('a:app', 'b:app', 'c:app'), mapping, { maxKeys: 3 })
const logins = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 })
  .chain((names) => fc.tuple(...names.sort().map((name) => claims.map((given) => login(name, given)))))

/** Every role that a mapping could give, the one it prefers first. */
function candidates(each: RoleMapping, given: Claims): { preferred: string | undefined; allowed: readonly string[] } {
  if (each.type === 'Rules') {
    const matching = each.rules.filter(({ claim, matchType, value }) => {
      const actual = given[claim]
      return actual !== undefined && (actual === value) === (matchType === 'Equals')
    })
    const allowed = matching.map(({ roleArn }) => roleArn)
    return { preferred: allowed[0], allowed }
  }
  const named = given['cognito:roles'] ?? []
  const allowed = Array.isArray(named) ? named : String(named).split(',')
  const preferred = given['cognito:preferred_role']
  return { preferred: typeof preferred === 'string' ? preferred : allowed.length === 1 ? allowed[0] : undefined, allowed }
}

function naiveSelection(each: Record<string, RoleMapping>, given: readonly VerifiedLogin[], custom: string | undefined): RoleSelection {
  const mapped = given.filter(({ roleMappingKey }) => Object.hasOwn(each, roleMappingKey))
  const [first] = mapped
  if (first === undefined)
    return custom === undefined || custom === 'user' ? { kind: 'role', roleArn: 'user' } : { kind: 'custom-role-not-allowed' }
  const all = mapped.map((one) => candidates(each[one.roleMappingKey] ?? token('Deny'), one.claims))
  if (custom !== undefined) {
    return all.some(({ allowed }) => allowed.includes(custom)) ? { kind: 'role', roleArn: custom } : { kind: 'custom-role-not-allowed' }
  }
  const chosen = all.map(({ preferred }) => preferred).find((role) => role !== undefined)
  if (chosen !== undefined) return { kind: 'role', roleArn: chosen }
  const denies = each[first.roleMappingKey]?.ambiguousRoleResolution === 'Deny'
  return denies ? { kind: 'denied', roleMappingKey: first.roleMappingKey } : { kind: 'role', roleArn: 'user' }
}

test('agrees with a selection that lists all roles first', () => {
  fc.assert(
    fc.property(mappings, logins, fc.option(fc.constantFrom(...arns, 'user'), { nil: undefined }), (each, given, custom) => {
      expect(selectRole(poolOf(each), given, custom)).toEqual(naiveSelection(each, given, custom))
    }),
    { numRuns: 1_000 },
  )
})

describe('a login that offers roles itself', () => {
  const offering = (...assertedRoles: readonly string[]): VerifiedLogin => ({ ...login('saml'), assertedRoles })

  test('gets the one that it offers, and no other', () => {
    expect(selectRole(poolOf(), [offering('a')], undefined)).toEqual({ kind: 'role', roleArn: 'a' })
    expect(selectRole(poolOf(), [offering('a')], 'a')).toEqual({ kind: 'role', roleArn: 'a' })
    expect(selectRole(poolOf(), [offering('a')], 'user')).toEqual({ kind: 'custom-role-not-allowed' })
  })

  test('is asked to choose of several', () => {
    expect(selectRole(poolOf(), [offering('a', 'b')], undefined)).toEqual({ kind: 'custom-role-needed' })
    expect(selectRole(poolOf(), [offering('a', 'b')], 'b')).toEqual({ kind: 'role', roleArn: 'b' })
    expect(selectRole(poolOf(), [offering('a', 'b')], 'c')).toEqual({ kind: 'custom-role-not-allowed' })
  })

  test('gets the role for users where it offers none', () => {
    expect(selectRole(poolOf(), [offering()], undefined)).toEqual({ kind: 'role', roleArn: 'user' })
    expect(selectRole(poolOf(), [offering()], 'a')).toEqual({ kind: 'custom-role-not-allowed' })
  })

  test('counts beside logins that offer none', () => {
    expect(selectRole(poolOf(), [login('a'), offering('b')], undefined)).toEqual({ kind: 'role', roleArn: 'b' })
  })

  test('is not listened to where a mapping speaks of it', () => {
    const pool = poolOf({ 'saml:app': rules('AuthenticatedRole', isAdmin) })
    expect(selectRole(pool, [offering('a')], undefined)).toEqual({ kind: 'role', roleArn: 'user' })
    expect(selectRole(pool, [offering('a')], 'a')).toEqual({ kind: 'custom-role-not-allowed' })
  })
})
