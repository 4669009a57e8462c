import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketCorsCommand,
  DeleteBucketLifecycleCommand,
  DeleteBucketPolicyCommand,
  DeleteBucketTaggingCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketAclCommand,
  GetBucketCorsCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketAclCommand,
  PutBucketCorsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutBucketWebsiteCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3'
import { describe, expect } from 'vitest'
import { cephStartTime, isSkippedWithoutCeph } from '../counterparts/ceph.ts'
import { newUser } from '../iam-users.ts'
import { test as base, type CephDoor } from './gateway-before-ceph.ts'
import { startGatewayOf } from './gateway-of.ts'

const test = base.skipIf(isSkippedWithoutCeph())
const timeout = cephStartTime

async function newBucket(door: CephDoor) {
  const s3 = door.s3({ region: 'us-east-1' })
  const Bucket = `b${randomUUID()}`
  await s3.send(new CreateBucketCommand({ Bucket }))
  return { s3, Bucket }
}

describe('buckets', () => {
  test('are made, found, listed and deleted', { timeout }, async ({ door }) => {
    const { s3, Bucket } = await newBucket(door)
    expect((await s3.send(new HeadBucketCommand({ Bucket }))).$metadata.httpStatusCode).toBe(200)
    expect((await s3.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name)).toContain(Bucket)
    expect((await s3.send(new GetBucketLocationCommand({ Bucket }))).$metadata.httpStatusCode).toBe(200)
    await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }))
    await expect(s3.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({ name: 'BucketNotEmpty' })
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }))
    await s3.send(new DeleteBucketCommand({ Bucket }))
    await expect(s3.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } })
  })

  test('keep versions, each of which is read and deleted by itself', { timeout }, async ({ door }) => {
    const { s3, Bucket } = await newBucket(door)
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }))
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled')
    const Key = 'ü b'
    const { VersionId: first } = await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'first' }))
    const { VersionId: second } = await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'second' }))
    const old = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId: first }))
    expect(await old.Body?.transformToString()).toBe('first')
    await s3.send(new PutObjectTaggingCommand({ Bucket, Key, VersionId: first, Tagging: { TagSet: [{ Key: 'a', Value: '1' }] } }))
    expect((await s3.send(new GetObjectTaggingCommand({ Bucket, Key, VersionId: second }))).TagSet).toEqual([])
    const { DeleteMarker } = await s3.send(new DeleteObjectCommand({ Bucket, Key }))
    expect(DeleteMarker).toBe(true)
    const { Versions, DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: 'ü' }))
    expect(Versions?.map(({ VersionId }) => VersionId)).toEqual([second, first])
    const Objects = [...(Versions ?? []), ...DeleteMarkers].map(({ VersionId }) => ({ Key, VersionId }))
    const { Deleted } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }))
    expect(Deleted?.map(({ VersionId }) => VersionId)).toEqual(Objects.map(({ VersionId }) => VersionId))
    expect((await s3.send(new ListObjectVersionsCommand({ Bucket }))).Versions).toBeUndefined()
  })

  test('have an ACL, a policy, tags, CORS and a lifecycle', { timeout }, async ({ door }) => {
    const { s3, Bucket } = await newBucket(door)
    await s3.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read' }))
    expect((await s3.send(new GetBucketAclCommand({ Bucket }))).Grants).toHaveLength(2)

    const statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` }
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] })
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }))
    expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(Policy)
    expect((await s3.send(new GetBucketPolicyStatusCommand({ Bucket }))).$metadata.httpStatusCode).toBe(200)
    await s3.send(new DeleteBucketPolicyCommand({ Bucket }))
    await expect(s3.send(new GetBucketPolicyCommand({ Bucket }))).rejects.toMatchObject({ name: 'NoSuchBucketPolicy' })

    const TagSet = [{ Key: 'a', Value: 'ü <1>' }]
    await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }))
    expect((await s3.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual(TagSet)
    await s3.send(new DeleteBucketTaggingCommand({ Bucket }))

    const CORSRules = [{ AllowedMethods: ['GET'], AllowedOrigins: ['https://app.example.test'] }]
    await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }))
    expect((await s3.send(new GetBucketCorsCommand({ Bucket }))).CORSRules).toMatchObject(CORSRules)
    await s3.send(new DeleteBucketCorsCommand({ Bucket }))

    const Rules = [{ ID: 'r', Status: 'Enabled' as const, Filter: { Prefix: 'tmp/' }, Expiration: { Days: 1 } }]
    await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }))
    expect((await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules).toMatchObject([{ ID: 'r' }])
    await s3.send(new DeleteBucketLifecycleCommand({ Bucket }))

    // Its websites are off, and it says so itself.
    const WebsiteConfiguration = { IndexDocument: { Suffix: 'index.html' } }
    const refused = s3.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration }))
    await expect(refused).rejects.toMatchObject({ name: 'MethodNotAllowed' })
  })
})

describe('listings', () => {
  test('go by prefix, delimiter and pages, in both versions', { timeout }, async ({ door }) => {
    const s3 = door.s3()
    const [Bucket, Prefix] = [door.bucket, `${randomUUID()}/`]
    const names = ['a/1', 'a/2', 'b', 'c d', 'e+f', 'ü']
    for (const name of names) await s3.send(new PutObjectCommand({ Bucket, Key: Prefix + name, Body: name }))
    const folded = await s3.send(new ListObjectsV2Command({ Bucket, Prefix, Delimiter: '/' }))
    expect(folded.CommonPrefixes).toEqual([{ Prefix: `${Prefix}a/` }])
    expect(folded.Contents?.map(({ Key }) => Key)).toEqual(names.slice(2).map((name) => Prefix + name))

    const seen: (string | undefined)[] = []
    let ContinuationToken: string | undefined
    do {
      const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix, MaxKeys: 2, ContinuationToken }))
      seen.push(...(page.Contents ?? []).map(({ Key }) => Key))
      ContinuationToken = page.NextContinuationToken
    } while (ContinuationToken !== undefined)
    expect(seen).toEqual(names.map((name) => Prefix + name))

    const first = await s3.send(new ListObjectsCommand({ Bucket, Prefix, MaxKeys: 4 }))
    expect(first).toMatchObject({ IsTruncated: true, Prefix, Name: Bucket })
    const rest = await s3.send(new ListObjectsCommand({ Bucket, Prefix, Marker: `${Prefix}c d` }))
    expect(rest.Contents?.map(({ Key }) => Key)).toEqual([`${Prefix}e+f`, `${Prefix}ü`])
    const after = await s3.send(new ListObjectsV2Command({ Bucket, Prefix, StartAfter: `${Prefix}e+f`, FetchOwner: true }))
    expect(after.Contents?.map(({ Key }) => Key)).toEqual([`${Prefix}ü`])
    const encoded = await s3.send(new ListObjectsV2Command({ Bucket, Prefix, EncodingType: 'url' }))
    expect(encoded.EncodingType).toBe('url')
    expect(encoded.Contents?.map(({ Key = '' }) => decodeURIComponent(Key.replaceAll('+', ' ')))).toEqual(
      names.map((name) => Prefix + name),
    )
  })
})

describe('a wrong key of the store', () => {
  test.for([
    ['an unknown id', { accessKeyId: 'NOKEYOFCEPHATALL' }],
    ['another secret', { secretAccessKey: 'wrong' }],
  ] as const)("with %s is our fault, not the caller's", { timeout }, async ([, wrong], { door }) => {
    const gateway = await startGatewayOf({ ...door.ceph, ...wrong })
    const refused = gateway.s3().send(new ListObjectsV2Command({ Bucket: door.bucket }))
    await expect(refused).rejects.toMatchObject({ name: 'InternalError', $metadata: { httpStatusCode: 500 } })
    const head = gateway.s3().send(new HeadObjectCommand({ Bucket: door.bucket, Key: 'k' }))
    await expect(head).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } })
    await gateway.close()
  })
})

describe('what the store itself denies', () => {
  test('is told as it says it', { timeout }, async ({ door }) => {
    const { s3, Bucket } = await newBucket(door)
    const statement = { Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` }
    await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }))
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) }))
    await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'k' }))).rejects.toMatchObject({ name: 'AccessDenied' })
  })
})

describe('credentials of an identity pool', () => {
  test('open what policies open: a guest the public files, a user the own folder and that of the team', { timeout }, async ({ door }) => {
    const { bucket: Bucket, folders } = door
    await door.s3().send(new PutObjectCommand({ Bucket, Key: 'public/picture', Body: 'pixels' }))
    const guest = await folders.guest()
    const asGuest = door.s3({ credentials: guest.credentials })
    const picture = await asGuest.send(new GetObjectCommand({ Bucket, Key: 'public/picture' }))
    expect(await picture.Body?.transformToString()).toBe('pixels')
    await expect(asGuest.send(new PutObjectCommand({ Bucket, Key: 'public/picture', Body: 'x' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringMatching(
        /^User: arn:aws:sts::\d+:assumed-role\/Guest\/\S+ is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::photos\/public\/picture" because no (identity-based|session) policy allows the s3:PutObject action$/,
      ),
    })

    const ann = await folders.user('ann', { team: 'blue' })
    const bob = await folders.user('bob', { team: 'red' })
    const [asAnn, asBob] = [ann, bob].map(({ credentials }) => door.s3({ credentials }))
    for (const Key of [`private/${ann.identityId}/ü diary`, 'team/blue/plan']) {
      const Body = Readable.from([Buffer.from(Key)])
      await asAnn?.send(new PutObjectCommand({ Bucket, Key, Body, ContentLength: Buffer.byteLength(Key) }))
      const got = await asAnn?.send(new GetObjectCommand({ Bucket, Key }))
      expect(await got?.Body?.transformToString()).toBe(Key)
      await expect(asBob?.send(new HeadObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } })
      await expect(asGuest.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'AccessDenied' })
    }
    const { Deleted, Errors } =
      (await asAnn?.send(
        new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'team/blue/plan' }, { Key: 'public/picture' }] } }),
      )) ?? {}
    expect(Deleted?.map(({ Key }) => Key)).toEqual(['team/blue/plan'])
    expect(Errors).toEqual([{ Key: 'public/picture', Code: 'AccessDenied', Message: 'Access Denied' }])
    expect((await asGuest.send(new HeadObjectCommand({ Bucket, Key: 'public/picture' }))).ContentLength).toBe(6)
  })

  test('and long-term keys of a user reach as far as his policy', { timeout }, async ({ door }) => {
    const { bucket: Bucket } = door
    const writer = await newUser(door.hallpass, [{ Action: 's3:PutObject', Resource: `arn:aws:s3:::${Bucket}/written/*` }])
    const s3 = door.s3({ credentials: writer.credentials })
    await s3.send(new PutObjectCommand({ Bucket, Key: 'written/a', Body: 'x' }))
    await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'written/a' }))).rejects.toMatchObject({ name: 'AccessDenied' })
  })

  test('that have expired, or are of somebody else, open nothing', { timeout }, async ({ door }) => {
    const { bucket: Bucket, folders } = door
    const [ann, bob] = [await folders.user('ann'), await folders.user('bob')]
    const mixed = { ...ann.credentials, sessionToken: String(bob.credentials.sessionToken) }
    const head = new GetObjectCommand({ Bucket, Key: 'public/picture' })
    await expect(door.s3({ credentials: mixed }).send(head)).rejects.toMatchObject({ name: 'InvalidToken' })
    const { accessKeyId, secretAccessKey } = ann.credentials
    await expect(door.s3({ credentials: { accessKeyId, secretAccessKey } }).send(head)).rejects.toMatchObject({ name: 'InvalidToken' })
  })
})
