import {
  CreateIdentityPoolCommand,
  type CreateIdentityPoolInput,
  DescribeIdentityPoolCommand,
  type IdentityPool,
} from '@aws-sdk/client-cognito-identity'
import { describe, expect } from 'vitest'
import { accountId, type Hallpass, region, test } from '../hallpass.ts'
import { callAsRoot, refusal } from '../support/json-wire.ts'

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'
const named = { IdentityPoolName: 'shop', AllowUnauthenticatedIdentities: false }
const everything = {
  IdentityPoolName: 'My shop, v1.0 =+@-',
  AllowUnauthenticatedIdentities: true,
  AllowClassicFlow: true,
  SupportedLoginProviders: {
    'accounts.google.com': 'a.apps.googleusercontent.com',
    'api.twitter.com': 'consumer_key;consumer_secret',
    'appleid.apple.com': 'com.example.app',
    'graph.facebook.com': '7346241598935555',
    'www.amazon.com': 'amzn1.application.1',
    'www.digits.com': 'key;secret',
  },
  DeveloperProviderName: 'login.shop',
  OpenIdConnectProviderARNs: ['arn:aws:iam::999999999999:oidc-provider/server.example.com/realms/x'],
  CognitoIdentityProviders: [
    { ProviderName: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_None', ClientId: 'none', ServerSideTokenCheck: false },
    { ProviderName: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_None', ClientId: 'other' },
  ],
  SamlProviderARNs: ['arn:aws:iam::999999999999:saml-provider/corp'],
  IdentityPoolTags: { team: 'red', empty: '' },
}

describe('CreateIdentityPool', () => {
  test('makes an id of the region and a random UUID', async ({ hallpass }) => {
    const pool = await create(hallpass, {})
    expect(pool.IdentityPoolId).toMatch(new RegExp(`^${region}:${uuid}$`))
  })

  test('leaves out what was not given, but for the tags', async ({ hallpass }) => {
    const { json } = await callAsRoot(hallpass, 'CreateIdentityPool', named)
    expect(json).toEqual({ ...named, IdentityPoolId: expect.any(String), IdentityPoolTags: {} })
  })

  test('leaves out lists and maps that were given empty', async ({ hallpass }) => {
    const empty = { SupportedLoginProviders: {}, OpenIdConnectProviderARNs: [], CognitoIdentityProviders: [], SamlProviderARNs: [] }
    const { json } = await callAsRoot(hallpass, 'CreateIdentityPool', { ...named, ...empty, IdentityPoolTags: {} })
    expect(json).toEqual({ ...named, IdentityPoolId: expect.any(String), IdentityPoolTags: {} })
  })

  test('shows all that was given, and so does DescribeIdentityPool', async ({ hallpass }) => {
    const { json } = await callAsRoot(hallpass, 'CreateIdentityPool', everything)
    expect(json).toEqual({ ...everything, IdentityPoolId: expect.any(String) })
    const { IdentityPoolId } = json as { IdentityPoolId: string }
    expect((await callAsRoot(hallpass, 'DescribeIdentityPool', { IdentityPoolId })).json).toEqual(json)
  })

  test.for([[undefined], [true], [false]])('keeps AllowClassicFlow %s', async ([AllowClassicFlow], { hallpass }) => {
    const { IdentityPoolId, ...pool } = await create(hallpass, { AllowClassicFlow })
    expect(pool.AllowClassicFlow).toBe(AllowClassicFlow)
    expect((await hallpass.cognito.send(new DescribeIdentityPoolCommand({ IdentityPoolId }))).AllowClassicFlow).toBe(AllowClassicFlow)
  })

  test('takes a name twice', async ({ hallpass }) => {
    const pools = await Promise.all([create(hallpass, {}), create(hallpass, {})])
    expect(new Set(pools.map(({ IdentityPoolId }) => IdentityPoolId)).size).toBe(2)
  })

  test('takes a name of 128 characters', async ({ hallpass }) => {
    expect((await create(hallpass, { IdentityPoolName: 'n'.repeat(128) })).IdentityPoolName).toHaveLength(128)
  })

  test('refuses an empty name', async ({ hallpass }) => {
    await expect(create(hallpass, { IdentityPoolName: '' })).rejects.toMatchObject(refusal('ValidationException'))
  })

  test('refuses a login provider that is not one of the known', async ({ hallpass }) => {
    const SupportedLoginProviders = { 'login.example.com': 'app' }
    await expect(create(hallpass, { SupportedLoginProviders })).rejects.toMatchObject(refusal('InvalidParameterException'))
  })

  test('refuses a user pool without its client', async ({ hallpass }) => {
    const CognitoIdentityProviders = [{ ProviderName: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_None' }]
    await expect(create(hallpass, { CognitoIdentityProviders })).rejects.toMatchObject(refusal('InvalidParameterException'))
  })
})

describe('of what is named twice', () => {
  test('provider ARNs are kept once, in their order', async ({ hallpass }) => {
    const saml = ['b', 'a', 'b', 'c'].map((name) => `arn:aws:iam::${accountId}:saml-provider/${name}`)
    const openId = ['z', 'y', 'z'].map((name) => `arn:aws:iam::${accountId}:oidc-provider/${name}.example.com`)
    const pool = await create(hallpass, { SamlProviderARNs: saml, OpenIdConnectProviderARNs: openId })
    expect(pool.SamlProviderARNs).toEqual([saml[0], saml[1], saml[3]])
    expect(pool.OpenIdConnectProviderARNs).toHaveLength(2)
    expect(new Set(pool.OpenIdConnectProviderARNs)).toEqual(new Set(openId))
  })

  test('the last entry for a user pool client counts', async ({ hallpass }) => {
    const client = { ProviderName: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_A', ClientId: 'c' }
    const entries = [
      { ...client, ServerSideTokenCheck: true },
      { ...client, ServerSideTokenCheck: false },
    ]
    const pool = await create(hallpass, { CognitoIdentityProviders: entries })
    expect(pool.CognitoIdentityProviders).toEqual([{ ...client, ServerSideTokenCheck: false }])
  })
})

describe('provider ARNs', () => {
  test.for([
    ['of another kind', 'arn:aws:iam::123456789012:saml-provider/example.com', 'arn:aws:iam::123456789012:oidc-provider/example.com'],
    ['of another service', 'arn:aws:sts::123456789012:oidc-provider/example.com', 'arn:aws:sts::123456789012:saml-provider/corp'],
    [
      'with a region',
      'arn:aws:iam:eu-west-1:123456789012:oidc-provider/example.com',
      'arn:aws:iam:eu-west-1:123456789012:saml-provider/corp',
    ],
    ['without an account', 'arn:aws:iam:::oidc-provider/example.com', 'arn:aws:iam:::saml-provider/corp'],
    ['of an account of 11 digits', 'arn:aws:iam::12345678901:oidc-provider/example.com', 'arn:aws:iam::12345678901:saml-provider/corp'],
    ['without a name', 'arn:aws:iam::123456789012:oidc-provider/', 'arn:aws:iam::123456789012:saml-provider/'],
    ['that are no ARNs', 'https://server.example.com', 'https://server.example.com'],
  ])('%s are refused', async ([, openId = '', saml = ''], { hallpass }) => {
    const refused = refusal('InvalidParameterException')
    await expect(create(hallpass, { OpenIdConnectProviderARNs: [openId] })).rejects.toMatchObject(refused)
    await expect(create(hallpass, { SamlProviderARNs: [saml] })).rejects.toMatchObject(refused)
  })

  test('of another account and another partition are taken', async ({ hallpass }) => {
    const OpenIdConnectProviderARNs = ['arn:aws-cn:iam::999999999999:oidc-provider/127.0.0.1:3000']
    expect((await create(hallpass, { OpenIdConnectProviderARNs })).OpenIdConnectProviderARNs).toEqual(OpenIdConnectProviderARNs)
  })
})

function create({ cognito }: Hallpass, settings: Partial<CreateIdentityPoolInput>): Promise<IdentityPool> {
  return cognito.send(new CreateIdentityPoolCommand({ ...named, ...settings }))
}
