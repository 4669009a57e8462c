import fc from 'fast-check'
import { describe, expect } from 'vitest'
import type { SeenRequest } from '../counterparts/memory-store.ts'
import { test } from './attacked-gateway.ts'
import type { RawRequest } from './raw-s3.ts'

// Pieces that meet: what the user may, what nobody may, and what readers of paths, queries and headers differ in.
const pathPiece = fc.constantFrom(
  ...[
    '/photos',
    '/read',
    '/write',
    '/secret',
    '/',
    'a',
    '..',
    '.',
    '%2e',
    '%2E%2e',
    '%2f',
    '%5c',
    '\\',
    ';',
    '%00',
    '%',
    '%25',
    '%c0%af',
    '+',
  ],
  ...['%20', ':', '@', '*', '~', '#', 'é', '%C3%A9', '%3F', '%26', 'http://photos/', 'read/', 'write/', '%0d%0a', '%23'],
)
const path = fc.oneof(
  fc.constantFrom('/photos/read/a', '/photos/read/a%20b', '/photos/write/a', '/photos/write/a//b'),
  fc.array(pathPiece, { minLength: 1, maxLength: 3 }).map((pieces) => `/photos/read/${pieces.join('')}`),
  fc.array(pathPiece, { minLength: 1, maxLength: 3 }).map((pieces) => `/photos/write/${pieces.join('')}`),
  fc.array(pathPiece, { minLength: 1, maxLength: 6 }).map((pieces) => `/${pieces.join('')}`),
)
const queryPiece = fc.constantFrom(
  ...[
    'acl',
    'tagging',
    'delete',
    'uploads',
    'uploadId=u',
    'partNumber=1',
    'versionId=v',
    'versions',
    'policy',
    'retention',
    'x-id=GetObject',
  ],
  ...['%61cl', 'ACL', 'x-amz-acl=public-read', 'X-Amz-Tagging=a', 'x-amz-copy-source=photos/secret', 'x-amz-copy-source=photos/read/a'],
  ...[
    'prefix=secret',
    'list-type=2',
    'response-content-type=x',
    '=',
    'a;acl',
    '?acl',
    'restore',
    'select',
    'attributes',
    'torrent',
    'append',
  ],
  ...['x-amz-meta-a=b', 'x-amz-acl=%20', 'x-amz-storage-class=%20A', 'location', 'cors', 'x-amz-server-side-encryption=AES256'],
)
const query = fc.array(queryPiece, { maxLength: 2 }).map((pieces) => (pieces.length === 0 ? '' : `?${pieces.join('&')}`))
const header = fc.constantFrom<readonly [string, string]>(
  ['x-amz-acl', 'public-read'],
  ['x-amz-grant-read', 'id=a'],
  ['x-amz-tagging', 'a=b'],
  ['x-amz-copy-source', '/photos/read/a'],
  ['x-amz-copy-source', 'photos/secret/a'],
  ['x-amz-copy-source', 'photos/read/%2e%2e/secret'],
  ['x-amz-copy-source', 'photos/read/a?versionId=v'],
  ['x-amz-tagging-directive', 'COPY'],
  ['x-amz-metadata-directive', 'REPLACE'],
  ['x-amz-object-lock-legal-hold', 'ON'],
  ['x-amz-bypass-governance-retention', 'true'],
  ['x-http-method-override', 'DELETE'],
  ['x-original-url', '/photos/secret'],
  ['x-amz-meta-a', 'b'],
  ['content-type', 'multipart/form-data; boundary=B'],
  ['range', 'bytes=0-1'],
  ['host', 'secret.s3.example.test'],
  ['host', 'photos.s3.example.test'],
  ['content-md5', '1B2M2Y8AsgTpgAmY7PhCfg=='],
)
const line = fc.constantFrom(
  ...['Connection: x-amz-copy-source', 'Connection: host, x-amz-acl', 'X-Forwarded-Host: secret.s3.example.test', 'X-Amz-Acl: public-read'],
  ...[
    'Transfer-Encoding: chunked',
    'Content-Length: 0',
    'Host: secret.s3.example.test',
    'x-amz-copy-source: photos/secret/a',
    'Expect: 100-continue',
  ],
)
const document = '<Delete><Object><Key>secret/a</Key></Object><Object><Key>read/a</Key></Object></Delete>'
const request: fc.Arbitrary<RawRequest> = fc.record({
  method: fc.constantFrom('GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PUT', 'GET', 'PATCH'),
  target: fc.tuple(path, query).map(([where, which]) => where + which),
  signed: fc.oneof(fc.constant([]), fc.array(header, { maxLength: 2 })).map((headers) => Object.fromEntries(headers)),
  lines: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.tuple(line) }),
  body: fc.constantFrom('', '', 'hello', document, '<Tagging/>'),
})

const seenHeaders =
  /^(host|connection|authorization|content-(length|type|md5)|range|x-amz-(date|content-sha256|meta-a|metadata-directive|storage-class|server-side-encryption|copy-source))$/

/** What is wrong with a request of this user's that reached the store, read anew and by other rules than the gateway's; or undefined. */
function wrong({ method, target, headers }: SeenRequest): string | undefined {
  const [path = '', query = '', ...rest] = target.split('?')
  const key = decodeURIComponent(path)
  if (rest.length > 0 || !/^[!-~]*$/.test(target)) return 'It reads in two ways.'
  if (/(^|\/)\.\.?(\/|$)/.test(key)) return 'It climbs.'
  const strange = Object.keys(headers).find((name) => !seenHeaders.test(name))
  if (strange !== undefined) return `It has ${strange}.`
  const source = headers['x-amz-copy-source']
  if (source !== undefined && !/^photos\/read\/(?!.*\.\.)[^?]*$/.test(decodeURIComponent(String(source)))) return 'It copies.'
  const names = query
    .split('&')
    .filter(Boolean)
    .map((part) => decodeURIComponent(part.split('=')[0] ?? ''))
  if (method === 'GET' || method === 'HEAD') {
    const isPlain = names.every((name) => name === 'partNumber' || name.startsWith('response-'))
    return key.startsWith('/photos/read/') && isPlain && source === undefined ? undefined : 'It reads what it may not.'
  }
  // A query over an object's content reads it.
  if (method === 'POST' && names.join() === 'select') return key.startsWith('/photos/read/') ? undefined : 'It selects what it may not.'
  const isWrite =
    method === 'PUT'
      ? names.length === 0 || names.sort().join() === 'partNumber,uploadId'
      : method === 'POST' && /^(uploads|uploadId)$/.test(names.join())
  return isWrite && key.startsWith('/photos/write/') ? undefined : 'It writes what it may not.'
}

describe('S3 §1 to §6 whatever is sent', () => {
  test('reaches the store only as what the policy allows', async ({ gateway }) => {
    let reached = 0
    await fc.assert(
      fc.asyncProperty(request, async (given) => {
        const before = gateway.store.seen.length
        const { host, ...signed } = given.signed ?? {}
        await gateway.outcome({ ...given, signed, ...(host !== undefined && { host }) })
        const seen = gateway.store.seen.slice(before)
        reached += seen.length
        expect(seen.map((each) => [each.method, each.target, wrong(each)]).filter(([, , why]) => why !== undefined)).toEqual([])
      }),
      { numRuns: 500 },
    )
    // Else nothing was tried.
    expect(reached).toBeGreaterThan(10)
  }, 120_000)
})
