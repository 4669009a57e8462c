import {
  GetIdentityPoolRolesCommand,
  type IdentityPool,
  SetIdentityPoolRolesCommand,
  UpdateIdentityPoolCommand,
} from '@aws-sdk/client-cognito-identity'
import { describe, expect } from 'vitest'
import { accountId, type Hallpass, test } from '../hallpass.ts'
import { callAsRoot, refusal, unknownId } from '../support/json-wire.ts'
import { newPool, roleArn } from './new-pool.ts'

const providers = {
  AllowClassicFlow: true,
  SupportedLoginProviders: { 'graph.facebook.com': '1' },
  OpenIdConnectProviderARNs: [`arn:aws:iam::${accountId}:oidc-provider/example.com`],
  CognitoIdentityProviders: [{ ProviderName: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_A', ClientId: 'c' }],
  SamlProviderARNs: [`arn:aws:iam::${accountId}:saml-provider/corp`],
}

describe('UpdateIdentityPool', () => {
  test('answers with the new state, which is kept', async ({ hallpass }) => {
    const IdentityPoolId = await newPool(hallpass)
    const changed = { IdentityPoolId, IdentityPoolName: 'renamed', AllowUnauthenticatedIdentities: false, ...providers }
    const { json } = await callAsRoot(hallpass, 'UpdateIdentityPool', changed)
    expect(json).toEqual({ ...changed, IdentityPoolTags: {} })
    expect((await callAsRoot(hallpass, 'DescribeIdentityPool', { IdentityPoolId })).json).toEqual(json)
  })

  test('takes away the providers and the classic flow that it leaves out', async ({ hallpass }) => {
    const IdentityPoolId = await newPool(hallpass, providers)
    const bare = { IdentityPoolId, IdentityPoolName: 'test', AllowUnauthenticatedIdentities: true }
    await callAsRoot(hallpass, 'UpdateIdentityPool', bare)
    const { json } = await callAsRoot(hallpass, 'DescribeIdentityPool', { IdentityPoolId })
    expect(json).toEqual({ ...bare, IdentityPoolTags: {} })
  })

  test('keeps the tags and the developer provider that it leaves out', async ({ hallpass }) => {
    const kept = { DeveloperProviderName: 'login.shop', IdentityPoolTags: { team: 'red' } }
    expect(await update(hallpass, await newPool(hallpass, kept), {})).toMatchObject(kept)
  })

  test('replaces the tags that it names as a whole', async ({ hallpass }) => {
    const pool = await newPool(hallpass, { IdentityPoolTags: { team: 'red', stage: 'test' } })
    expect((await update(hallpass, pool, { IdentityPoolTags: { stage: 'live' } })).IdentityPoolTags).toEqual({ stage: 'live' })
    expect((await update(hallpass, pool, { IdentityPoolTags: {} })).IdentityPoolTags).toEqual({})
  })

  test('sets a developer provider where there is none, and takes the same again', async ({ hallpass }) => {
    const pool = await newPool(hallpass)
    expect((await update(hallpass, pool, { DeveloperProviderName: 'login.shop' })).DeveloperProviderName).toBe('login.shop')
    expect((await update(hallpass, pool, { DeveloperProviderName: 'login.shop' })).DeveloperProviderName).toBe('login.shop')
  })

  test('refuses another developer provider and changes nothing', async ({ hallpass }) => {
    const pool = await newPool(hallpass, { DeveloperProviderName: 'login.shop' })
    const renaming = update(hallpass, pool, { DeveloperProviderName: 'login.other', IdentityPoolName: 'renamed' })
    await expect(renaming).rejects.toMatchObject(refusal('InvalidParameterException'))
    const { json } = await callAsRoot(hallpass, 'DescribeIdentityPool', { IdentityPoolId: pool })
    expect(json).toMatchObject({ IdentityPoolName: 'test', DeveloperProviderName: 'login.shop' })
  })

  test('leaves roles alone', async ({ hallpass }) => {
    const pool = await newPool(hallpass)
    const Roles = { authenticated: roleArn('User') }
    await hallpass.cognito.send(new SetIdentityPoolRolesCommand({ IdentityPoolId: pool, Roles }))
    await update(hallpass, pool, {})
    expect((await hallpass.cognito.send(new GetIdentityPoolRolesCommand({ IdentityPoolId: pool }))).Roles).toEqual(Roles)
  })

  test.for<[string, Partial<IdentityPool>]>([
    ['an unsupported login provider', { SupportedLoginProviders: { 'example.com': 'x' } }],
    ['what is no provider ARN', { OpenIdConnectProviderARNs: ['https://server.example.com'] }],
    ['51 tags', { IdentityPoolTags: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`k${n}`, ''])) }],
    ['a tag of AWS', { IdentityPoolTags: { 'aws:x': 'y' } }],
  ])('refuses %s and changes nothing', async ([, change], { hallpass }) => {
    const pool = await newPool(hallpass, providers)
    const before = await callAsRoot(hallpass, 'DescribeIdentityPool', { IdentityPoolId: pool })
    await expect(update(hallpass, pool, { ...change, IdentityPoolName: 'renamed' })).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    )
    expect((await callAsRoot(hallpass, 'DescribeIdentityPool', { IdentityPoolId: pool })).text).toBe(before.text)
  })

  test('does not find an unknown pool', async ({ hallpass }) => {
    const missing = refusal('ResourceNotFoundException', `IdentityPool '${unknownId}' not found.`)
    await expect(update(hallpass, unknownId, {})).rejects.toMatchObject(missing)
  })
})

function update({ cognito }: Hallpass, IdentityPoolId: string, settings: Partial<IdentityPool>) {
  const input = { IdentityPoolId, IdentityPoolName: 'test', AllowUnauthenticatedIdentities: true, ...settings }
  return cognito.send(new UpdateIdentityPoolCommand(input))
}
