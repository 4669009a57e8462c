import { createHash } from 'node:crypto'
import { CreateOpenIDConnectProviderCommand, CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam'
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { test as base, describe, expect } from 'vitest'
import { getCredentials } from '../cognito-identity/identity-calls.ts'
import { type Ceph, cephStartTime, isSkippedWithoutCeph, startCeph } from '../counterparts/ceph.ts'
import { accountId, type Hallpass, startHallpass } from '../hallpass.ts'
import { createPoolWithRoles, type PoolWithRoles, type TokenOfIdentity } from '../pool-with-roles.ts'

const bucket = 'photos'
const userRole = `arn:aws:iam::${accountId}:role/User`
const guestRole = `arn:aws:iam::${accountId}:role/app/Guest`

interface Federation {
  readonly ceph: Ceph
  readonly hallpass: Hallpass
  readonly pool: PoolWithRoles
}

/** Ceph with a bucket, services whose tokens it takes, and pools whose users and guests get roles of Ceph's. */
const test = base.extend<{ ceph: Ceph; federation: Federation; narrow: Federation }>({
  ceph: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
    async ({}, use) => {
      const ceph = await startCeph()
      const s3 = clientOf(ceph, ceph)
      await s3.send(new CreateBucketCommand({ Bucket: bucket }))
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'picture', Body: 'pixels' }))
      s3.destroy()
      await use(ceph)
      await ceph.stop()
    },
    { scope: 'file' },
  ],
  federation: [async ({ ceph }, use) => withFederation(ceph, 'wide', undefined, use), { scope: 'file' }],
  /** Its guests may do less than AWS's. */
  narrow: [
    async ({ ceph }, use) => {
      const reading = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::*' }
      await withFederation(ceph, 'narrow', document(reading), use)
    },
    { scope: 'file' },
  ],
})

async function withFederation(
  ceph: Ceph,
  name: string,
  guestSessionPolicy: string | undefined,
  use: (federation: Federation) => Promise<void>,
): Promise<void> {
  const upstream = { name: 'ceph', kind: 'ceph', endpoint: ceph.url } as const
  const upstreamRoles = new Map([
    [userRole, { upstream, roleArn: `arn:aws:iam:::role/${name}-user` }],
    [guestRole, { upstream, roleArn: `arn:aws:iam:::role/${name}-guest` }],
  ])
  const hallpass = await startHallpass({ upstreamRoles, guestSessionPolicy })
  const pool = await createPoolWithRoles(hallpass)
  await register(ceph, hallpass, pool, name)
  await use({ ceph, hallpass, pool })
  await hallpass.close()
}

/** What an administrator of Ceph does. */
async function register(ceph: Ceph, { url }: Hallpass, { poolId }: PoolWithRoles, roles: string): Promise<void> {
  const iam = new IAMClient({ endpoint: ceph.url, region: 'us-east-1', credentials: ceph, maxAttempts: 1 })
  const thumbprint = await thumbprintOf(url)
  await iam.send(new CreateOpenIDConnectProviderCommand({ Url: url, ClientIDList: [poolId], ThumbprintList: [thumbprint] }))
  const name = url.replace('http://', '')
  const trust = (amr: string) => ({
    Effect: 'Allow',
    Principal: { Federated: [`arn:aws:iam:::oidc-provider/${name}`] },
    Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
    Condition: { StringEquals: { [`${name}:aud`]: poolId }, 'ForAnyValue:StringLike': { [`${name}:amr`]: amr } },
  })
  const all = { Effect: 'Allow', Action: ['s3:*'], Resource: ['arn:aws:s3:::*'] }
  const blue = { ...all, Condition: { StringEquals: { 'aws:PrincipalTag/team': 'blue' } } }
  for (const [kind, amr, statement] of [
    ['user', 'authenticated', blue],
    ['guest', 'unauthenticated', all],
  ] as const) {
    const RoleName = `${roles}-${kind}`
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document(trust(amr)) }))
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument: document(statement) }))
  }
  iam.destroy()
}

function document(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] })
}

/** As the guide says it is found: SHA-1 of the certificate in the key set. */
async function thumbprintOf(url: string): Promise<string> {
  const { keys } = (await (await fetch(`${url}/.well-known/jwks.json`)).json()) as { keys: { x5c: string[] }[] }
  return createHash('sha1')
    .update(Buffer.from(String(keys[0]?.x5c[0]), 'base64'))
    .digest('hex')
    .toUpperCase()
}

function clientOf({ url }: Ceph, credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }): S3Client {
  const form = { endpoint: url, region: 'us-east-1', forcePathStyle: true, requestChecksumCalculation: 'WHEN_REQUIRED' } as const
  return new S3Client({ ...form, credentials, maxAttempts: 1 })
}

/** A client of the store for an identity, by the enhanced flow. */
async function signIn({ ceph, hallpass }: Federation, { identityId, token }: TokenOfIdentity, isGuest = false): Promise<S3Client> {
  const logins = isGuest ? undefined : { 'cognito-identity.amazonaws.com': token }
  const { Credentials: { AccessKeyId = '', SecretKey = '', SessionToken = '' } = {} } = await getCredentials(hallpass, identityId, logins)
  return clientOf(ceph, { accessKeyId: AccessKeyId, secretAccessKey: SecretKey, sessionToken: SessionToken })
}

const picture = new GetObjectCommand({ Bucket: bucket, Key: 'picture' })
const denied = { $metadata: { httpStatusCode: 403 } }

describe.skipIf(isSkippedWithoutCeph())('an upstream that is Ceph', { timeout: cephStartTime }, () => {
  test('gives a user credentials that open its buckets', async ({ federation }) => {
    const s3 = await signIn(federation, await federation.pool.user('ann', { team: 'blue' }))
    expect(await (await s3.send(picture)).Body?.transformToString()).toBe('pixels')
  })

  test('binds them by the principal tags of the identity', async ({ federation }) => {
    const s3 = await signIn(federation, await federation.pool.user('bob', { team: 'red' }))
    await expect(s3.send(picture)).rejects.toMatchObject(denied)
  })

  test('lets guests into S3', async ({ federation }) => {
    const s3 = await signIn(federation, await federation.pool.guest(), true)
    expect((await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'of-a-guest', Body: 'x' }))).$metadata.httpStatusCode).toBe(200)
  })

  test('keeps guests within the session policy of the service', async ({ narrow }) => {
    const s3 = await signIn(narrow, await narrow.pool.guest(), true)
    expect(await (await s3.send(picture)).Body?.transformToString()).toBe('pixels')
    await expect(s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'of-a-guest', Body: 'x' }))).rejects.toMatchObject(denied)
  })

  test('gives nothing for the identity of a pool that it does not know', async ({ federation: { hallpass } }) => {
    const other = await createPoolWithRoles(hallpass)
    const { identityId, token } = await other.user('ann')
    await expect(getCredentials(hallpass, identityId, { 'cognito-identity.amazonaws.com': token })).rejects.toMatchObject({
      name: 'InvalidIdentityPoolConfigurationException',
      message: 'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
    })
  })
})
