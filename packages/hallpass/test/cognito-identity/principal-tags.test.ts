import { SetPrincipalTagAttributeMapCommand } from '@aws-sdk/client-cognito-identity'
import { decodeJwt } from 'jose'
import { describe, expect } from 'vitest'
import type { Clients } from '../clients.ts'
import { assume } from '../sts-calls.ts'
import { developerProvider, test as realmTest, userRole } from './federation.ts'
import { getCredentials, getDeveloperToken, getId, getToken, type Logins } from './identity-calls.ts'
import { test } from './openid-federation.ts'
import { sessionOf } from './session-of.ts'

const tagsClaim = 'https://aws.amazon.com/tags'

type TagMap = { readonly UseDefaults?: boolean; readonly PrincipalTags?: Record<string, string> }

function setTags({ cognito }: Pick<Clients, 'cognito'>, IdentityPoolId: string, IdentityProviderName: string, map: TagMap) {
  return cognito.send(new SetPrincipalTagAttributeMapCommand({ IdentityPoolId, IdentityProviderName, ...map }))
}

/** The tags in the OpenID token, as it has them. */
async function tokenTags(hallpass: Clients, id: string, logins: Logins): Promise<unknown> {
  return decodeJwt((await getToken(hallpass, id, logins)).token)[tagsClaim]
}

describe('the tags of a login are in the token and in the session', () => {
  test('by a custom map', async ({ hallpass, pool, provider }) => {
    await setTags(hallpass, pool, provider.arn, {
      PrincipalTags: { team: 'team', level: 'level', lead: 'lead', only: 'list', absent: 'none' },
    })
    const logins = await provider.login('ann', { team: 'blue', level: 3, lead: true, list: ['one'], other: 'x' })
    const id = await getId(hallpass, pool, logins)
    const lists = { team: ['blue'], level: ['3'], lead: ['true'], only: ['one'] }
    expect(await tokenTags(hallpass, id, logins)).toEqual({ principal_tags: lists })
    const { tags } = await sessionOf(hallpass, (await getCredentials(hallpass, id, logins)).Credentials)
    expect(Object.fromEntries(tags)).toEqual({ team: 'blue', level: '3', lead: 'true', only: 'one' })
  })

  test('by the defaults, whatever map is sent along', async ({ hallpass, pool, provider }) => {
    await setTags(hallpass, pool, provider.arn, { UseDefaults: true, PrincipalTags: { team: 'team' } })
    const logins = await provider.login('ann', { team: 'blue' })
    const id = await getId(hallpass, pool, logins)
    expect(await tokenTags(hallpass, id, logins)).toEqual({ principal_tags: { username: ['ann'], client: ['app-RS256'] } })
    const { tags } = await sessionOf(hallpass, (await getCredentials(hallpass, id, logins)).Credentials)
    expect(Object.fromEntries(tags)).toEqual({ username: 'ann', client: 'app-RS256' })
  })

  test('never as lists or objects', async ({ hallpass, pool, provider }) => {
    await setTags(hallpass, pool, provider.arn, { PrincipalTags: { groups: 'groups', address: 'address', team: 'team' } })
    const logins = await provider.login('ann', { groups: ['a', 'b'], address: { city: 'x' }, team: 'blue' })
    const id = await getId(hallpass, pool, logins)
    expect(await tokenTags(hallpass, id, logins)).toEqual({ principal_tags: { team: ['blue'] } })
  })
})

describe('there are no tags', () => {
  test.for<[string, TagMap | undefined]>([
    ['without a map', undefined],
    ['after the map was emptied', { PrincipalTags: {} }],
    ['where no claim is there', { PrincipalTags: { team: 'none' } }],
  ])('%s', async ([, map], { hallpass, pool, provider }) => {
    await setTags(hallpass, pool, provider.arn, { UseDefaults: true })
    await setTags(hallpass, pool, provider.arn, map ?? {})
    const logins = await provider.login('ann')
    const id = await getId(hallpass, pool, logins)
    expect(await tokenTags(hallpass, id, logins)).toBeUndefined()
    expect((await sessionOf(hallpass, (await getCredentials(hallpass, id, logins)).Credentials)).tags.size).toBe(0)
  })

  test('for guests', async ({ hallpass, pool, provider }) => {
    await setTags(hallpass, pool, provider.arn, { UseDefaults: true })
    const guest = await getId(hallpass, pool)
    expect(await tokenTags(hallpass, guest, {})).toBeUndefined()
    expect((await sessionOf(hallpass, (await getCredentials(hallpass, guest)).Credentials)).tags.size).toBe(0)
  })
})

describe('a tag that STS would refuse', () => {
  test.for([
    ['a character', 'team=<blue>'],
    ['its length', 'x'.repeat(257)],
  ] as const)('for %s fails the enhanced flow only', async ([, team], { hallpass, pool, provider }) => {
    await setTags(hallpass, pool, provider.arn, { PrincipalTags: { team: 'team' } })
    const logins = await provider.login('ann', { team })
    const id = await getId(hallpass, pool, logins)
    expect(await tokenTags(hallpass, id, logins)).toEqual({ principal_tags: { team: [team] } })
    await expect(getCredentials(hallpass, id, logins)).rejects.toMatchObject({ name: 'InvalidIdentityPoolConfigurationException' })
    const { token } = await getToken(hallpass, id, logins)
    await expect(assume(hallpass, { RoleArn: userRole, WebIdentityToken: token })).rejects.toMatchObject({
      name: 'InvalidIdentityTokenException',
    })
  })
})

describe('the session', () => {
  realmTest('of a developer user has the tags of his token', async ({ hallpass, pool }) => {
    const { identityId, token } = await getDeveloperToken(hallpass, pool, 'ann', { PrincipalTags: { team: 'blue', empty: ' ' } })
    const { Credentials } = await getCredentials(hallpass, identityId, { 'cognito-identity.amazonaws.com': token })
    const session = await sessionOf(hallpass, Credentials)
    expect(Object.fromEntries(session.tags)).toEqual({ team: 'blue', empty: ' ' })
    expect(session.federation).toEqual({
      provider: 'cognito-identity.amazonaws.com',
      keys: new Map<string, unknown>([
        ['cognito-identity.amazonaws.com:aud', pool],
        ['cognito-identity.amazonaws.com:sub', identityId],
        ['cognito-identity.amazonaws.com:amr', ['authenticated', developerProvider, `${developerProvider}:${pool}:ann`]],
      ]),
    })
  })

  test('of the basic flow has the tags of the token', async ({ hallpass, pool, provider }) => {
    await setTags(hallpass, pool, provider.arn, { UseDefaults: true })
    const logins = await provider.login('ann')
    const { token } = await getToken(hallpass, await getId(hallpass, pool, logins), logins)
    const { Credentials, PackedPolicySize } = await assume(hallpass, { RoleArn: userRole, WebIdentityToken: token })
    expect(PackedPolicySize).toBeGreaterThan(0)
    const { tags } = await sessionOf(hallpass, { SessionToken: Credentials?.SessionToken })
    expect(Object.fromEntries(tags)).toEqual({ username: 'ann', client: 'app-RS256' })
  })

  test('of a guest is scoped down, that of a user is not', async ({ hallpass, pool, provider }) => {
    const guest = await getId(hallpass, pool)
    const scoped = await sessionOf(hallpass, (await getCredentials(hallpass, guest)).Credentials)
    expect(scoped.policies).toEqual({ arns: [], isGuest: true })
    const login = await provider.login('ann')
    const free = await sessionOf(hallpass, (await getCredentials(hallpass, guest, login)).Credentials)
    expect(free.policies).toEqual({ arns: [] })
  })
})
