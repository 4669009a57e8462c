import { type MappingRule, type RoleMapping, SetIdentityPoolRolesCommand } from '@aws-sdk/client-cognito-identity'
import { describe, expect } from 'vitest'
import { accountId, type Hallpass, test } from '../hallpass.ts'
import { callAsRoot, refusal } from '../support/json-wire.ts'
import { newPool, roleArn } from './new-pool.ts'

const openId = `arn:aws:iam::${accountId}:oidc-provider/example.com`
const saml = `arn:aws:iam::${accountId}:saml-provider/corp`
const userPool = 'cognito-idp.us-east-1.amazonaws.com/us-east-1_A'
const providers = {
  SupportedLoginProviders: { 'graph.facebook.com': '1', 'accounts.google.com': '2' },
  OpenIdConnectProviderARNs: [openId],
  SamlProviderARNs: [saml],
  CognitoIdentityProviders: [{ ProviderName: userPool, ClientId: 'client' }],
}
const token: RoleMapping = { Type: 'Token', AmbiguousRoleResolution: 'Deny' }
const rule: MappingRule = { Claim: 'custom:dépt', MatchType: 'StartsWith', Value: 'sales and more', RoleARN: roleArn('Sales') }

describe('role mappings', () => {
  test('are shown as they were set, for each form of key', async ({ hallpass }) => {
    const IdentityPoolId = await newPool(hallpass, providers)
    const RoleMappings = {
      'graph.facebook.com': token,
      'accounts.google.com': { ...token, AmbiguousRoleResolution: 'AuthenticatedRole' as const },
      [openId]: rules([rule, { ...rule, MatchType: 'NotEqual' }]),
      [saml]: token,
      [`${userPool}:client`]: token,
    }
    await setMappings(hallpass, IdentityPoolId, RoleMappings)
    const { json } = await callAsRoot(hallpass, 'GetIdentityPoolRoles', { IdentityPoolId })
    expect(json).toEqual({ IdentityPoolId, RoleMappings })
  })

  test('are cleared by a call without them', async ({ hallpass }) => {
    const IdentityPoolId = await newPool(hallpass, providers)
    await setMappings(hallpass, IdentityPoolId, { [openId]: token })
    await setMappings(hallpass, IdentityPoolId, undefined)
    expect((await callAsRoot(hallpass, 'GetIdentityPoolRoles', { IdentityPoolId })).json).toEqual({ IdentityPoolId })
  })

  test('stay where their provider is taken away', async ({ hallpass }) => {
    const IdentityPoolId = await newPool(hallpass, providers)
    await setMappings(hallpass, IdentityPoolId, { [openId]: token })
    await callAsRoot(hallpass, 'UpdateIdentityPool', { IdentityPoolId, IdentityPoolName: 'x', AllowUnauthenticatedIdentities: true })
    const { json } = await callAsRoot(hallpass, 'GetIdentityPoolRoles', { IdentityPoolId })
    expect(json).toEqual({ IdentityPoolId, RoleMappings: { [openId]: token } })
  })

  test.for([
    userPool,
    `https://${userPool}:client`,
    `${userPool}:other`,
    'www.amazon.com',
    'example.com',
    'toString',
  ])('refuse the provider %s, which the pool does not go by', async (key, { hallpass }) => {
    const message = `(${key}) is not a valid RoleMapping ProviderName or is not a configured provider.`
    const setting = setMappings(hallpass, await newPool(hallpass, providers), { [key]: token })
    await expect(setting).rejects.toMatchObject(refusal('InvalidParameterException', message))
  })

  test('have up to 25 rules', async ({ hallpass }) => {
    const pool = await newPool(hallpass, providers)
    const mapping = (count: number) => ({ [openId]: rules(Array.from({ length: count }, () => rule)) })
    await expect(setMappings(hallpass, pool, mapping(25))).resolves.toBeDefined()
    await expect(setMappings(hallpass, pool, mapping(26))).rejects.toMatchObject(refusal('InvalidParameterException'))
    await expect(setMappings(hallpass, pool, mapping(400))).rejects.toMatchObject(refusal('InvalidParameterException'))
    await expect(setMappings(hallpass, pool, mapping(401))).rejects.toMatchObject(refusal('ValidationException'))
  })

  test('count the rules of each provider by themselves', async ({ hallpass }) => {
    const many = rules(Array.from({ length: 25 }, () => rule))
    const setting = setMappings(hallpass, await newPool(hallpass, providers), { [openId]: many, [saml]: many })
    await expect(setting).resolves.toBeDefined()
  })

  test.for<[string, RoleMapping]>([
    ['of type Token without a resolution', { Type: 'Token' }],
    ['of type Rules without a resolution', { Type: 'Rules', RulesConfiguration: { Rules: [rule] } }],
    ['of type Rules without rules', { Type: 'Rules', AmbiguousRoleResolution: 'Deny' }],
    ['of type Token with rules', { ...token, RulesConfiguration: { Rules: [rule] } }],
  ])('refuse one %s', async ([, mapping], { hallpass }) => {
    const setting = setMappings(hallpass, await newPool(hallpass, providers), { [openId]: mapping })
    await expect(setting).rejects.toMatchObject(refusal('InvalidParameterException'))
  })

  test('refuse a rule with a role of another account, and nothing changes', async ({ hallpass }) => {
    const IdentityPoolId = await newPool(hallpass, providers)
    const role = 'arn:aws:iam::999999999999:role/User'
    const setting = setMappings(hallpass, IdentityPoolId, { [saml]: token, [openId]: rules([rule, { ...rule, RoleARN: role }]) })
    await expect(setting).rejects.toMatchObject(refusal('NotAuthorizedException', `Access to Role '${role}' is forbidden.`))
    expect((await callAsRoot(hallpass, 'GetIdentityPoolRoles', { IdentityPoolId })).json).toEqual({ IdentityPoolId })
  })
})

function rules(Rules: MappingRule[]): RoleMapping {
  return { Type: 'Rules', AmbiguousRoleResolution: 'Deny', RulesConfiguration: { Rules } }
}

function setMappings({ cognito }: Hallpass, IdentityPoolId: string, RoleMappings: Record<string, RoleMapping> | undefined) {
  return cognito.send(new SetIdentityPoolRolesCommand({ IdentityPoolId, Roles: {}, RoleMappings }))
}
