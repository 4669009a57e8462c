import { CognitoIdentityClient, type Credentials, ListIdentityPoolsCommand } from '@aws-sdk/client-cognito-identity'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { describe, expect } from 'vitest'
import { rotateKeys } from '../../src/server/rotate-keys.ts'
import { accountOfAccessKeyId } from '../../src/session/access-key-id.ts'
import { accountId, type Hallpass, region, startHallpass } from '../hallpass.ts'
import { createPool, known, test } from './federation.ts'
import { getCredentials, getId } from './identity-calls.ts'

async function guestCredentials(hallpass: Hallpass, pool: string): Promise<Credentials> {
  return known((await getCredentials(hallpass, await getId(hallpass, pool))).Credentials)
}

/** Asks who the holder of these credentials is. */
function whoAmI({ url }: Hallpass, credentials: Credentials, change: Partial<Credentials> = {}, ahead = 0) {
  const { AccessKeyId = '', SecretKey = '', SessionToken } = { ...credentials, ...change }
  const given = { accessKeyId: AccessKeyId, secretAccessKey: SecretKey, ...(SessionToken !== undefined && { sessionToken: SessionToken }) }
  const sts = new STSClient({ endpoint: url, region, credentials: given, maxAttempts: 1, systemClockOffset: ahead })
  return sts.send(new GetCallerIdentityCommand({})).finally(() => sts.destroy())
}

describe('the credentials', () => {
  test('of a guest are of the role for guests', async ({ hallpass, pool }) => {
    expect(await whoAmI(hallpass, await guestCredentials(hallpass, pool))).toMatchObject({
      Account: accountId,
      Arn: `arn:aws:sts::${accountId}:assumed-role/Guest/CognitoIdentityCredentials`,
      UserId: expect.stringMatching(/^AROA[A-Z2-7]{17}:CognitoIdentityCredentials$/),
    })
  })

  test('of a user are of the role for users, by its name and without its path', async ({ hallpass, realms }) => {
    const authenticated = `arn:aws:iam::${accountId}:role/app/eu/Member`
    const [arn] = [`arn:aws:iam::${accountId}:oidc-provider/${realms.name('a')}`]
    const pool = await createPool(hallpass, { OpenIdConnectProviderARNs: [arn], Roles: { authenticated } })
    const logins = realms.logins({ a: 'ann' })
    const { Credentials } = await getCredentials(hallpass, await getId(hallpass, pool, logins), logins)
    expect(await whoAmI(hallpass, known(Credentials))).toMatchObject({
      Arn: `arn:aws:sts::${accountId}:assumed-role/Member/CognitoIdentityCredentials`,
    })
  })

  test('have the form of AWS, the secret under SecretKey', async ({ hallpass, pool }) => {
    const id = await getId(hallpass, pool)
    const answer = await fetch(hallpass.url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSCognitoIdentityService.GetCredentialsForIdentity' },
      body: JSON.stringify({ IdentityId: id }),
    })
    expect(await answer.json()).toEqual({
      IdentityId: id,
      Credentials: {
        AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
        SecretKey: expect.stringMatching(/^[A-Za-z0-9+/]{40}$/),
        SessionToken: expect.stringMatching(/^[A-Za-z0-9+/]+={0,2}$/),
        Expiration: expect.any(Number),
      },
    })
  })

  test('live for an hour, from a whole second on', async ({ hallpass, pool }) => {
    const before = Math.floor(Date.now() / 1000)
    const { Expiration } = await guestCredentials(hallpass, pool)
    const after = Math.floor(Date.now() / 1000)
    const expiresAt = Number(Expiration) / 1000
    expect(Number.isInteger(expiresAt)).toBe(true)
    expect(expiresAt).toBeGreaterThanOrEqual(before + 3600)
    expect(expiresAt).toBeLessThanOrEqual(after + 3600)
  })

  test('have a key id that says whose account it is', async ({ hallpass, pool }) => {
    const { AccessKeyId = '' } = await guestCredentials(hallpass, pool)
    expect(accountOfAccessKeyId(AccessKeyId)).toBe(accountId)
  })

  test('are new at each call', async ({ hallpass, pool }) => {
    const id = await getId(hallpass, pool)
    const all = await Promise.all(Array.from({ length: 5 }, async () => known((await getCredentials(hallpass, id)).Credentials)))
    for (const member of ['AccessKeyId', 'SecretKey', 'SessionToken'] as const) {
      expect(new Set(all.map((credentials) => credentials[member])).size).toBe(5)
    }
  })

  test('allow nothing that asks for permission', async ({ hallpass, pool }) => {
    const { AccessKeyId = '', SecretKey = '', SessionToken = '' } = await guestCredentials(hallpass, pool)
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretKey, sessionToken: SessionToken }
    const client = new CognitoIdentityClient({ endpoint: hallpass.url, region, credentials, maxAttempts: 1 })
    await expect(client.send(new ListIdentityPoolsCommand({ MaxResults: 1 }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`arn:aws:sts::${accountId}:assumed-role/Guest/CognitoIdentityCredentials`),
    })
    client.destroy()
  })
})

describe('the credentials are refused', () => {
  const unknown = { name: 'InvalidClientTokenId', message: 'The security token included in the request is invalid.' }
  const wrongSecret = { name: 'SignatureDoesNotMatch' }

  test('with anything else in place of a part', async ({ hallpass, pool }) => {
    const [mine, other] = [await guestCredentials(hallpass, pool), await guestCredentials(hallpass, pool)]
    const { SessionToken = '' } = mine
    const tampered = `${SessionToken.slice(0, 60)}${SessionToken[60] === 'A' ? 'B' : 'A'}${SessionToken.slice(61)}`
    const refused: [Partial<Credentials>, { name: string }][] = [
      [{ SecretKey: other.SecretKey }, wrongSecret],
      [{ AccessKeyId: other.AccessKeyId }, unknown],
      [{ SessionToken: other.SessionToken }, unknown],
      [{ SessionToken: undefined }, unknown],
      [{ SessionToken: tampered }, unknown],
      [{ SessionToken: SessionToken.slice(0, -4) }, unknown],
      [{ SessionToken: 'x' }, unknown],
      [{ AccessKeyId: hallpass.server.rootAccessKey.accessKeyId }, unknown],
    ]
    for (const [change, refusal] of refused) await expect(whoAmI(hallpass, mine, change)).rejects.toMatchObject(refusal)
    expect(await whoAmI(hallpass, mine)).toMatchObject({ Account: accountId })
  })

  test('at another server', async ({ hallpass, pool }) => {
    const other = await startHallpass()
    await expect(whoAmI(other, await guestCredentials(hallpass, pool))).rejects.toMatchObject(unknown)
    await other.close()
  })

  test('from the second on in which they expire, and not before, though the keys were rotated meanwhile', async () => {
    const hallpass = await startHallpass()
    const credentials = await guestCredentials(hallpass, await createPool(hallpass))
    await rotateKeys({ dataDir: hallpass.dataDir, store: hallpass.store, region, masterKey: undefined })
    const almost = Number(credentials.Expiration) - 30_000 - Date.now()
    hallpass.advance(almost)
    expect(await whoAmI(hallpass, credentials, {}, almost)).toMatchObject({ Account: accountId })
    hallpass.advance(30_000)
    await expect(whoAmI(hallpass, credentials, {}, almost + 30_000)).rejects.toMatchObject({
      name: 'ExpiredToken',
      message: 'The security token included in the request is expired',
    })
    await hallpass.close()
  })
})

describe('a pool', () => {
  const invalidConfiguration = {
    name: 'InvalidIdentityPoolConfigurationException',
    message: 'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
  }

  test('without a role for this kind of identity gives no credentials', async ({ hallpass, realms }) => {
    const OpenIdConnectProviderARNs = [`arn:aws:iam::${accountId}:oidc-provider/${realms.name('a')}`]
    const pool = await createPool(hallpass, { OpenIdConnectProviderARNs, Roles: {} })
    const id = await getId(hallpass, pool)
    await expect(getCredentials(hallpass, id)).rejects.toMatchObject(invalidConfiguration)
    await expect(getCredentials(hallpass, id, realms.logins({ a: 'ann' }))).rejects.toMatchObject(invalidConfiguration)
  })

  test('gives none whose session would not fit into a header', async ({ hallpass, pool, realms }) => {
    const logins = realms.logins(Object.fromEntries([...'abcdefghij'].map((realm) => [realm, 'x'.repeat(255)])))
    const id = await getId(hallpass, pool, logins)
    await expect(getCredentials(hallpass, id, logins)).rejects.toMatchObject(invalidConfiguration)
    expect((await getCredentials(hallpass, id, realms.logins({ a: 'x'.repeat(255) }))).IdentityId).toBe(id)
  })
})
