import { createHash } from 'node:crypto'
import { describe, expect } from 'vitest'
import { chunkSigner } from '../../src/s3/chunk-signature.ts'
import { signingKey } from '../../src/sigv4/signature.ts'
import { exchange, openConnection } from '../support/raw-connection.ts'
import { type AttackedGateway, test } from './attacked-gateway.ts'
import { outcome, type RawRequest, rawS3 } from './raw-s3.ts'

const path = '/photos/write/a'

/** What a body that is sent gets, and whether the store keeps it. */
async function put(gateway: AttackedGateway, request: Partial<RawRequest>): Promise<string> {
  gateway.store.kept.clear()
  const before = gateway.store.seen.length
  const answer = await gateway.outcome({ method: 'PUT', target: path, ...request })
  // Until then the store may still take bytes for whole.
  await Promise.all(gateway.store.seen.slice(before).map(({ whole }) => whole))
  return `${answer}${gateway.store.kept.has(path) ? ` kept ${gateway.store.kept.get(path)}` : ''}`
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

const unsigned = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'
const announced = { 'x-amz-decoded-content-length': '5', 'x-amz-trailer': 'x-amz-checksum-crc32' }
const crc32 = 'x-amz-checksum-crc32:NhCmhg=='

describe('S3 §6 a body that does not hold is not kept', () => {
  test.for<[string, Partial<RawRequest>, string]>([
    ['hashed', { body: 'hello' }, '200 kept hello'],
    ['hashed, empty', {}, '200 kept '],
    ['not signed', { body: 'hello', payload: 'UNSIGNED-PAYLOAD' }, '200 kept hello'],
    ['of another hash', { body: 'hello', payload: sha256('other') }, '400 XAmzContentSHA256Mismatch'],
    ['of one byte, of another hash', { body: 'x', payload: sha256('y') }, '400 XAmzContentSHA256Mismatch'],
    ['empty, of another hash', { payload: sha256('y') }, '400 XAmzContentSHA256Mismatch'],
    ['of another MD5', { body: 'x', signed: { 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' } }, '400 BadDigest'],
    ['of another CRC', { body: 'x', signed: { 'x-amz-checksum-crc32': 'AAAAAA==' } }, '400 BadDigest'],
    ['empty, of another CRC', { signed: { 'x-amz-checksum-crc32': 'AAAAAQ==' } }, '400 BadDigest'],
    ['of a hash in capitals', { body: 'x', payload: sha256('x').toUpperCase() }, '400 InvalidArgument'],
    ['in chunks', { body: `5\r\nhello\r\n0\r\n${crc32}\r\n\r\n`, payload: unsigned, signed: announced }, '200 kept hello'],
    ['in chunks, of another sum', { body: `5\r\nhellO\r\n0\r\n${crc32}\r\n\r\n`, payload: unsigned, signed: announced }, '400 BadDigest'],
    ['in chunks that break off', { body: '5\r\nhello\r\n', payload: unsigned, signed: announced }, '400 IncompleteBody'],
    ['in chunks that are none', { body: 'hello', payload: unsigned, signed: announced }, '400 IncompleteBody'],
    ['in long chunks that are none', { body: 'hello'.repeat(1_000), payload: unsigned, signed: announced }, '400 InvalidRequest'],
    [
      'in chunks, longer than said',
      { body: `6\r\nhello!\r\n0\r\n${crc32}\r\n\r\n`, payload: unsigned, signed: announced },
      '400 IncompleteBody',
    ],
    [
      'in chunks of no length',
      { body: `0\r\n\r\n`, payload: unsigned, signed: { 'x-amz-trailer': 'x-amz-checksum-crc32' } },
      '411 MissingContentLength',
    ],
    [
      'in unsigned chunks that should be signed',
      { body: `5\r\nhello\r\n0\r\n\r\n`, payload: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD', signed: announced },
      '400 InvalidRequest',
    ],
    ['signed in another way', { body: 'x', payload: 'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD', signed: announced }, '400 InvalidArgument'],
    [
      'longer than a object may be',
      { signed: { ...announced, 'x-amz-decoded-content-length': '5368709121' }, payload: unsigned },
      '400 EntityTooLarge',
    ],
  ])('%s', async ([, request, expected], { gateway }) => {
    expect(await put(gateway, request)).toBe(expected)
  })

  test('in signed chunks', async ({ gateway }) => {
    const request = {
      method: 'PUT',
      target: path,
      payload: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
      signed: { 'x-amz-decoded-content-length': '6' },
    }
    const sent = async (change: (frames: string) => string) => {
      gateway.store.kept.clear()
      const { head, signature } = rawS3(gateway.url, request, gateway.narrow)
      const [, date = ''] = /x-amz-date: (\S+)/.exec(head) ?? []
      const scope = { date: date.slice(0, 8), region: 'eu-central-1', service: 's3' }
      const signer = chunkSigner({ date, scope, signature }, signingKey(scope, gateway.narrow.secretAccessKey))
      const chunk = (text: string) => `${text.length.toString(16)};chunk-signature=${signer.chunk(sha256(text))}\r\n${text}\r\n`
      const body = change(`${chunk('hel')}${chunk('lo!')}${chunk('')}`)
      return outcome(await exchange(gateway.url, head.replace('\r\n\r\n', `\r\nContent-Length: ${body.length}\r\n\r\n${body}`)))
    }
    expect(await sent((frames) => frames)).toBe('200')
    expect(gateway.store.kept.get(path)?.toString()).toBe('hello!')
    expect(await sent((frames) => frames.replace('lo!', 'lo?'))).toBe('403 SignatureDoesNotMatch')
    expect(await sent((frames) => frames.replace('hel', 'hol'))).toBe('403 SignatureDoesNotMatch')
    expect(await sent((frames) => frames.replace(/0;chunk-signature=./, '0;chunk-signature=g'))).toBe('400 InvalidRequest')
    expect(await sent((frames) => frames.slice(0, -2))).toBe('400 IncompleteBody')
    expect(gateway.store.kept.has(path)).toBe(false)
  })

  test('a body of a request that has none is refused', async ({ gateway }) => {
    for (const method of ['GET', 'HEAD', 'DELETE']) {
      const target = '/photos/read/a'
      expect(await gateway.outcome({ method, target, body: 'x' }, gateway.root)).toMatch(/^400/)
      expect(await gateway.outcome({ method, target, payload: sha256('x') }, gateway.root)).toMatch(/^400/)
      expect(await gateway.outcome({ method, target, lines: ['Transfer-Encoding: chunked'] }, gateway.root)).toMatch(/^400/)
    }
  })

  test('the frames end before the store, and other encodings do not', async ({ gateway }) => {
    const body = `5\r\nhello\r\n0\r\n${crc32}\r\n\r\n`
    const coded = (encoding: string) => put(gateway, { body, payload: unsigned, signed: { ...announced, 'content-encoding': encoding } })
    expect(await coded('aws-chunked,gzip')).toBe('200 kept hello')
    expect(gateway.store.seen.at(-1)?.headers).toMatchObject({ 'content-encoding': 'gzip', 'content-length': '5' })
    expect(await coded('aws-chunked')).toBe('200 kept hello')
    expect(gateway.store.seen.at(-1)?.headers).not.toHaveProperty('content-encoding')
    expect(await put(gateway, { body: 'hello', signed: { 'content-encoding': 'aws-chunked' } })).toBe('200 kept hello')
    expect(gateway.store.seen.at(-1)?.headers).not.toHaveProperty('content-encoding')
  })
})

describe('S3 §6 a body that is refused while it is sent', () => {
  test('does not keep the caller from the answer', async ({ gateway }) => {
    const request = { method: 'PUT', target: '/photos/secret', payload: 'UNSIGNED-PAYLOAD', body: Buffer.alloc(8_000_000) }
    expect(await gateway.outcome(request)).toBe('403 AccessDenied')
    const frames = `ffff\r\n${'x'.repeat(8_000_000)}`
    const long = { ...announced, 'x-amz-decoded-content-length': '8000000' }
    expect(await gateway.outcome({ method: 'PUT', target: path, payload: unsigned, signed: long, body: frames })).toBe('400 InvalidRequest')
  })

  test('is not asked for where the caller waits for leave', async ({ gateway }) => {
    const request = { method: 'PUT', payload: 'UNSIGNED-PAYLOAD', body: 'hello', lines: ['Expect: 100-continue'] }
    const refused = rawS3(gateway.url, { ...request, target: '/photos/secret' }, gateway.narrow)
    const answer = await exchange(gateway.url, refused.head)
    expect(answer).toMatch(/^HTTP\/1\.1 403 /)
    const allowed = rawS3(gateway.url, { ...request, target: path }, gateway.narrow)
    const connection = await openConnection(gateway.url)
    await connection.write(allowed.head)
    await connection.seen(/^HTTP\/1\.1 100 Continue\r\n\r\n/)
    await connection.write(allowed.body)
    expect(await connection.received).toMatch(/HTTP\/1\.1 200 /)
  })

  test('is no request of its own', async ({ gateway }) => {
    const smuggled = rawS3(gateway.url, { method: 'PUT', target: '/photos/write/smuggled', body: '' }, gateway.narrow)
    const before = gateway.store.seen.length
    expect(await gateway.outcome({ method: 'PUT', target: '/photos/secret', body: smuggled.head })).toBe('403 AccessDenied')
    expect(await gateway.outcome({ method: 'PUT', target: path, payload: unsigned, signed: announced, body: smuggled.head })).toBe(
      '400 InvalidRequest',
    )
    await Promise.all(gateway.store.seen.slice(before).map(({ whole }) => whole))
    expect(gateway.store.seen.slice(before).filter(({ target }) => target.includes('smuggled'))).toEqual([])
  })
})

describe('S3 §6 a caller who leaves', () => {
  test('leaves nothing in the store', async ({ gateway }) => {
    gateway.store.kept.clear()
    const before = gateway.store.seen.length
    const { head } = rawS3(
      gateway.url,
      { method: 'PUT', target: path, payload: 'UNSIGNED-PAYLOAD', body: Buffer.alloc(100_000) },
      gateway.narrow,
    )
    const connection = await openConnection(gateway.url)
    await connection.write(`${head}${'x'.repeat(90_000)}`)
    await expect.poll(() => gateway.store.seen.length).toBe(before + 1)
    connection.destroy()
    expect(await gateway.store.seen[before]?.whole).toBe(false)
    expect(gateway.store.kept.has(path)).toBe(false)
  })

  test('in the middle of an answer ends the request to the store', async ({ gateway }) => {
    const ended = new Promise<void>((resolve) => {
      gateway.store.answer = (request, response) => {
        if (request.method !== 'GET') return false
        response.writeHead(200, { 'content-length': '100000000' }).write(Buffer.alloc(1_000_000))
        response.once('close', resolve)
        return true
      }
    })
    const { head } = rawS3(gateway.url, { target: '/photos/read/a' }, gateway.narrow)
    const connection = await openConnection(gateway.url)
    await connection.write(head)
    await connection.seen(/^HTTP\/1\.1 200 /)
    connection.destroy()
    await expect(ended).resolves.toBeUndefined()
    gateway.store.answer = () => false
  })
})
