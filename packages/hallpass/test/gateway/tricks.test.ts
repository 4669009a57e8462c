import { describe, expect } from 'vitest'
import { exchange } from '../support/raw-connection.ts'
import { type AttackedGateway, test } from './attacked-gateway.ts'
import type { RawRequest } from './raw-s3.ts'

/** What a request gets, and what the store saw of it: `METHOD TARGET`. */
async function tried(gateway: AttackedGateway, request: RawRequest): Promise<string> {
  const before = gateway.store.seen.length
  const answer = await gateway.outcome(request)
  const seen = gateway.store.seen.slice(before).map(({ method, target }) => ` ${method} ${target}`)
  return `${answer}${seen.join('')}`
}

describe('S3 §1 path tricks cross no prefix', () => {
  test.for([
    ['/photos/read/../secret', '400 InvalidURI'],
    ['/photos/read/%2e%2e/secret', '400 InvalidURI'],
    ['/photos/read/.%2E/secret', '400 InvalidURI'],
    ['/photos/read%2f..%2fsecret', '400 InvalidURI'],
    ['/photos/read/./secret', '400 InvalidURI'],
    ['/photos/read/..', '400 InvalidURI'],
    ['/photos/read/%252e%252e/secret', '404 GET /photos/read/%252e%252e/secret'],
    ['/photos/read/..%5csecret', '404 GET /photos/read/..%5Csecret'],
    ['/photos/read/..;/secret', '404 GET /photos/read/..%3B/secret'],
    ['/photos/read/...', '404 GET /photos/read/...'],
    ['/photos/read//secret', '404 GET /photos/read//secret'],
    ['/photos//read/secret', '403 AccessDenied'],
    ['//photos/read/a', '400 InvalidBucketName'],
    ['/./photos/read/a', '400 InvalidBucketName'],
    ['/other/../photos/read/a', '400 InvalidURI'],
    ['/photos/%00read/a', '400 InvalidURI'],
    ['/photos/read/a%00', '400 InvalidURI'],
    ['/photos/read/a%0d%0aX-Amz-Acl:%20public-read', '400 InvalidURI'],
    ['/photos/read/%c0%ae%c0%ae/secret', '400 InvalidURI'],
    ['/photos/read/%ff', '400 InvalidURI'],
    ['/photos/read/%', '400 InvalidURI'],
    ['/photos/read/%zz', '400 InvalidURI'],
    ['/photos/read/a#b', '400 InvalidURI'],
    ['/photos/read/a%23b', '404 GET /photos/read/a%23b'],
    ['/photos/read/a%3Facl', '404 GET /photos/read/a%3Facl'],
    ['/photos/read/a?', '404 GET /photos/read/a'],
    ['/photos/read/a?b?acl', '404 GET /photos/read/a'],
    ['/photos/READ/a', '403 AccessDenied'],
    ['/Photos/read/a', '400 InvalidBucketName'],
    ['/photos;x/read/a', '400 InvalidBucketName'],
    ['/photos./read/a', '400 InvalidBucketName'],
    ['/photos/%EF%BC%8E%EF%BC%8E/secret', '403 AccessDenied'],
    ['/photos/read/%EF%BC%8E%EF%BC%8E/secret', '404 GET /photos/read/%EF%BC%8E%EF%BC%8E/secret'],
    ['/photos/re%CC%81ad/a', '403 AccessDenied'],
    ['/photos', '403 AccessDenied'],
    ['/photos/', '403 AccessDenied'],
    ['/photos/read', '403 AccessDenied'],
    ['/photos/read/', '404 GET /photos/read/'],
    ['/', '403 AccessDenied'],
  ])('%s', async ([target = '', expected], { gateway }) => {
    expect(await tried(gateway, { target })).toBe(expected)
  })

  test('an absolute form is taken for the host that it names, and no other', async ({ gateway }) => {
    const { host } = new URL(gateway.url)
    const as = '/photos/read/a'
    expect(await tried(gateway, { target: `http://${host}/photos/read/a`, as })).toBe('404 GET /photos/read/a')
    expect(await tried(gateway, { target: 'http://elsewhere.test/photos/read/a', as })).toBe('400 InvalidURI')
    expect(await tried(gateway, { target: `http://user@${host}/photos/read/a`, as })).toBe('400 InvalidURI')
    expect(await tried(gateway, { target: `http://${host}/photos/secret/a`, as })).toBe('403 SignatureDoesNotMatch')
  })

  test('a host names a bucket below the domain alone', async ({ gateway }) => {
    expect(await tried(gateway, { target: '/read/a', host: 'photos.s3.example.test' })).toBe('404 GET /photos/read/a')
    expect(await tried(gateway, { target: '/read/a', host: 'PHOTOS.s3.example.test:80' })).toBe('404 GET /photos/read/a')
    expect(await tried(gateway, { target: '/photos/read/a', host: 'other.s3.example.test' })).toBe('403 AccessDenied')
    expect(await tried(gateway, { target: '/photos/read/a', host: 'x@photos.s3.example.test' })).toBe('400 InvalidBucketName')
    expect(await tried(gateway, { target: '/photos/read/a', host: '.s3.example.test' })).toBe('400 InvalidBucketName')
    expect(await tried(gateway, { target: '/photos/read/a', host: 'photos.s3.example.test.evil.test' })).toBe('404 GET /photos/read/a')
  })

  test('another host than the signed one is nobody', async ({ gateway }) => {
    const lines = ['X-Forwarded-Host: other.s3.example.test', 'Forwarded: host=other.s3.example.test']
    expect(await tried(gateway, { target: '/read/a', host: 'photos.s3.example.test', lines })).toBe('404 GET /photos/read/a')
    expect(await tried(gateway, { target: '/read/a', lines: ['Host: photos.s3.example.test'] })).toMatch(/^400/)
  })
})

describe('S3 §2 query tricks reach nothing else', () => {
  test.for([
    ['/photos/read/a?acl', '403 AccessDenied'],
    ['/photos/read/a?%61cl', '403 AccessDenied'],
    ['/photos/read/a?acl=&acl', '400 InvalidArgument'],
    ['/photos/read/a?acl&tagging', '400 InvalidArgument'],
    ['/photos/read/a?ACL', '404 GET /photos/read/a'],
    ['/photos/read/a?x=1;acl', '404 GET /photos/read/a'],
    ['/photos/read/a?+acl', '404 GET /photos/read/a'],
    ['/photos/read/a?versionId=1', '403 AccessDenied'],
    ['/photos/read/a?versionId=1&versionId=2', '400 InvalidArgument'],
    ['/photos/read/a?versionId=1&version%49d=2', '400 InvalidArgument'],
    ['/photos/read/a?versionId=', '400 InvalidArgument'],
    ['/photos/read/a?delete', '501 NotImplemented'],
    ['/photos/read/a?policy', '501 NotImplemented'],
    ['/photos/read/a?prefix=secret', '404 GET /photos/read/a'],
    ['/photos/read/a?response-content-type=a%0d%0ab', '400 InvalidURI'],
    ['/photos/read/a?response-content-type=a%26acl', '404 GET /photos/read/a?response-content-type=a%26acl'],
    ['/photos/read/a?x-amz-acl=public-read', '404 GET /photos/read/a'],
    ['/photos/read/a?x-amz-meta-a=b&X-Amz-Meta-A=c', '400 InvalidArgument'],
  ])('%s', async ([target = '', expected], { gateway }) => {
    expect(await tried(gateway, { target })).toBe(expected)
  })

  test.for([
    ['/photos/write/a?acl', '403 AccessDenied'],
    ['/photos/write/a?x-amz-acl=public-read', '403 AccessDenied'],
    ['/photos/write/a?X-AMZ-ACL=public-read', '403 AccessDenied'],
    ['/photos/write/a?x-amz-tagging=a%3Db', '403 AccessDenied'],
    ['/photos/write/a?x-amz-copy-source=photos/secret', '403 AccessDenied'],
    ['/photos/write/a?x-amz-copy-source=photos/read/a', '200 PUT /photos/write/a'],
    ['/photos/write/a?partNumber=1', '400 InvalidArgument'],
    ['/photos/write/a?uploadId=1', '400 InvalidArgument'],
    ['/photos/write/a?partNumber=1&uploadId=u', '200 PUT /photos/write/a?partNumber=1&uploadId=u'],
    ['/photos/write/a?renameObject', '501 NotImplemented'],
    ['/photos/write/a?append', '501 NotImplemented'],
    ['/photos/write/a?=', '200 PUT /photos/write/a'],
    ['/photos/write/a?&=acl&', '200 PUT /photos/write/a'],
  ])('PUT %s', async ([target = '', expected], { gateway }) => {
    expect(await tried(gateway, { method: 'PUT', target })).toBe(expected)
  })
})

describe('S3 §4 header tricks are judged', () => {
  test.for([
    [{ 'x-amz-acl': 'public-read' }, '403 AccessDenied'],
    [{ 'x-amz-grant-read': 'id=x' }, '403 AccessDenied'],
    [{ 'x-amz-tagging': 'a=b' }, '403 AccessDenied'],
    [{ 'x-amz-object-lock-mode': 'GOVERNANCE' }, '403 AccessDenied'],
    [{ 'x-amz-copy-source': '/photos/read/../secret' }, '400 InvalidArgument'],
    [{ 'x-amz-copy-source': 'photos%2Fread%2F%2e%2e%2Fsecret' }, '400 InvalidArgument'],
    [{ 'x-amz-copy-source': 'photos/secret/a' }, '403 AccessDenied'],
    [{ 'x-amz-copy-source': '//photos/read/a' }, '400 InvalidArgument'],
    [{ 'x-amz-copy-source': 'photos/read/a?versionId=1' }, '403 AccessDenied'],
    [{ 'x-amz-copy-source': 'photos/read/a?versionId=1&acl' }, '400 InvalidArgument'],
    [{ 'x-amz-copy-source': 'photos/read/a%3FversionId=1' }, '200 PUT /photos/write/a'],
    [{ 'x-amz-copy-source': 'arn:aws:s3:::photos/read/a' }, '400 InvalidArgument'],
    [{ 'x-amz-copy-source': 'photos' }, '400 InvalidArgument'],
    [{ 'x-amz-copy-source': '' }, '400 InvalidArgument'],
    [
      { 'x-http-method-override': 'DELETE', 'x-original-url': '/photos/secret', 'x-rewrite-url': '/photos/secret' },
      '200 PUT /photos/write/a',
    ],
  ] as const)('%j', async ([signed, expected], { gateway }) => {
    expect(await tried(gateway, { method: 'PUT', target: '/photos/write/a', signed })).toBe(expected)
  })

  test.for([
    [['x-amz-acl: public-read'], '403 AccessDenied'],
    [['X-Amz-Acl: public-read'], '403 AccessDenied'],
    [['x-amz-copy-source: photos/secret/a'], '403 AccessDenied'],
    [['x-amz-date: 20200101T000000Z'], '400 InvalidRequest'],
    [['x-amz-content-sha256: UNSIGNED-PAYLOAD'], '400 InvalidRequest'],
    [['Authorization: AWS4-HMAC-SHA256 x'], '403 SignatureDoesNotMatch'],
    [['x-amz-acl : public-read'], '400'],
    [['x-amz-acl\0: public-read'], '400'],
    [['x-note: a', ' x-amz-acl: public-read'], '400'],
    [['x-note: a\rx-amz-acl: public-read'], '400'],
    [['x-note: a\nx-amz-acl: public-read'], '400'],
    [['Transfer-Encoding: chunked', 'Content-Length: 5'], '400'],
    [['Transfer-Encoding: chunked'], '411 MissingContentLength'],
    [['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'], '4'],
    [['Content-Length: 0', 'Content-Length: 5'], '400'],
    [['Content-Length: +5'], '400'],
    [['Content-Length: 5, 5'], '400'],
    [['Expect: 200-maybe'], '417'],
  ] as const)('unsigned lines %j are refused', async ([lines, expected], { gateway }) => {
    expect(await tried(gateway, { method: 'PUT', target: '/photos/write/a', lines })).toMatch(new RegExp(`^${expected}[^/]*$`))
  })

  test('a header of the first hop is judged, and ends there', async ({ gateway }) => {
    const request = {
      method: 'PUT',
      target: '/photos/write/hop',
      signed: { 'x-amz-meta-a': 'b' },
      lines: ['Connection: x-amz-acl, x-amz-meta-a'],
    }
    expect(await tried(gateway, { ...request, signed: { 'x-amz-acl': 'private' } })).toBe('403 AccessDenied')
    expect(await tried(gateway, request)).toBe('200 PUT /photos/write/hop')
    expect(gateway.store.seen.at(-1)?.headers).not.toHaveProperty('x-amz-meta-a')
  })

  test('nothing of the caller but what S3 knows reaches the store', async ({ gateway }) => {
    const lines = [
      'Cookie: a=b',
      'X-Forwarded-For: 1.2.3.4',
      'Forwarded: for=1.2.3.4',
      'TE: trailers',
      'Upgrade: h2c',
      'Proxy-Authorization: x',
      'Via: x',
    ]
    await gateway.outcome({
      method: 'PUT',
      target: '/photos/write/clean',
      lines,
      body: 'x',
      signed: { 'x-unknown': 'y', 'content-type': 'text/plain' },
    })
    expect(Object.keys(gateway.store.seen.at(-1)?.headers ?? {}).sort()).toEqual(
      ['authorization', 'connection', 'content-length', 'content-type', 'host', 'x-amz-content-sha256', 'x-amz-date'].sort(),
    )
  })
})

describe('S3 §6 who asks', () => {
  test('an anonymous request is refused, but a preflight', async ({ gateway }) => {
    const { host } = new URL(gateway.url)

    const before = gateway.store.seen.length
    const anonymous = await exchange(gateway.url, `GET /photos/read/a HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
    expect(anonymous).toMatch(/^HTTP\/1\.1 403 .*<Code>AccessDenied<\/Code>/s)
    const preflight = await exchange(
      gateway.url,
      `OPTIONS /photos/read/a HTTP/1.1\r\nHost: ${host}\r\nOrigin: https://a.test\r\nX-HTTP-Method-Override: GET\r\nConnection: close\r\n\r\n`,
    )
    expect(preflight).toMatch(/^HTTP\/1\.1 200 /)
    expect(gateway.store.seen.length).toBe(before)
  })

  test('a refusal of a HEAD request has no body', async ({ gateway }) => {
    const answer = await gateway.raw({ method: 'HEAD', target: '/photos/secret' })
    expect(answer).toMatch(/^HTTP\/1\.1 403 .*\r\n\r\n$/s)
  })

  test.for(['TRACE', 'PATCH', 'PROPFIND', 'QUERY', 'LINK'])('%s is no method of S3', async (method, { gateway }) => {
    expect(await tried(gateway, { method, target: '/photos/read/a' })).toMatch(/^4\d\d[^/]*$/)
  })
})
