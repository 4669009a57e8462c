import { SetPrincipalTagAttributeMapCommand } from '@aws-sdk/client-cognito-identity'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { describe, expect } from 'vitest'
import { accountId, region } from '../hallpass.ts'
import { developerProvider, realmArns, test } from './federation.ts'
import { getDeveloperToken, getId, getToken } from './identity-calls.ts'

const poolArnClaim = 'https://cognito-identity.amazonaws.com/identity-pool-arn'
const tagsClaim = 'https://aws.amazon.com/tags'

describe('the OpenID token', () => {
  test('of a guest has the claims of AWS in its order', async ({ hallpass, pool }) => {
    const guest = await getId(hallpass, pool)
    const { identityId, token } = await getToken(hallpass, guest)
    expect(identityId).toBe(guest)
    const { exp = 0, iat = 0, ...claims } = decodeJwt(token)
    expect(Object.keys(decodeJwt(token))).toEqual(['sub', 'aud', 'amr', 'iss', poolArnClaim, 'exp', 'iat'])
    expect(claims).toEqual({
      sub: guest,
      aud: pool,
      amr: ['unauthenticated'],
      iss: hallpass.url,
      [poolArnClaim]: `arn:aws:cognito-identity:${region}:${accountId}:identitypool/${pool}`,
    })
    expect(exp - iat).toBe(600)
  })

  test('has the header of AWS in its order', async ({ hallpass, pool }) => {
    const { token } = await getToken(hallpass, await getId(hallpass, pool))
    const header = decodeProtectedHeader(token)
    expect(Object.keys(header)).toEqual(['kid', 'typ', 'alg'])
    expect(header).toEqual({ kid: `${region}1`, typ: 'JWS', alg: 'RS512' })
  })

  test('of a user says which login he used', async ({ hallpass, pool, realms }) => {
    const id = await getId(hallpass, pool, realms.logins({ a: 'ann', b: 'ann-b' }))
    const [arn] = realmArns(realms, ['b'])
    const { token } = await getToken(hallpass, id, realms.logins({ b: 'ann-b' }))
    expect(decodeJwt(token)).toMatchObject({ sub: id, amr: ['authenticated', realms.name('b'), `${arn}:OIDC:ann-b`] })
  })

  test('names several logins in the order of their providers, whatever order they came in', async ({ hallpass, pool, realms }) => {
    const logins = { ...realms.logins({ c: 'ann' }), ...realms.logins({ a: 'ann' }) }
    const id = await getId(hallpass, pool, logins)
    const names = ['a', 'c'].flatMap((realm) => [realms.name(realm), `${realmArns(realms, [realm])[0]}:OIDC:ann`])
    expect(decodeJwt((await getToken(hallpass, id, logins)).token)).toMatchObject({ amr: ['authenticated', ...names] })
  })

  test('links what is new, and is of the identity that comes of it', async ({ hallpass, pool, realms }) => {
    const ann = await getId(hallpass, pool, realms.logins({ a: 'ann' }))
    const guest = await getId(hallpass, pool)
    const { identityId, token } = await getToken(hallpass, guest, realms.logins({ a: 'ann', b: 'ann' }))
    expect(identityId).toBe(ann)
    expect(decodeJwt(token).sub).toBe(ann)
    expect(await getId(hallpass, pool, realms.logins({ b: 'ann' }))).toBe(ann)
  })

  test('carries the tags of the login between amr and iss', async ({ hallpass, pool, realms }) => {
    const [arn] = realmArns(realms, ['a'])
    const PrincipalTags = { who: 'sub', team: 'team', absent: 'nothing' }
    const map = { IdentityPoolId: pool, IdentityProviderName: arn, PrincipalTags }
    await hallpass.cognito.send(new SetPrincipalTagAttributeMapCommand(map))
    const logins = { [realms.name('a')]: realms.token('a', 'ann', { team: 'blue' }) }
    const { token } = await getToken(hallpass, await getId(hallpass, pool, logins), logins)
    const claims = decodeJwt(token)
    expect(claims[tagsClaim]).toEqual({ principal_tags: { who: ['ann'], team: ['blue'] } })
    expect(Object.keys(claims)).toEqual(['sub', 'aud', 'amr', tagsClaim, 'iss', poolArnClaim, 'exp', 'iat'])
  })
})

describe('GetOpenIdToken refuses', () => {
  test('one of our own tokens', async ({ hallpass, pool }) => {
    const { identityId, token } = await getDeveloperToken(hallpass, pool, 'ann')
    await expect(getToken(hallpass, identityId, { 'cognito-identity.amazonaws.com': token })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: "Invalid login token. Can't pass in a Cognito token.",
    })
  })

  test('a developer user', async ({ hallpass, pool }) => {
    const { identityId } = await getDeveloperToken(hallpass, pool, 'ann')
    await expect(getToken(hallpass, identityId, { [developerProvider]: 'ann' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Please provide a valid public provider.',
    })
  })
})
