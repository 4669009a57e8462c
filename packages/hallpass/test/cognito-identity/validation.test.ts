import { describe, expect } from 'vitest'
import { test } from '../hallpass.ts'
import { callAsRoot, callUnsigned, refused, unknownId } from '../support/json-wire.ts'

const id = (value: string) =>
  `Value '${value}' at 'identityPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+`

describe('a validation error', () => {
  test('is told in the words of AWS', async ({ hallpass }) => {
    const answer = await callUnsigned(hallpass, 'GetId', { IdentityPoolId: 'us-east-2:mock' })
    expect(answer).toMatchObject(refused('ValidationException', `1 validation error detected: ${id('us-east-2:mock')}`))
  })

  test('lists all that is wrong, of one member and of several', async ({ hallpass }) => {
    const { json } = await callAsRoot(hallpass, 'UpdateIdentityPool', { IdentityPoolId: 'x', IdentityPoolName: '' })
    const clauses = [
      id('x'),
      "Value '' at 'identityPoolName' failed to satisfy constraint: Member must have length greater than or equal to 1",
      "Value '' at 'identityPoolName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w\\s+=,.@-]+",
      "Value null at 'allowUnauthenticatedIdentities' failed to satisfy constraint: Member must not be null",
    ]
    const { message } = json as { message: string }
    const [count, list = ''] = message.split(' detected: ')
    expect(count).toBe('4 validation errors')
    expect(list.split('; ').sort()).toEqual([...clauses].sort())
  })

  test('names the place of a rule', async ({ hallpass }) => {
    const rule = { Claim: 'a', MatchType: 'Equals', Value: 'b', RoleARN: 'r'.repeat(20) }
    const RulesConfiguration = { Rules: [rule, { ...rule, MatchType: 'Like' }] }
    const RoleMappings = { 'example.com': { Type: 'Rules', RulesConfiguration } }
    const answer = await callAsRoot(hallpass, 'SetIdentityPoolRoles', { IdentityPoolId: unknownId, Roles: {}, RoleMappings })
    expect(answer).toMatchObject(
      refused(
        'ValidationException',
        "1 validation error detected: Value 'Like' at 'roleMappings.example.com.member.rulesConfiguration.rules.2.member.matchType' " +
          'failed to satisfy constraint: Member must satisfy enum value set: [Equals, Contains, StartsWith, NotEqual]',
      ),
    )
  })

  test('spells out maps of structures', async ({ hallpass }) => {
    const RoleMappings = Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`p${n}`, { Type: 'Token' }]))
    const { json } = await callAsRoot(hallpass, 'SetIdentityPoolRoles', { IdentityPoolId: unknownId, Roles: {}, RoleMappings })
    expect(json).toMatchObject({ message: expect.stringContaining("Value '{p0={Type=Token}, p1={Type=Token}, ") })
  })

  test.for([
    ['a key of half a MiB', 'k'.repeat(500_000), 400],
    ['300,000 rules', 'k'.repeat(128), 300_000],
  ] as const)('does not repeat %s for each thing that is wrong in it', async ([, key, count], { hallpass }) => {
    const RulesConfiguration = { Rules: Array.from({ length: count }, () => ({})) }
    const RoleMappings = { [key]: { Type: 'Rules', RulesConfiguration } }
    const { status, text } = await callAsRoot(hallpass, 'SetIdentityPoolRoles', { IdentityPoolId: unknownId, Roles: {}, RoleMappings })
    expect(status).toBe(400)
    expect(text.length).toBeLessThan(2 * 1024 * 1024)
  })

  test.for([
    ['too long', { 'example.com': `SECRET${'x'.repeat(50_000)}` }],
    ['too many', Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`example.com/${n}`, 'SECRET']))],
    ['under a key that is too long', { ['k'.repeat(129)]: 'SECRET' }],
    ['empty beside another', { 'example.com': '', 'example.org': 'SECRET' }],
  ] as const)('never repeats tokens that are %s', async ([, Logins], { hallpass }) => {
    for (const operation of [
      'GetId',
      'GetOpenIdToken',
      'GetCredentialsForIdentity',
      'UnlinkIdentity',
      'GetOpenIdTokenForDeveloperIdentity',
    ]) {
      const ids = { IdentityPoolId: unknownId, IdentityId: unknownId, LoginsToRemove: [] }
      const { status, text, headers, json } = await callAsRoot(hallpass, operation, { ...ids, Logins })
      expect({ status, json }).toMatchObject(refused('ValidationException'))
      expect(text).toContain("Value at 'logins' failed to satisfy constraint: ")
      expect(text + JSON.stringify([...headers])).not.toContain('SECRET')
    }
  })

  test.for(['us-east-1:0\n', '\nus-east-1:0', 'ü-1:0', 'us-east-1:０'])('matches patterns as a whole and in ASCII: %j', async (text, {
    hallpass,
  }) => {
    const answer = await callUnsigned(hallpass, 'GetId', { IdentityPoolId: text })
    expect(answer).toMatchObject(refused('ValidationException', `1 validation error detected: ${id(text)}`))
  })

  test('counts characters as UTF-16 does', async ({ hallpass }) => {
    const describe = (IdentityProviderName: string) =>
      callAsRoot(hallpass, 'GetPrincipalTagAttributeMap', { IdentityPoolId: unknownId, IdentityProviderName })
    expect(await describe('𝄞'.repeat(64))).toMatchObject(refused('ResourceNotFoundException'))
    expect(await describe('𝄞'.repeat(65))).toMatchObject(refused('ValidationException'))
  })

  test('repeats what is not ASCII in the body and not in a header', async ({ hallpass }) => {
    const { json, headers } = await callUnsigned(hallpass, 'GetId', { IdentityPoolId: 'é' })
    expect(json).toMatchObject({ message: expect.stringContaining("Value 'é' at") })
    expect(headers.has('x-amzn-errormessage')).toBe(false)
  })
})
