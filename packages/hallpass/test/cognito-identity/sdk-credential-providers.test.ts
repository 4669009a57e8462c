import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { type CognitoIdentityCredentialProvider, fromCognitoIdentity, fromCognitoIdentityPool } from '@aws-sdk/credential-providers'
import { describe, expect } from 'vitest'
import { accountId, type Hallpass, region } from '../hallpass.ts'
import { test } from './federation.ts'
import { getCredentials, getId, listIdentities } from './identity-calls.ts'

const guestArn = `arn:aws:sts::${accountId}:assumed-role/Guest/CognitoIdentityCredentials`
const userArn = `arn:aws:sts::${accountId}:assumed-role/User/CognitoIdentityCredentials`

/** A client that knows its credentials by this provider only. */
async function arnOf({ url }: Hallpass, credentials: CognitoIdentityCredentialProvider): Promise<string | undefined> {
  const sts = new STSClient({ endpoint: url, region, credentials })
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}))
  sts.destroy()
  return Arn
}

describe('fromCognitoIdentityPool', () => {
  test('makes a guest', async ({ hallpass, pool: identityPoolId }) => {
    const provider = fromCognitoIdentityPool({ identityPoolId, clientConfig: { endpoint: hallpass.url, region } })
    expect(await arnOf(hallpass, provider)).toBe(guestArn)
    const { identityId } = await provider()
    expect(await listIdentities(hallpass, identityPoolId)).toEqual([identityId])
  })

  test('lets a user in, on every device as the same one', async ({ hallpass, pool: identityPoolId, realms }) => {
    const logins = { [realms.name('a')]: async () => realms.token('a', 'ann') }
    const devices = ['one', 'two'].map(() =>
      fromCognitoIdentityPool({ identityPoolId, logins, clientConfig: { endpoint: hallpass.url, region } }),
    )
    const arns = await Promise.all(devices.map((provider) => arnOf(hallpass, provider)))
    expect(arns).toEqual([userArn, userArn])
    expect(await listIdentities(hallpass, identityPoolId)).toHaveLength(1)
  })

  test('refuses a user whose login has run out', async ({ hallpass, pool: identityPoolId, realms }) => {
    const logins = { [realms.name('a')]: realms.token('a', 'ann', { exp: 1_700_000_000 }) }
    const provider = fromCognitoIdentityPool({ identityPoolId, logins, clientConfig: { endpoint: hallpass.url, region } })
    await expect(provider()).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: expect.stringMatching(/^Invalid login token\. Token expired: \d+ >= 1700000000$/),
    })
  })
})

describe('fromCognitoIdentity', () => {
  test('keeps the id of a guest who logs in', async ({ hallpass, pool, realms }) => {
    const clientConfig = { endpoint: hallpass.url, region }
    const identityId = await getId(hallpass, pool)
    expect(await arnOf(hallpass, fromCognitoIdentity({ identityId, clientConfig }))).toBe(guestArn)

    const provider = fromCognitoIdentity({ identityId, logins: realms.logins({ a: 'ann' }), clientConfig })
    expect(await arnOf(hallpass, provider)).toBe(userArn)
    expect((await provider()).identityId).toBe(identityId)
    expect(await getId(hallpass, pool, realms.logins({ a: 'ann' }))).toBe(identityId)
    await expect(getCredentials(hallpass, identityId)).rejects.toMatchObject({ name: 'NotAuthorizedException' })
  })
})
