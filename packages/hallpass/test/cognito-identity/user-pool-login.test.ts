import { decodeJwt } from 'jose'
import { describe, expect } from 'vitest'
import { createPool } from './federation.ts'
import { getCredentials, getId, getToken, loginsOf } from './identity-calls.ts'
import { poolFor, test } from './user-pool-federation.ts'

const revoked = { name: 'NotAuthorizedException', message: 'Invalid login token. Token has been revoked.' }

describe('a user of a user pool', () => {
  test('has one identity by each of his ID tokens', async ({ hallpass, userPool }) => {
    const pool = await poolFor(hallpass, userPool)
    await userPool.createUser('ann')
    const [first, second] = [await userPool.signIn('ann'), await userPool.signIn('ann')]
    const id = await getId(hallpass, pool, { [userPool.name]: first.idToken })
    expect(await getId(hallpass, pool, { [userPool.name]: second.idToken })).toBe(id)
    expect(await loginsOf(hallpass, id)).toEqual([userPool.name])
    expect((await getCredentials(hallpass, id, { [userPool.name]: second.idToken })).IdentityId).toBe(id)
  })

  test('is named in amr as by AWS', async ({ hallpass, userPool }) => {
    const pool = await poolFor(hallpass, userPool)
    await userPool.createUser('bob')
    const { idToken } = await userPool.signIn('bob')
    const logins = { [userPool.name]: idToken }
    const { token } = await getToken(hallpass, await getId(hallpass, pool, logins), logins)
    expect(decodeJwt(token)).toMatchObject({
      amr: ['authenticated', userPool.name, `${userPool.name}:CognitoSignIn:${decodeJwt(idToken).sub}`],
    })
  })

  test('is refused with his access token', async ({ hallpass, userPool }) => {
    const pool = await poolFor(hallpass, userPool)
    await userPool.createUser('carl')
    const { accessToken } = await userPool.signIn('carl')
    await expect(getId(hallpass, pool, { [userPool.name]: accessToken })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Invalid login token. Missing a required claim: aud',
    })
  })

  test('is refused where the pool names another client', async ({ hallpass, userPool }) => {
    const pool = await createPool(hallpass, { CognitoIdentityProviders: [{ ProviderName: userPool.name, ClientId: 'other' }] })
    await userPool.createUser('dora')
    const { idToken } = await userPool.signIn('dora')
    await expect(getId(hallpass, pool, { [userPool.name]: idToken })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Token is not from a supported provider of this identity pool.',
    })
  })

  test('is refused under the name of another user pool', async ({ hallpass, userPools, userPool }) => {
    const pool = await poolFor(hallpass, userPool)
    const other = await userPools.createPool()
    await other.createUser('ann')
    const { idToken } = await other.signIn('ann')
    await expect(getId(hallpass, pool, { [userPool.name]: idToken })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: "Invalid login token. Issuer doesn't match providerName",
    })
  })
})

describe('ServerSideTokenCheck', () => {
  test('lets a user in who is there', async ({ hallpass, userPool }) => {
    const pool = await poolFor(hallpass, userPool, { checks: true })
    await userPool.createUser('eva')
    const { idToken } = await userPool.signIn('eva')
    const id = await getId(hallpass, pool, { [userPool.name]: idToken })
    expect((await getCredentials(hallpass, id, { [userPool.name]: idToken })).IdentityId).toBe(id)
  })

  test('refuses a user who was deleted, where the token alone would do', async ({ hallpass, userPools, userPool }) => {
    const [checked, unchecked] = [await poolFor(hallpass, userPool, { checks: true }), await poolFor(hallpass, userPool, { checks: false })]
    await userPool.createUser('fred')
    const { idToken } = await userPool.signIn('fred')
    const logins = { [userPool.name]: idToken }
    const id = await getId(hallpass, checked, logins)
    await userPools.api.adminDeleteUser({ UserPoolId: userPool.id, Username: 'fred' })
    await expect(getId(hallpass, checked, logins)).rejects.toMatchObject(revoked)
    await expect(getCredentials(hallpass, id, logins)).rejects.toMatchObject(revoked)
    await expect(getToken(hallpass, id, logins)).rejects.toMatchObject(revoked)
    expect(await getId(hallpass, unchecked, logins)).not.toBe(id)
  })
})
