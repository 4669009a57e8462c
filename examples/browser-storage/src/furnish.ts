import { type IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam'
import { CreateBucketCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { pictures } from './pictures.ts'
import { bucket, forEverybody, forUsers } from './policies.ts'

/** Whose pictures nobody may see but them: somebody to be refused at. */
export const neighbour = 'us-east-1:00000000-0000-4000-8000-000000000000'

/**
 * Sets the storage up, once: the bucket with some pictures, and what the roles of a pool may do there.
 * @param s3 an administrator's: root may do everything
 * @param roles names of roles
 */
export async function furnish(
  s3: S3Client,
  iam: IAMClient,
  roles: { readonly guests: string; readonly users: readonly string[] },
): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket: bucket }))
  for (const [name, Body] of Object.entries(pictures)) {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: `public/${name}.svg`, Body, ContentType: 'image/svg+xml' }))
  }
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: `private/${neighbour}/diary.txt`, Body: 'Not for you.' }))

  const allow = async (RoleName: string, PolicyName: string, document: object) =>
    iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: JSON.stringify(document) }))
  for (const role of [roles.guests, ...roles.users]) await allow(role, 'PublicPictures', forEverybody)
  for (const role of roles.users) await allow(role, 'OwnPictures', forUsers)
}
