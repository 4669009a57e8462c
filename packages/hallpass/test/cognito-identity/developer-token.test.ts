import { GetOpenIdTokenForDeveloperIdentityCommand } from '@aws-sdk/client-cognito-identity'
import { decodeJwt } from 'jose'
import { describe, expect } from 'vitest'
import { createPool, developerProvider, realmArns, test } from './federation.ts'
import { getDeveloperToken, getId, listIdentities, snapshot } from './identity-calls.ts'

const tagsClaim = 'https://aws.amazon.com/tags'

describe('a developer token', () => {
  test('says who the user is, for fifteen minutes', async ({ hallpass, pool }) => {
    const { identityId, token } = await getDeveloperToken(hallpass, pool, 'ann')
    const { exp = 0, iat = 0, ...claims } = decodeJwt(token)
    expect(claims).toMatchObject({
      sub: identityId,
      aud: pool,
      amr: ['authenticated', developerProvider, `${developerProvider}:${pool}:ann`],
    })
    expect(claims).not.toHaveProperty(tagsClaim)
    expect(exp - iat).toBe(900)
  })

  test.for([1, 86_400])('lives for %i seconds when told to', async (TokenDuration, { hallpass, pool }) => {
    const { exp = 0, iat = 0 } = decodeJwt((await getDeveloperToken(hallpass, pool, 'ann', { TokenDuration })).token)
    expect(exp - iat).toBe(TokenDuration)
  })

  test.for([0, -1, 86_401])('does not live for %i seconds', async (TokenDuration, { hallpass, pool }) => {
    await expect(getDeveloperToken(hallpass, pool, 'ann', { TokenDuration })).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining("at 'tokenDuration' failed to satisfy constraint: Member must have value "),
    })
    expect(await listIdentities(hallpass, pool)).toEqual([])
  })

  test('carries tags, each as a list of one', async ({ hallpass, pool }) => {
    const PrincipalTags = { team: 'blue', 'cost center': '4711' }
    const { token } = await getDeveloperToken(hallpass, pool, 'ann', { PrincipalTags })
    expect(decodeJwt(token)).toMatchObject({ [tagsClaim]: { principal_tags: { team: ['blue'], 'cost center': ['4711'] } } })
  })

  test('names every login of the call in the order of the providers', async ({ hallpass, pool, realms }) => {
    const { token } = await getDeveloperToken(hallpass, pool, 'ann', { Logins: realms.logins({ a: 'ann' }) })
    const [arn] = realmArns(realms, ['a'])
    const realm = [realms.name('a'), `${arn}:OIDC:ann`]
    expect(decodeJwt(token)).toMatchObject({
      amr: ['authenticated', ...realm, developerProvider, `${developerProvider}:${pool}:ann`],
    })
  })
})

describe('a developer user', () => {
  test('has one identity', async ({ hallpass, pool }) => {
    const ids = [await getDeveloperToken(hallpass, pool, 'ann'), await getDeveloperToken(hallpass, pool, 'ann')]
    expect(new Set(ids.map(({ identityId }) => identityId)).size).toBe(1)
    expect((await getDeveloperToken(hallpass, pool, 'Ann')).identityId).not.toBe(ids[0]?.identityId)
  })

  test('may have any name of up to 1,024 characters', async ({ hallpass, pool }) => {
    const names = ['x'.repeat(1024), 'ann@example.com', 'änn 🦊', 'a:b:c']
    const ids = await Promise.all(names.map(async (name) => (await getDeveloperToken(hallpass, pool, name)).identityId))
    expect(new Set(ids).size).toBe(names.length)
    await expect(getDeveloperToken(hallpass, pool, 'x'.repeat(1025))).rejects.toMatchObject({ name: 'InvalidParameterException' })
  })

  test('needs neither guests nor the classic flow', async ({ hallpass }) => {
    const pool = await createPool(hallpass, {
      AllowUnauthenticatedIdentities: false,
      AllowClassicFlow: false,
      DeveloperProviderName: developerProvider,
    })
    const { identityId } = await getDeveloperToken(hallpass, pool, 'ann')
    expect(await listIdentities(hallpass, pool)).toEqual([identityId])
  })
})

describe('Logins', () => {
  const unsupported = {
    name: 'InvalidParameterException',
    message: 'This identity pool does not support the specified developer provider.',
  }
  const refused: [string, (realm: string, token: string) => Record<string, string>, { name: string; message?: unknown }][] = [
    ['only a public provider', (realm, token) => ({ [realm]: token }), { name: 'InvalidParameterException' }],
    ['another developer provider', () => ({ 'login.other': 'ann' }), unsupported],
    ['the developer provider and another', () => ({ [developerProvider]: 'ann', other: 'ann' }), unsupported],
    [
      'a Cognito token',
      () => ({ [developerProvider]: 'ann', 'cognito-identity.amazonaws.com': 'x' }),
      { name: 'NotAuthorizedException', message: "Invalid login token. Can't pass in a Cognito token." },
    ],
    [
      'a public login that is not valid',
      (realm) => ({ [developerProvider]: 'ann', [realm]: 'x' }),
      { name: 'NotAuthorizedException', message: 'Invalid login token. Not a valid OpenId Connect identity token.' },
    ],
  ]
  test.for(refused)('with %s are refused, and nothing changes', async ([, logins, refusal], { hallpass, pool, realms }) => {
    await getId(hallpass, pool, realms.logins({ a: 'ann' }))
    const before = await snapshot(hallpass, pool)
    const Logins = logins(realms.name('a'), realms.token('a', 'ann'))
    const command = new GetOpenIdTokenForDeveloperIdentityCommand({ IdentityPoolId: pool, Logins })
    await expect(hallpass.cognito.send(command)).rejects.toMatchObject(refusal)
    expect(await snapshot(hallpass, pool)).toEqual(before)
  })

  test('of a pool without a developer provider are refused', async ({ hallpass }) => {
    const pool = await createPool(hallpass)
    await expect(getDeveloperToken(hallpass, pool, 'ann')).rejects.toMatchObject(unsupported)
  })

  test('of a pool that is not there are refused', async ({ hallpass }) => {
    const pool = 'eu-central-1:00000000-0000-4000-8000-000000000000'
    await expect(getDeveloperToken(hallpass, pool, 'ann')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `IdentityPool '${pool}' not found.`,
    })
  })
})

test('a list as the value of a tag is told what it is', async ({ hallpass, pool }) => {
  // Programs without types send it: the client lets it pass.
  const PrincipalTags: Record<string, string> = JSON.parse('{"team":["blue","red"]}')
  await expect(getDeveloperToken(hallpass, pool, 'ann', { PrincipalTags })).rejects.toMatchObject({
    name: 'SerializationException',
    message: 'Start of list found where not expected',
  })
  expect(await listIdentities(hallpass, pool)).toEqual([])
})
