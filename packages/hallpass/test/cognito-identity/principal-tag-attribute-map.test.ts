import { describe, expect } from 'vitest'
import { accountId, test } from '../hallpass.ts'
import { callAsRoot, refused, unknownId } from '../support/json-wire.ts'
import { newPool } from './new-pool.ts'

const openId = `arn:aws:iam::${accountId}:oidc-provider/example.com`
const saml = `arn:aws:iam::${accountId}:saml-provider/corp`
const userPool = 'cognito-idp.us-east-1.amazonaws.com/us-east-1_A'
const providers = {
  SupportedLoginProviders: { 'graph.facebook.com': '1' },
  OpenIdConnectProviderARNs: [openId],
  SamlProviderARNs: [saml],
  CognitoIdentityProviders: [{ ProviderName: userPool, ClientId: 'client' }],
}
const PrincipalTags = { team: 'custom:team', mail: 'email', __proto__x: 'x' }

describe('SetPrincipalTagAttributeMap', () => {
  test.for([openId, saml, userPool, `${userPool}:client`, 'graph.facebook.com'])('keeps the map of %s', async (name, { hallpass }) => {
    const asked = { IdentityPoolId: await newPool(hallpass, providers), IdentityProviderName: name }
    const map = { ...asked, UseDefaults: false, PrincipalTags }
    expect((await callAsRoot(hallpass, 'SetPrincipalTagAttributeMap', map)).json).toEqual(map)
    expect((await callAsRoot(hallpass, 'GetPrincipalTagAttributeMap', asked)).json).toEqual(map)
  })

  test.for([
    ['the defaults', { UseDefaults: true }, { UseDefaults: true, PrincipalTags: {} }],
    ['the defaults and tags that they overrule', { UseDefaults: true, PrincipalTags }, { UseDefaults: true, PrincipalTags }],
    ['tags alone', { PrincipalTags }, { UseDefaults: false, PrincipalTags }],
    ['neither', {}, { UseDefaults: false, PrincipalTags: {} }],
  ] as const)('replaces what was there by %s', async ([, change, shown], { hallpass }) => {
    const asked = { IdentityPoolId: await newPool(hallpass, providers), IdentityProviderName: openId }
    await callAsRoot(hallpass, 'SetPrincipalTagAttributeMap', { ...asked, UseDefaults: true, PrincipalTags: { old: 'old' } })
    expect((await callAsRoot(hallpass, 'SetPrincipalTagAttributeMap', { ...asked, ...change })).json).toEqual({ ...asked, ...shown })
    expect((await callAsRoot(hallpass, 'GetPrincipalTagAttributeMap', asked)).json).toEqual({ ...asked, ...shown })
  })

  test('leaves the maps of other providers alone', async ({ hallpass }) => {
    const IdentityPoolId = await newPool(hallpass, providers)
    const ofSaml = { IdentityPoolId, IdentityProviderName: saml }
    await callAsRoot(hallpass, 'SetPrincipalTagAttributeMap', { ...ofSaml, PrincipalTags })
    await callAsRoot(hallpass, 'SetPrincipalTagAttributeMap', { IdentityPoolId, IdentityProviderName: openId, UseDefaults: true })
    const { json } = await callAsRoot(hallpass, 'GetPrincipalTagAttributeMap', ofSaml)
    expect(json).toEqual({ ...ofSaml, UseDefaults: false, PrincipalTags })
  })

  test('takes 50 tags and refuses 51', async ({ hallpass }) => {
    const asked = { IdentityPoolId: await newPool(hallpass, providers), IdentityProviderName: openId }
    const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`tag${n}`, 'claim']))
    const taken = await callAsRoot(hallpass, 'SetPrincipalTagAttributeMap', { ...asked, PrincipalTags: tags(50) })
    expect(taken.status).toBe(200)
    const refusedOne = await callAsRoot(hallpass, 'SetPrincipalTagAttributeMap', { ...asked, PrincipalTags: tags(51) })
    expect(refusedOne).toMatchObject(refused('ValidationException'))
    expect((await callAsRoot(hallpass, 'GetPrincipalTagAttributeMap', asked)).json).toEqual(taken.json)
  })

  test.for(['example.com', 'www.amazon.com', `${userPool}:other`])('refuses %s, which the pool does not go by', async (name, {
    hallpass,
  }) => {
    const asked = { IdentityPoolId: await newPool(hallpass, providers), IdentityProviderName: name }
    expect(await callAsRoot(hallpass, 'SetPrincipalTagAttributeMap', asked)).toMatchObject(refused('InvalidParameterException'))
  })
})

test('GetPrincipalTagAttributeMap has an empty map where none was ever set', async ({ hallpass }) => {
  const asked = { IdentityPoolId: await newPool(hallpass, providers), IdentityProviderName: openId }
  const { json } = await callAsRoot(hallpass, 'GetPrincipalTagAttributeMap', asked)
  expect(json).toEqual({ ...asked, UseDefaults: false, PrincipalTags: {} })
})

test.for(['SetPrincipalTagAttributeMap', 'GetPrincipalTagAttributeMap'])('%s does not find an unknown pool', async (operation, {
  hallpass,
}) => {
  const answer = await callAsRoot(hallpass, operation, { IdentityPoolId: unknownId, IdentityProviderName: openId })
  expect(answer).toMatchObject(refused('ResourceNotFoundException', `IdentityPool '${unknownId}' not found.`))
})
