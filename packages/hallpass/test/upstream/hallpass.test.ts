import { ListIdentityPoolsCommand } from '@aws-sdk/client-cognito-identity'
import { CreateOpenIDConnectProviderCommand, CreateRoleCommand, ListUsersCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { describe, expect } from 'vitest'
import { type Clients, createClients } from '../clients.ts'
import { getCredentials } from '../cognito-identity/identity-calls.ts'
import { accountId, test as base, type Hallpass, region, startHallpass } from '../hallpass.ts'
import { createPoolWithRoles, type PoolWithRoles, type TokenOfIdentity } from '../pool-with-roles.ts'

const upstreamAccount = '999988887777'
const refused = {
  name: 'InvalidIdentityPoolConfigurationException',
  message: 'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
}

interface Federation {
  readonly upstream: Hallpass
  readonly hallpass: Hallpass
  readonly pool: PoolWithRoles
}

/** A second service, which takes the tokens of a first: users of team blue may list its users, guests may do all that guests may. */
const test = base.extend<{ federation: Federation }>({
  federation: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
    async ({}, use) => {
      const upstream = await startHallpass({ accountId: upstreamAccount })
      const place = { name: 'other', kind: 'hallpass', endpoint: upstream.url } as const
      const hallpass = await startHallpass({
        upstreamRoles: new Map([
          [`arn:aws:iam::${accountId}:role/User`, { upstream: place, roleArn: `arn:aws:iam::${upstreamAccount}:role/user` }],
          [`arn:aws:iam::${accountId}:role/app/Guest`, { upstream: place, roleArn: `arn:aws:iam::${upstreamAccount}:role/guest` }],
        ]),
      })
      const pool = await createPoolWithRoles(hallpass)
      await register(upstream, hallpass, pool)
      await use({ upstream, hallpass, pool })
      await hallpass.close()
      await upstream.close()
    },
    { scope: 'file' },
  ],
})

/** What an administrator of the second does, as of AWS. */
async function register({ iam }: Hallpass, { url }: Hallpass, { poolId }: PoolWithRoles): Promise<void> {
  await iam.send(new CreateOpenIDConnectProviderCommand({ Url: url, ClientIDList: [poolId] }))
  const name = url.replace('http://', '')
  for (const [RoleName, amr, condition] of [
    ['user', 'authenticated', { StringEquals: { 'aws:PrincipalTag/team': 'blue' } }],
    ['guest', 'unauthenticated', {}],
  ] as const) {
    const trust = {
      Effect: 'Allow',
      Principal: { Federated: `arn:aws:iam::${upstreamAccount}:oidc-provider/${name}` },
      Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
      Condition: { StringEquals: { [`${name}:aud`]: poolId }, 'ForAnyValue:StringLike': { [`${name}:amr`]: amr } },
    }
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document(trust) }))
    const rights = { Effect: 'Allow', Action: '*', Resource: '*', Condition: condition }
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument: document(rights) }))
  }
}

function document(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] })
}

/** Clients of the second service, with what the first gives an identity. */
async function signIn({ hallpass, upstream }: Federation, { identityId, token }: TokenOfIdentity, isGuest = false): Promise<Clients> {
  const logins = isGuest ? undefined : { 'cognito-identity.amazonaws.com': token }
  const { Credentials: { AccessKeyId = '', SecretKey = '', SessionToken = '' } = {} } = await getCredentials(hallpass, identityId, logins)
  // The SDK's credentials have one member more than the root key.
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretKey, sessionToken: SessionToken }
  return createClients(upstream.url, region, credentials)
}

describe('an upstream that is another Hallpass', () => {
  test('gives a user credentials of its own', async ({ federation }) => {
    const { sts } = await signIn(federation, await federation.pool.user('ann', { team: 'blue' }))
    const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}))
    expect({ Account, Arn }).toEqual({
      Account: upstreamAccount,
      Arn: `arn:aws:sts::${upstreamAccount}:assumed-role/user/CognitoIdentityCredentials`,
    })
  })

  test('binds them by the principal tags of the identity', async ({ federation }) => {
    const blue = await signIn(federation, await federation.pool.user('ann', { team: 'blue' }))
    expect((await blue.iam.send(new ListUsersCommand({}))).Users).toEqual([])
    const red = await signIn(federation, await federation.pool.user('bob', { team: 'red' }))
    await expect(red.iam.send(new ListUsersCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' })
  })

  test('keeps guests within what AWS opens to guests', async ({ federation }) => {
    const guest = await signIn(federation, await federation.pool.guest(), true)
    expect((await guest.cognito.send(new ListIdentityPoolsCommand({ MaxResults: 1 }))).IdentityPools).toEqual([])
    await expect(guest.iam.send(new ListUsersCommand({}))).rejects.toMatchObject({
      message: expect.stringContaining('no session policy allows'),
    })
  })

  test('gives credentials for an hour', async ({ federation: { hallpass, pool } }) => {
    const { identityId } = await pool.guest()
    const { Credentials, IdentityId } = await getCredentials(hallpass, identityId)
    const seconds = (Number(Credentials?.Expiration) - Date.now()) / 1000
    expect(IdentityId).toBe(identityId)
    expect(seconds).toBeGreaterThan(3500)
    expect(seconds).toBeLessThanOrEqual(3600)
  })

  test('is asked anew each time', async ({ federation: { hallpass, pool } }) => {
    const { identityId } = await pool.guest()
    const answers = await Promise.all([1, 2, 3].map(() => getCredentials(hallpass, identityId)))
    expect(new Set(answers.map(({ Credentials }) => Credentials?.AccessKeyId)).size).toBe(3)
  })

  test('gives nothing of a role that does not trust the pool', async ({ federation: { hallpass } }) => {
    const other = await createPoolWithRoles(hallpass)
    await expect(getCredentials(hallpass, (await other.guest()).identityId)).rejects.toMatchObject(refused)
  })
})
