import { randomBytes, randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { describe, expect } from 'vitest'
import { test } from './gateway.ts'

describe("the SDK's client of S3", () => {
  test('puts, heads, gets, lists, copies and deletes', async ({ gateway }) => {
    const s3 = gateway.s3()
    const Bucket = `b${randomUUID()}`
    await s3.send(new CreateBucketCommand({ Bucket }))
    expect((await s3.send(new ListBucketsCommand({}))).Buckets).toContainEqual(expect.objectContaining({ Name: Bucket }))
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a/ü b', Body: 'hello', ContentType: 'text/plain', Metadata: { x: 'y' } }))
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key: 'a/ü b' }))).toMatchObject({
      ContentLength: 5,
      ContentType: 'text/plain',
      Metadata: { x: 'y' },
    })
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'a/ü b', Range: 'bytes=1-3' }))
    expect(await got.Body?.transformToString()).toBe('ell')
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'a/' }))
    expect(Contents.map(({ Key }) => Key)).toEqual(['a/ü b'])
    await s3.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a/${encodeURIComponent('ü b')}` }))
    expect(await (await s3.send(new GetObjectCommand({ Bucket, Key: 'b' }))).Body?.transformToString()).toBe('hello')
    const { Deleted = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'a/ü b' }] } }))
    expect(Deleted.map(({ Key }) => Key)).toEqual(['a/ü b'])
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'b' }))
    expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0)
  })

  test('streams a body in chunks with a trailer', async ({ gateway }) => {
    const s3 = gateway.s3()
    const Bucket = `b${randomUUID()}`
    await s3.send(new CreateBucketCommand({ Bucket }))
    const content = randomBytes(3_000_000)
    const Body = Readable.from([content.subarray(0, 1_000_000), content.subarray(1_000_000)])
    await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body, ContentLength: content.length }))
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'k' }))
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(content)).toBe(true)
    expect(gateway.store.received.find(({ method, target }) => method === 'PUT' && target === `/${Bucket}/k`)?.headers).toMatchObject({
      'content-length': '3000000',
    })
  })

  test('uploads by parts', async ({ gateway }) => {
    const s3 = gateway.s3()
    const [Bucket, Key] = [`b${randomUUID()}`, 'parts']
    await s3.send(new CreateBucketCommand({ Bucket }))
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }))
    const content = randomBytes(5_242_880 + 10)
    const pieces = [content.subarray(0, 5_242_880), content.subarray(5_242_880)]
    const Parts = []
    for (const [index, Body] of pieces.entries()) {
      const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: index + 1, Body }))
      Parts.push({ ETag, PartNumber: index + 1 })
    }
    await s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }))
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key }))).toMatchObject({ ContentLength: content.length })
  })

  test('is told what is missing as the store says it, with a request id of ours', async ({ gateway }) => {
    const s3 = gateway.s3()
    const Bucket = `b${randomUUID()}`
    await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'k' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
      $metadata: { requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    })
  })

  test('with a wrong secret is refused, and the store is not asked', async ({ gateway }) => {
    const { accessKeyId } = gateway.hallpass.server.rootAccessKey
    const s3 = gateway.s3({ credentials: { accessKeyId, secretAccessKey: 'wrong' } })
    const Bucket = `b${randomUUID()}`
    await expect(s3.send(new ListObjectsV2Command({ Bucket }))).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' })
    expect(gateway.store.received.filter(({ target }) => target.includes(Bucket))).toEqual([])
  })
})
