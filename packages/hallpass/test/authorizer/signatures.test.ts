import { createHash } from 'node:crypto'
import { SignatureV4 } from '@smithy/signature-v4'
import { describe, expect } from 'vitest'
import { newGuestSession } from '../cognito-identity/guest-session.ts'
import { test } from '../hallpass.ts'
import { newUser } from '../iam-users.ts'
import { withOwnServer } from '../sts-calls.ts'
import { SdkSha256 } from '../support/sdk-sha256.ts'
import { askAbout, type Described, signed } from './calls.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const allowed = { status: 200, body: { decision: 'allow' } }
const nobody = { status: 200, body: { decision: 'deny', cause: 'unauthenticated', reason: expect.stringMatching(/\w/) } }

describe('a described request is somebody', () => {
  test('signed as the SDK signs, with a body', async ({ hallpass }) => {
    const signer = new SignatureV4({ service: 'shop', region: 'eu-west-1', credentials: hallpass.server.rootAccessKey, sha256: SdkSha256 })
    const path = '/orders/a%20b/%C3%BC'
    const { headers } = await signer.sign({
      method: 'PUT',
      protocol: 'https:',
      hostname: 'shop.example.com',
      path,
      query: { q: 'x y', list: ['2', '1'] },
      headers: { host: 'shop.example.com', 'content-type': 'text/plain' },
      body: 'hello',
    })
    const request = { method: 'PUT', url: `${path}?q=x%20y&list=2&list=1`, headers }
    const { body } = await askAbout(hallpass, request, { service: 'shop' })
    expect(body).toMatchObject({ decision: 'allow', contentSha256: sha256('hello') })
    expect(body['signedHeaders']).toContain('content-type')
  })

  test('presigned, by an absolute address', async ({ hallpass }) => {
    const signer = new SignatureV4({ service: 'shop', region: 'eu-west-1', credentials: hallpass.server.rootAccessKey, sha256: SdkSha256 })
    const { query = {} } = await signer.presign(
      {
        method: 'GET',
        protocol: 'https:',
        hostname: 'shop.example.com',
        path: '/orders',
        query: {},
        headers: { host: 'shop.example.com' },
      },
      { expiresIn: 60 },
    )
    const search = new URLSearchParams(query as Record<string, string>).toString()
    const request = { method: 'GET', url: `https://shop.example.com/orders?${search}`, headers: {} }
    expect(await askAbout(hallpass, request)).toMatchObject(allowed)
    expect(await askAbout(hallpass, { ...request, method: 'POST' })).toMatchObject(nobody)
    expect(await askAbout(hallpass, { ...request, url: request.url.replace('/orders', '/order') })).toMatchObject(nobody)
  })

  test('with a session token in the header', async ({ hallpass }) => {
    const { credentials, arn } = await newGuestSession(hallpass)
    expect((await askAbout(hallpass, signed(credentials))).body).toMatchObject({ cause: 'unauthorized', principal: { arn } })
  })

  test('whose hash of the body the service has computed', async ({ hallpass }) => {
    const request = signed(hallpass.server.rootAccessKey, { method: 'POST', body: 'hello' })
    expect((await askAbout(hallpass, { ...request, bodySha256: sha256('hello') })).body).toMatchObject({
      decision: 'allow',
      contentSha256: sha256('hello'),
    })
    expect(await askAbout(hallpass, { ...request, bodySha256: sha256('hullo') })).toMatchObject(nobody)
    expect(await askAbout(hallpass, request)).toMatchObject(nobody)
  })

  test('for S3, where the operator asks for it', async ({ hallpass }) => {
    const signer = new SignatureV4({
      service: 's3',
      region: 'x',
      credentials: hallpass.server.rootAccessKey,
      sha256: SdkSha256,
      uriEscapePath: false,
    })
    const headers = { host: 'shop.example.com', 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }
    const path = '/a//b%20c'
    const sdk = await signer.sign({ method: 'PUT', protocol: 'https:', hostname: 'shop.example.com', path, headers })
    const request = { method: 'PUT', url: path, headers: sdk.headers }
    expect((await askAbout(hallpass, request, { service: 's3' })).body).toMatchObject({
      decision: 'allow',
      contentSha256: 'UNSIGNED-PAYLOAD',
    })
    expect(await askAbout(hallpass, request)).toMatchObject(nobody)
    expect(await askAbout(hallpass, { ...request, url: '/a/b%20c' }, { service: 's3' })).toMatchObject(nobody)
  })
})

describe('of the body', () => {
  test('it is told that it is not covered', async ({ hallpass }) => {
    const request = signedWith(hallpass.server.rootAccessKey, 'UNSIGNED-PAYLOAD')
    expect((await askAbout(hallpass, request)).body).toMatchObject({ decision: 'allow', contentSha256: 'UNSIGNED-PAYLOAD' })
  })

  test('the stated hash counts, and is told', async ({ hallpass }) => {
    const request = signedWith(hallpass.server.rootAccessKey, sha256('hello'))
    expect((await askAbout(hallpass, request)).body).toMatchObject({ decision: 'allow', contentSha256: sha256('hello') })
    expect(await askAbout(hallpass, { ...request, bodySha256: sha256('hello') })).toMatchObject(allowed)
    expect(await askAbout(hallpass, { ...request, bodySha256: sha256('hullo') })).toMatchObject(nobody)
  })

  test.for([
    'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
    'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    '',
    'x',
    sha256('hello').toUpperCase(),
  ])('a statement %j is none', async (stated, { hallpass }) => {
    expect(await askAbout(hallpass, signedWith(hallpass.server.rootAccessKey, stated))).toMatchObject(nobody)
  })

  function signedWith(credentials: Parameters<typeof signed>[0], stated: string): Described {
    return signed(credentials, { method: 'POST', headers: { 'x-amz-content-sha256': stated }, payload: stated })
  }
})

describe('a described request is nobody', () => {
  test('without a signature, and of an unknown key', async ({ hallpass }) => {
    const unsigned = { method: 'GET', url: '/orders', headers: { host: 'shop.example.com' } }
    expect((await askAbout(hallpass, unsigned)).body).toEqual({
      decision: 'deny',
      cause: 'unauthenticated',
      reason: 'Request is missing Authentication Token',
      requestId: expect.any(String),
    })
    const unknown = { accessKeyId: 'AKIAQAAAAAAAAAAAAAAA', secretAccessKey: 'x' }
    expect(await askAbout(hallpass, signed(unknown))).toMatchObject(nobody)
    const wrong = { ...hallpass.server.rootAccessKey, secretAccessKey: 'x' }
    expect(await askAbout(hallpass, signed(wrong))).toMatchObject(nobody)
  })

  test.for([
    ['another method', { method: 'DELETE' }],
    ['another path', { url: '/orders/1' }],
    ['another query', { url: '/orders?all' }],
  ] as const)('with %s than was signed', async ([, part], { hallpass }) => {
    expect(await askAbout(hallpass, { ...signed(hallpass.server.rootAccessKey), ...part })).toMatchObject(nobody)
  })

  test.for([
    ['another host', { host: 'shop.example.org' }],
    ['two hosts', { host: ['shop.example.com', 'shop.example.com'] }],
    ['a second signature', (authorization: string) => ({ authorization: [authorization, 'AWS4-HMAC-SHA256 Credential=a'] })],
    ['the same signature twice', (authorization: string) => ({ authorization: [authorization, authorization] })],
    ['its header in another case besides', (authorization: string) => ({ Authorization: authorization })],
    ['an unsigned header of AWS', { 'x-amz-meta-a': 'b' }],
    ['a method to be taken instead', { 'x-http-method-override': 'DELETE' }],
    ['a path to be taken instead', { 'x-original-url': '/admin' }],
    ['a path that was rewritten', { 'X-Rewrite-URL': '/admin' }],
  ] as const)('with %s', async ([, part], { hallpass }) => {
    const request = signed(hallpass.server.rootAccessKey)
    const authorization = String(request.headers['authorization'])
    const headers = { ...request.headers, ...(typeof part === 'function' ? part(authorization) : part) }
    expect(await askAbout(hallpass, { ...request, headers })).toMatchObject(nobody)
  })

  test.for([
    ['a way up', '/orders/../admin'],
    ['one behind encoded slashes', '/orders/x%2F%2e%2E%2fadmin'],
    ['one with a parameter', '/orders/..;a=b/admin'],
    ['one behind backslashes', '/orders/x%5C..%5Cadmin'],
    ['one among bytes that are no text', '/%ff/%2e%2e/admin'],
    ['a dot', '/orders/.'],
  ] as const)('for a path with %s', async ([, path], { hallpass }) => {
    const request = { ...signed(hallpass.server.rootAccessKey, { path: '/admin' }), url: path }
    const reason = 'The path has a segment . or ..'
    expect(await askAbout(hallpass, request)).toMatchObject({ ...nobody, body: { ...nobody.body, reason } })
  })

  test('with the method that it has to be taken instead, nothing is hidden', async ({ hallpass }) => {
    const request = signed(hallpass.server.rootAccessKey, { headers: { 'x-http-method-override': 'GET' } })
    expect(await askAbout(hallpass, request)).toMatchObject(allowed)
  })

  test.for(['sts', 'iam', 'cognito-identity', 's3'])('signed for %s, which is our own', async (service, { hallpass }) => {
    expect(await askAbout(hallpass, signed(hallpass.server.rootAccessKey, { service }))).toMatchObject(nobody)
  })

  test('signed for another service than the one that asks', async ({ hallpass }) => {
    const request = signed(hallpass.server.rootAccessKey, { service: 'shop' })
    expect(await askAbout(hallpass, request, { service: 'shop' })).toMatchObject(allowed)
    expect(await askAbout(hallpass, request, { service: 'mail' })).toMatchObject(nobody)
  })

  test('six minutes before or after it was signed', async ({ hallpass }) => {
    for (const minutes of [-6, 6]) {
      const request = signed(hallpass.server.rootAccessKey, { at: Date.now() + minutes * 60_000 })
      expect(await askAbout(hallpass, request)).toMatchObject(nobody)
    }
    expect(await askAbout(hallpass, signed(hallpass.server.rootAccessKey, { at: Date.now() - 4 * 60_000 }))).toMatchObject(allowed)
  })

  test('once the session has expired', async () => {
    await withOwnServer(async (hallpass) => {
      const { credentials } = await newGuestSession(hallpass)
      hallpass.advance(3_601_000)
      const request = signed(credentials, { at: Date.now() + 3_601_000 })
      expect(await askAbout(hallpass, request)).toMatchObject({ body: { reason: 'The security token included in the request is expired' } })
    })
  })

  test('with the session token of others', async ({ hallpass }) => {
    const { credentials } = await newGuestSession(hallpass)
    const other = await newGuestSession(hallpass)
    expect(await askAbout(hallpass, signed({ ...credentials, sessionToken: other.credentials.sessionToken }))).toMatchObject(nobody)
    const { credentials: user } = await newUser(hallpass)
    expect(await askAbout(hallpass, signed({ ...user, sessionToken: other.credentials.sessionToken }))).toMatchObject(nobody)
  })
})
