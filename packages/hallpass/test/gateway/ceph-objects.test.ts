import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3'
import { describe, expect } from 'vitest'
import { cephStartTime, isSkippedWithoutCeph } from '../counterparts/ceph.ts'
import { test as base, type CephDoor } from './gateway-before-ceph.ts'

const test = base.skipIf(isSkippedWithoutCeph())
const timeout = cephStartTime

const keys = [
  'a b',
  'a+b',
  'a%2Fb',
  'a%20b',
  '100%',
  'x//y',
  'folder/',
  'ü/漢字 🙂',
  'u\u0308',
  '*',
  '~tilde',
  "(a)'!",
  'a&b=c?d#e',
  '\\',
  '..a',
  '.hidden/...',
  '<&>"',
  ';,:@$',
]

describe('keys', () => {
  test.for(keys)('%j is written, read, listed and deleted as it is', { timeout }, async (name, { door }) => {
    const s3 = door.s3()
    const [Bucket, Prefix] = [door.bucket, `${randomUUID()}/`]
    const Key = Prefix + name
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: name }))
    expect(await textOf(s3, door, Key)).toBe(name)
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }))
    expect(Contents.map((object) => object.Key)).toEqual([Key])
    const encoded = await s3.send(new ListObjectsV2Command({ Bucket, Prefix, EncodingType: 'url' }))
    expect(encoded.KeyCount).toBe(1)
    await s3.send(
      new CopyObjectCommand({
        Bucket,
        Key: `${Prefix}copy`,
        CopySource: encodeURI(`${Bucket}/${Key}`).replace(/[?#+]/g, encodeURIComponent),
      }),
    )
    expect(await textOf(s3, door, `${Prefix}copy`)).toBe(name)
    await s3.send(new DeleteObjectCommand({ Bucket, Key: `${Prefix}copy` }))
    const { Deleted, Errors } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }] } }))
    expect({ Deleted: Deleted?.map((object) => object.Key), Errors }).toEqual({ Deleted: [Key], Errors: undefined })
    expect((await s3.send(new ListObjectsV2Command({ Bucket, Prefix }))).KeyCount).toBe(0)
  })
})

describe('reading', () => {
  test('gives ranges, heads, and what the request asks the answer to say', { timeout }, async ({ door }) => {
    const s3 = door.s3()
    const object = { Bucket: door.bucket, Key: randomUUID() }
    const { ETag } = await s3.send(
      new PutObjectCommand({
        ...object,
        Body: '0123456789',
        ContentType: 'text/plain',
        CacheControl: 'no-store',
        Metadata: { who: 'ann' },
      }),
    )
    expect(await s3.send(new HeadObjectCommand(object))).toMatchObject({
      ...{ ContentLength: 10, ContentType: 'text/plain', CacheControl: 'no-store', Metadata: { who: 'ann' }, ETag },
    })
    for (const [Range, text, ContentRange] of [
      ['bytes=2-4', '234', 'bytes 2-4/10'],
      ['bytes=-3', '789', 'bytes 7-9/10'],
      ['bytes=8-', '89', 'bytes 8-9/10'],
    ] as const) {
      const answer = await s3.send(new GetObjectCommand({ ...object, Range }))
      expect(answer).toMatchObject({ ContentRange, $metadata: { httpStatusCode: 206 } })
      expect(await answer.Body?.transformToString()).toBe(text)
    }
    const named = new GetObjectCommand({
      ...object,
      ResponseContentDisposition: 'attachment; filename="a b.txt"',
      ResponseContentType: 'text/x',
    })
    const answer = await s3.send(named)
    expect(answer).toMatchObject({ ContentDisposition: 'attachment; filename="a b.txt"', ContentType: 'text/x' })
    expect(await answer.Body?.transformToString()).toBe('0123456789')
    await expect(s3.send(new GetObjectCommand({ ...object, Range: 'bytes=20-' }))).rejects.toMatchObject({ name: 'InvalidRange' })
  })

  test('is conditional', { timeout }, async ({ door }) => {
    const s3 = door.s3()
    const object = { Bucket: door.bucket, Key: randomUUID() }
    const { ETag } = await s3.send(new PutObjectCommand({ ...object, Body: 'x' }))
    const status = (command: GetObjectCommand | HeadObjectCommand) =>
      s3.send(command as GetObjectCommand).then(
        async ({ Body, $metadata }) => {
          await Body?.transformToString()
          return $metadata.httpStatusCode
        },
        (error: { $metadata: { httpStatusCode: number } }) => error.$metadata.httpStatusCode,
      )
    expect(await status(new GetObjectCommand({ ...object, IfNoneMatch: ETag }))).toBe(304)
    expect(await status(new HeadObjectCommand({ ...object, IfNoneMatch: ETag }))).toBe(304)
    expect(await status(new GetObjectCommand({ ...object, IfMatch: ETag }))).toBe(200)
    expect(await status(new GetObjectCommand({ ...object, IfMatch: '"other"' }))).toBe(412)
    expect(await status(new HeadObjectCommand({ ...object, IfMatch: '"other"' }))).toBe(412)
    expect(await status(new GetObjectCommand({ ...object, IfModifiedSince: new Date(Date.now() + 60_000) }))).toBe(304)
    expect(await status(new GetObjectCommand({ ...object, IfUnmodifiedSince: new Date(0) }))).toBe(412)
    expect(await status(new HeadObjectCommand({ ...object, Key: 'none' }))).toBe(404)
  })
})

describe('writing', () => {
  test('an empty object, and one of several megabytes', { timeout }, async ({ door }) => {
    const s3 = door.s3()
    for (const size of [0, 1, 65_537, 3_000_000]) {
      const object = { Bucket: door.bucket, Key: randomUUID() }
      const Body = randomBytes(size)
      await s3.send(new PutObjectCommand({ ...object, Body }))
      const got = await (await s3.send(new GetObjectCommand(object))).Body?.transformToByteArray()
      expect(Buffer.from(got ?? []).equals(Body)).toBe(true)
    }
  })

  test.for(['WHEN_SUPPORTED', 'WHEN_REQUIRED'] as const)(
    'a stream, with checksums %s',
    { timeout },
    async (requestChecksumCalculation, { door }) => {
      const s3 = door.s3({ requestChecksumCalculation })
      const object = { Bucket: door.bucket, Key: randomUUID() }
      const content = randomBytes(2_000_000)
      const Body = Readable.from([content.subarray(0, 700_000), content.subarray(700_000)])
      await s3.send(new PutObjectCommand({ ...object, Body, ContentLength: content.length }))
      const got = await s3.send(new GetObjectCommand(object))
      expect(got.ContentEncoding).toBeUndefined()
      expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(content)).toBe(true)
    },
  )

  test.for(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const)('with the checksum %s', { timeout }, async (ChecksumAlgorithm, { door }) => {
    const s3 = door.s3()
    const object = { Bucket: door.bucket, Key: randomUUID() }
    await s3.send(new PutObjectCommand({ ...object, Body: Readable.from([Buffer.from('streamed')]), ContentLength: 8, ChecksumAlgorithm }))
    expect(await textOf(s3, door, object.Key)).toBe('streamed')
    await s3.send(new PutObjectCommand({ ...object, Body: 'at once', ChecksumAlgorithm }))
    expect(await textOf(s3, door, object.Key)).toBe('at once')
  })

  test('what is encoded and described keeps that', { timeout }, async ({ door }) => {
    const s3 = door.s3()
    const object = { Bucket: door.bucket, Key: randomUUID() }
    const described = {
      ...{ ContentEncoding: 'gzip', ContentLanguage: 'de', ContentDisposition: 'inline', CacheControl: 'max-age=60' },
      ...{ ContentType: 'text/x-ü', Metadata: { 'a-b': 'c  d', empty: '' } },
    }
    await s3.send(
      new PutObjectCommand({ ...object, Body: Readable.from([Buffer.from('x')]), ContentLength: 1, ...described, ContentType: 'text/x' }),
    )
    const head = await s3.send(new HeadObjectCommand(object))
    expect(head).toMatchObject({
      ContentEncoding: 'gzip',
      ContentLanguage: 'de',
      ContentDisposition: 'inline',
      CacheControl: 'max-age=60',
      ContentType: 'text/x',
    })
    expect(head.Metadata?.['a-b']?.replace(/ +/g, ' ')).toBe('c d')
  })

  test('only where nothing is yet', { timeout }, async ({ door }) => {
    const s3 = door.s3()
    const object = { Bucket: door.bucket, Key: randomUUID() }
    await s3.send(new PutObjectCommand({ ...object, Body: 'first', IfNoneMatch: '*' }))
    await expect(s3.send(new PutObjectCommand({ ...object, Body: 'second', IfNoneMatch: '*' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 412 },
    })
    expect(await textOf(s3, door, object.Key)).toBe('first')
  })

  test('with an ACL, and with tags', { timeout }, async ({ door }) => {
    const s3 = door.s3()
    const object = { Bucket: door.bucket, Key: randomUUID() }
    await s3.send(new PutObjectCommand({ ...object, Body: 'x', ACL: 'public-read', Tagging: 'a=1&b%20c=%C3%BC+d' }))
    const anyone = 'http://acs.amazonaws.com/groups/global/AllUsers'
    const readers = async () => (await s3.send(new GetObjectAclCommand(object))).Grants?.filter(({ Grantee }) => Grantee?.URI === anyone)
    expect(await readers()).toHaveLength(1)
    await s3.send(new PutObjectAclCommand({ ...object, ACL: 'private' }))
    expect(await readers()).toEqual([])
    const tags = async () => (await s3.send(new GetObjectTaggingCommand(object))).TagSet
    expect(await tags()).toEqual([
      { Key: 'a', Value: '1' },
      { Key: 'b c', Value: 'ü d' },
    ])
    await s3.send(new PutObjectTaggingCommand({ ...object, Tagging: { TagSet: [{ Key: 'x', Value: '<&>' }] } }))
    expect(await tags()).toEqual([{ Key: 'x', Value: '<&>' }])
    await s3.send(new DeleteObjectTaggingCommand(object))
    expect(await tags()).toEqual([])
  })
})

describe('copying', () => {
  test('takes metadata along, or replaces it', { timeout }, async ({ door }) => {
    const s3 = door.s3()
    const [Bucket, Key] = [door.bucket, randomUUID()]
    const { ETag } = await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x', Metadata: { a: '1' } }))
    const copy = { Bucket, Key: `${Key}-copy`, CopySource: `${Bucket}/${Key}` }
    const { CopyObjectResult } = await s3.send(new CopyObjectCommand({ ...copy, CopySourceIfMatch: ETag }))
    expect(ETag).toContain(String(CopyObjectResult?.ETag))
    expect((await s3.send(new HeadObjectCommand({ Bucket, Key: copy.Key }))).Metadata).toEqual({ a: '1' })
    await s3.send(new CopyObjectCommand({ ...copy, MetadataDirective: 'REPLACE', Metadata: { b: '2' } }))
    expect((await s3.send(new HeadObjectCommand({ Bucket, Key: copy.Key }))).Metadata).toEqual({ b: '2' })
  })
})

describe('uploads by parts', () => {
  test('of 11 MB, with a part that is copied, are listed and completed', { timeout }, async ({ door }) => {
    const s3 = door.s3()
    const [Bucket, Key] = [door.bucket, `${randomUUID()} ü`]
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ContentType: 'text/plain', Metadata: { a: '1' } }))
    const content = randomBytes(11_000_000)
    const source = `${randomUUID()}-source`
    await s3.send(new PutObjectCommand({ Bucket, Key: source, Body: content.subarray(5_242_880, 10_500_000) }))
    const first = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: content.subarray(0, 5_242_880) }))
    const second = await s3.send(
      new UploadPartCopyCommand({
        Bucket,
        Key,
        UploadId,
        PartNumber: 2,
        CopySource: `${Bucket}/${source}`,
        CopySourceRange: 'bytes=0-5257119',
      }),
    )
    const third = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 3, Body: content.subarray(10_500_000) }))
    const listed = await s3.send(new ListPartsCommand({ Bucket, Key, UploadId, MaxParts: 2 }))
    expect(listed.Parts?.map(({ PartNumber }) => PartNumber)).toEqual([1, 2])
    expect(listed.IsTruncated).toBe(true)
    const uploads = await s3.send(new ListMultipartUploadsCommand({ Bucket, Prefix: Key.slice(0, 36) }))
    expect(uploads.Uploads?.map((upload) => upload.Key)).toEqual([Key])
    const Parts = [first.ETag, second.CopyPartResult?.ETag, third.ETag].map((ETag, index) => ({ ETag, PartNumber: index + 1 }))
    const { Location } = await s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }))
    expect(Location).not.toContain(new URL(door.ceph.url).host)
    const got = await s3.send(new GetObjectCommand({ Bucket, Key }))
    expect(got).toMatchObject({ ContentType: 'text/plain', Metadata: { a: '1' } })
    expect(sha256((await got.Body?.transformToByteArray()) ?? new Uint8Array())).toBe(sha256(content))
  })

  test('that are given up are gone', { timeout }, async ({ door }) => {
    const s3 = door.s3()
    const [Bucket, Key] = [door.bucket, randomUUID()]
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }))
    await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'x' }))
    await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
    await expect(s3.send(new ListPartsCommand({ Bucket, Key, UploadId }))).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } })
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'NotFound' })
  })
})

async function textOf(s3: S3Client, { bucket }: CephDoor, Key: string): Promise<string | undefined> {
  return (await s3.send(new GetObjectCommand({ Bucket: bucket, Key }))).Body?.transformToString()
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
