import { PutRolePolicyCommand } from '@aws-sdk/client-iam'
import { getCredentials, getId } from '../cognito-identity/identity-calls.ts'
import type { Hallpass } from '../hallpass.ts'
import { policyOf } from '../iam-users.ts'
import { createPoolWithRoles } from '../pool-with-roles.ts'
import type { SigningCredentials } from '../support/sign-request.ts'

/** An identity of the pool, and what `GetCredentialsForIdentity` gives it. */
export interface Visitor {
  readonly identityId: string
  readonly credentials: SigningCredentials
}

/** A pool whose guests read `public/`, and whose users have `private/IDENTITY ID/`, and `team/TEAM/` by their tag. */
export interface HomeFolders {
  guest(): Promise<Visitor>
  user(name: string, tags?: Record<string, string>): Promise<Visitor>
}

const own = '${cognito-identity.amazonaws.com:sub}'
const team = '${aws:PrincipalTag/team}'

export async function createHomeFolders(hallpass: Hallpass, bucket: string): Promise<HomeFolders> {
  const pool = await createPoolWithRoles(hallpass)
  const [all, within] = [`arn:aws:s3:::${bucket}`, (path: string) => `arn:aws:s3:::${bucket}/${path}`]
  const listing = (...prefixes: readonly string[]) => ({
    Action: ['s3:ListBucket', 's3:ListBucketMultipartUploads'],
    Resource: all,
    Condition: { StringLike: { 's3:prefix': prefixes } },
  })
  const policies = {
    Guest: [{ Action: 's3:GetObject', Resource: within('public/*') }, listing('public/*')],
    User: [
      { Action: 's3:GetObject', Resource: within('public/*') },
      {
        Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
        Resource: [within(`private/${own}/*`), within(`team/${team}/*`)],
      },
      // What rclone says of all that it writes.
      { Action: 's3:PutObjectAcl', Resource: within(`private/${own}/*`), Condition: { StringEquals: { 's3:x-amz-acl': 'private' } } },
      listing(`private/${own}/*`, 'public/*'),
    ],
  }
  for (const [RoleName, statements] of Object.entries(policies)) {
    await hallpass.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: bucket, PolicyDocument: policyOf(...statements) }))
  }
  return {
    async guest() {
      const identityId = await getId(hallpass, pool.poolId)
      return { identityId, credentials: await credentialsOf(hallpass, identityId) }
    },
    async user(name, tags) {
      const { identityId, token } = await pool.user(name, tags)
      return { identityId, credentials: await credentialsOf(hallpass, identityId, { 'cognito-identity.amazonaws.com': token }) }
    },
  }
}

async function credentialsOf(hallpass: Hallpass, identityId: string, logins?: Record<string, string>): Promise<SigningCredentials> {
  const { Credentials: { AccessKeyId = '', SecretKey = '', SessionToken = '' } = {} } = await getCredentials(hallpass, identityId, logins)
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretKey, sessionToken: SessionToken }
}
