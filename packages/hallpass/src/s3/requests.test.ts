import { describe, expect, test } from 'vitest'
import { askedActions } from './asked-actions.ts'
import { parseS3Request } from './parse-s3-request.ts'
import { requestTarget } from './request-target.ts'

const rules = { domain: 's3.example.test' }

/** `METHOD TARGET [; HEADER: VALUE]…` as a received head. */
function head(line: string, host = 'gateway:4256') {
  const [request = '', ...given] = line.split(' ; ')
  const [method = '', target = ''] = request.split(' ')
  const headers = given.map((text): [string, string] => [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1).trim()])
  return { method, target, headers: [['Host', host] as const, ...headers] }
}

function asked(line: string, host?: string): string {
  const request = parseS3Request(head(line, host), rules)
  if ('kind' in request) return `${request.status} ${request.code}`
  return askedActions(request)
    .map(({ action, resource }) => `${action.slice(3)} ${resource.replace('arn:aws:s3:::', '')}`)
    .join(' + ')
}

function sent(line: string, host?: string): string {
  const request = parseS3Request(head(line, host), rules)
  if ('kind' in request) return `${request.status} ${request.code}`
  const { path, query } = requestTarget(request)
  return query === '' ? path : `${path}?${query}`
}

function table(text: string): string[][] {
  return text
    .trim()
    .split('\n')
    .map((line) => line.split(/\s+=>\s+/).map((part) => part.trim()))
}

describe('S3 §1 address and key', () => {
  test.each(
    table(`
    GET /                                  => ListAllMyBuckets *
    HEAD /                                 => 405 MethodNotAllowed
    PUT /                                  => 405 MethodNotAllowed
    POST /                                 => 405 MethodNotAllowed
    GET /photos                            => ListBucket photos
    GET /photos/                           => ListBucket photos
    GET /photos//                          => GetObject photos//
    GET /photos/a                          => GetObject photos/a
    GET /photos/a/                         => GetObject photos/a/
    GET /photos/a//b                       => GetObject photos/a//b
    GET /photos//a                         => GetObject photos//a
    GET /photos/a%2Fb                      => GetObject photos/a/b
    GET /photos/a%252Fb                    => GetObject photos/a%2Fb
    GET /photos/a+b                        => GetObject photos/a+b
    GET /photos/a%20b                      => GetObject photos/a b
    GET /photos/a%5Cb                      => GetObject photos/a\\b
    GET /photos/%C3%BC                     => GetObject photos/ü
    GET /photos/A                          => GetObject photos/A
    GET /photos/*                          => GetObject photos/*
    GET /photos/..                         => 400 InvalidURI
    GET /photos/.                          => 400 InvalidURI
    GET /photos/a/../b                     => 400 InvalidURI
    GET /photos/a/./b                      => 400 InvalidURI
    GET /photos/%2e%2e/b                   => 400 InvalidURI
    GET /photos/a/%2E%2E                   => 400 InvalidURI
    GET /photos/a%2F..%2Fb                 => 400 InvalidURI
    GET /photos/%252e%252e/b               => GetObject photos/%2e%2e/b
    GET /photos/..b                        => GetObject photos/..b
    GET /photos/...                        => GetObject photos/...
    GET /photos/..;/b                      => GetObject photos/..;/b
    GET /photos/%00                        => 400 InvalidURI
    GET /photos/a%0d%0ab                   => 400 InvalidURI
    GET /photos/a%7F                       => 400 InvalidURI
    GET /photos/%C0%AF                     => 400 InvalidURI
    GET /photos/%E0%80%AF                  => 400 InvalidURI
    GET /photos/%ED%A0%80                  => 400 InvalidURI
    GET /photos/%FF                        => 400 InvalidURI
    GET /photos/%                          => 400 InvalidURI
    GET /photos/%2                         => 400 InvalidURI
    GET /photos/%zz                        => 400 InvalidURI
    GET /photos/a#b                        => 400 InvalidURI
    GET //                                 => 400 InvalidBucketName
    GET //x                                => 400 InvalidBucketName
    GET /Photos/a                          => 400 InvalidBucketName
    GET /ab                                => 400 InvalidBucketName
    GET /a..b/x                            => 400 InvalidBucketName
    GET /-ab/x                             => 400 InvalidBucketName
    GET /photos./x                         => 400 InvalidBucketName
    GET /photos;x/y                        => 400 InvalidBucketName
    GET /photos%2Fa                        => 400 InvalidBucketName
    GET /photos%2F..%2Fother/a             => 400 InvalidBucketName
    GET /../other/a                        => 400 InvalidBucketName
    GET /%70hotos/a                        => GetObject photos/a
    GET http://gateway:4256/photos/a       => GetObject photos/a
    GET http://GATEWAY:4256/photos/a       => GetObject photos/a
    GET http://other/photos/a              => 400 InvalidURI
    GET photos/a                           => 400 InvalidURI
    PATCH /photos/a                        => 405 MethodNotAllowed
    POST /photos/a                         => 405 MethodNotAllowed
    `),
  )('%s asks %s', (line, actions) => {
    expect(asked(line ?? '')).toBe(actions)
  })

  test.each([
    ['photos.s3.example.test', 'GET /a/b', 'GetObject photos/a/b'],
    ['photos.s3.example.test:4256', 'GET /', 'ListBucket photos'],
    ['PHOTOS.S3.Example.Test', 'GET /other/b', 'GetObject photos/other/b'],
    ['my.photos.s3.example.test', 'GET /a', 'GetObject my.photos/a'],
    ['s3.example.test', 'GET /photos/a', 'GetObject photos/a'],
    ['.s3.example.test', 'GET /a', '400 InvalidBucketName'],
    ['photos.other.test', 'GET /a-bucket/b', 'GetObject a-bucket/b'],
    ['photos.evils3.example.test', 'GET /a-bucket/b', 'GetObject a-bucket/b'],
    ['photos.s3.example.test', 'GET /../other/b', '400 InvalidURI'],
  ])('with the host %s, %s asks %s', (host, line, actions) => {
    expect(asked(line, host)).toBe(actions)
  })

  test('two forms of one letter are two keys', () => {
    expect(asked('GET /photos/u%CC%88')).toBe('GetObject photos/u\u0308')
  })

  test('a key has at most 1,024 bytes', () => {
    expect(asked(`GET /photos/${'%C3%BC'.repeat(512)}`)).toBe(`GetObject photos/${'ü'.repeat(512)}`)
    expect(asked(`GET /photos/${'%C3%BC'.repeat(512)}a`)).toBe('400 KeyTooLongError')
  })
})

describe('S3 §2 query', () => {
  test.each(
    table(`
    GET /photos?prefix=a&prefix=b          => 400 InvalidArgument
    GET /photos?prefix=a&%70refix=b        => 400 InvalidArgument
    GET /photos?Prefix=a&prefix=b          => ListBucket photos
    GET /photos?prefix=%zz                 => 400 InvalidURI
    GET /photos?prefix=%FF                 => 400 InvalidURI
    GET /photos/a?acl                      => GetObjectAcl photos/a
    GET /photos/a?acl=                     => GetObjectAcl photos/a
    GET /photos/a?acl=1                    => GetObjectAcl photos/a
    GET /photos/a?%61cl                    => GetObjectAcl photos/a
    GET /photos/a?ACL                      => GetObject photos/a
    GET /photos/a?acl;tagging              => GetObject photos/a
    GET /photos/a?acl&tagging              => 400 InvalidArgument
    GET /photos?acl&policy                 => 400 InvalidArgument
    GET /photos/a?versionId=               => 400 InvalidArgument
    GET /photos/a?uploadId=                => 400 InvalidArgument
    PUT /photos/a?uploadId=u               => 400 InvalidArgument
    PUT /photos/a?partNumber=1             => 400 InvalidArgument
    PUT /photos/a?partNumber=0&uploadId=u  => 400 InvalidArgument
    PUT /photos/a?partNumber=10001&uploadId=u => 400 InvalidArgument
    PUT /photos/a?partNumber=1e1&uploadId=u => 400 InvalidArgument
    PUT /photos/a?renameObject             => 501 NotImplemented
    GET /photos?session                    => 501 NotImplemented
    GET /photos/a?website                  => 501 NotImplemented
    GET /?policy                           => 501 NotImplemented
    GET /photos?uploadId=u                 => 501 NotImplemented
    DELETE /photos/a?acl                   => 405 MethodNotAllowed
    HEAD /photos/a?acl                     => 405 MethodNotAllowed
    DELETE /photos?versioning              => 405 MethodNotAllowed
    PUT /photos?location                   => 405 MethodNotAllowed
    GET /photos?delete                     => 405 MethodNotAllowed
    GET /photos/a?uploads                  => 405 MethodNotAllowed
    PUT /photos/a?x-amz-acl=public-read    => PutObject photos/a + PutObjectAcl photos/a
    PUT /photos/a?X-Amz-Acl=public-read    => PutObject photos/a + PutObjectAcl photos/a
    PUT /photos/a?x-amz-acl=a ; x-amz-acl: a => 400 InvalidArgument
    PUT /photos/a?x-amz-acl=a&X-Amz-Acl=b  => 400 InvalidArgument
    PUT /photos/a ; x-amz-acl: a ; X-Amz-Acl: b => 400 InvalidRequest
    `),
  )('%s asks %s', (line, actions) => {
    expect(asked(line ?? '')).toBe(actions)
  })

  test.each(
    table(`
    GET /photos?prefix=a%2Fb&x-id=List&foo=1 => /photos?prefix=a%2Fb
    GET /photos/a%20b?versionId=v1           => /photos/a%20b?versionId=v1
    GET /photos/a+b                          => /photos/a%2Bb
    GET /photos/a?acl=1&prefix=x             => /photos/a?acl=
    GET /photos/a?X-Amz-Signature=00&X-Amz-Date=1 => /photos/a
    PUT /photos/a?partNumber=2&uploadId=u%2B => /photos/a?partNumber=2&uploadId=u%2B
    PUT /photos/a?versionId=v                => /photos/a
    POST /photos/a?uploads=x                 => /photos/a?uploads=
    GET /photos/?list-type=2&max-keys=5      => /photos?list-type=2&max-keys=5
    POST /photos/a?select&select-type=2&versionId=v => /photos/a?select=&select-type=2
    GET /photos/a?response-content-type=text%2Fplain&partNumber=1 => /photos/a?response-content-type=text%2Fplain&partNumber=1
    GET /photos/(a)!                         => /photos/%28a%29%21
    `),
  )('%s is sent on as %s', (line, target) => {
    expect(sent(line ?? '')).toBe(target)
  })
})

describe('S3 §3 buckets', () => {
  test.each(
    table(`
    PUT /photos                            => CreateBucket photos
    PUT /photos ; x-amz-acl: private       => CreateBucket photos
    PUT /photos ; x-amz-acl: public-read   => CreateBucket photos + PutBucketAcl photos
    PUT /photos ; x-amz-grant-read: id=1   => CreateBucket photos + PutBucketAcl photos
    PUT /photos ; x-amz-bucket-object-lock-enabled: True => CreateBucket photos + PutBucketObjectLockConfiguration photos + PutBucketVersioning photos
    PUT /photos ; x-amz-object-ownership: ObjectWriter => CreateBucket photos + PutBucketOwnershipControls photos
    DELETE /photos                         => DeleteBucket photos
    HEAD /photos                           => ListBucket photos
    GET /photos?list-type=2                => ListBucket photos
    GET /photos?versions                   => ListBucketVersions photos
    GET /photos?uploads                    => ListBucketMultipartUploads photos
    GET /photos?location                   => GetBucketLocation photos
    GET /photos?policyStatus               => GetBucketPolicyStatus photos
    GET /photos?acl                        => GetBucketAcl photos
    PUT /photos?acl                        => PutBucketAcl photos
    GET /photos?policy                     => GetBucketPolicy photos
    PUT /photos?policy                     => PutBucketPolicy photos
    DELETE /photos?policy                  => DeleteBucketPolicy photos
    GET /photos?cors                       => GetBucketCORS photos
    DELETE /photos?cors                    => PutBucketCORS photos
    PUT /photos?tagging                    => PutBucketTagging photos
    DELETE /photos?tagging                 => PutBucketTagging photos
    DELETE /photos?website                 => DeleteBucketWebsite photos
    GET /photos?lifecycle                  => GetLifecycleConfiguration photos
    DELETE /photos?lifecycle               => PutLifecycleConfiguration photos
    PUT /photos?encryption                 => PutEncryptionConfiguration photos
    GET /photos?replication                => GetReplicationConfiguration photos
    DELETE /photos?ownershipControls       => PutBucketOwnershipControls photos
    PUT /photos?publicAccessBlock          => PutBucketPublicAccessBlock photos
    GET /photos?versioning                 => GetBucketVersioning photos
    PUT /photos?logging                    => PutBucketLogging photos
    PUT /photos?notification               => PutBucketNotification photos
    GET /photos?requestPayment             => GetBucketRequestPayment photos
    PUT /photos?accelerate                 => PutAccelerateConfiguration photos
    GET /photos?object-lock                => GetBucketObjectLockConfiguration photos
    GET /photos?inventory                  => GetInventoryConfiguration photos
    DELETE /photos?analytics&id=x          => PutAnalyticsConfiguration photos
    PUT /photos?metrics&id=x               => PutMetricsConfiguration photos
    GET /photos?intelligent-tiering&id=x   => GetIntelligentTieringConfiguration photos
    `),
  )('%s asks %s', (line, actions) => {
    expect(asked(line ?? '')).toBe(actions)
  })
})

describe('S3 §4 objects', () => {
  test.each(
    table(`
    HEAD /photos/a                         => GetObject photos/a
    GET /photos/a ; range: bytes=0-1       => GetObject photos/a
    GET /photos/a?partNumber=1             => GetObject photos/a
    GET /photos/a?versionId=v              => GetObjectVersion photos/a
    HEAD /photos/a?versionId=null          => GetObjectVersion photos/a
    GET /photos/a?attributes               => GetObject photos/a + GetObjectAttributes photos/a
    GET /photos/a?attributes&versionId=v   => GetObjectVersion photos/a + GetObjectVersionAttributes photos/a
    PUT /photos/a                          => PutObject photos/a
    PUT /photos/a/                         => PutObject photos/a/
    POST /photos/a?uploads                 => PutObject photos/a
    PUT /photos/a?partNumber=1&uploadId=u  => PutObject photos/a
    POST /photos/a?uploadId=u              => PutObject photos/a
    GET /photos/a?uploadId=u               => ListMultipartUploadParts photos/a
    DELETE /photos/a?uploadId=u            => AbortMultipartUpload photos/a
    DELETE /photos/a                       => DeleteObject photos/a
    DELETE /photos/a?versionId=v           => DeleteObjectVersion photos/a
    DELETE /photos/a ; x-amz-bypass-governance-retention: true => DeleteObject photos/a + BypassGovernanceRetention photos/a
    PUT /photos/a?acl                      => PutObjectAcl photos/a
    PUT /photos/a?acl&versionId=v          => PutObjectVersionAcl photos/a
    GET /photos/a?tagging                  => GetObjectTagging photos/a
    PUT /photos/a?tagging&versionId=v      => PutObjectVersionTagging photos/a
    DELETE /photos/a?tagging               => DeleteObjectTagging photos/a
    GET /photos/a?retention&versionId=v    => GetObjectRetention photos/a
    PUT /photos/a?retention ; x-amz-bypass-governance-retention: true => PutObjectRetention photos/a + BypassGovernanceRetention photos/a
    GET /photos/a?legal-hold               => GetObjectLegalHold photos/a
    PUT /photos/a?legal-hold               => PutObjectLegalHold photos/a
    GET /photos/a?torrent                  => GetObjectTorrent photos/a
    GET /photos/a?torrent&versionId=v      => GetObjectVersionTorrent photos/a
    POST /photos/a?restore                 => RestoreObject photos/a
    POST /photos/a?select&select-type=2    => GetObject photos/a
    PUT /photos/a ; x-amz-acl: private     => PutObject photos/a + PutObjectAcl photos/a
    PUT /photos/a ; x-amz-grant-full-control: id=1 => PutObject photos/a + PutObjectAcl photos/a
    PUT /photos/a ; x-amz-tagging: a=1     => PutObject photos/a + PutObjectTagging photos/a
    PUT /photos/a ; x-amz-tagging: a=1&a=2 => 400 InvalidArgument
    PUT /photos/a ; x-amz-tagging: %zz     => 400 InvalidArgument
    POST /photos/a?uploads ; x-amz-tagging: a=1 => PutObject photos/a + PutObjectTagging photos/a
    PUT /photos/a ; x-amz-object-lock-mode: GOVERNANCE => PutObject photos/a + PutObjectRetention photos/a
    PUT /photos/a ; x-amz-object-lock-legal-hold: ON => PutObject photos/a + PutObjectLegalHold photos/a
    `),
  )('%s asks %s', (line, actions) => {
    expect(asked(line ?? '')).toBe(actions)
  })

  test.each(
    table(`
    other/b                    => PutObject photos/a + GetObject other/b
    /other/b                   => PutObject photos/a + GetObject other/b
    other%2Fb%2Fc              => PutObject photos/a + GetObject other/b/c
    other/b%3FversionId=v      => PutObject photos/a + GetObject other/b?versionId=v
    other/b?versionId=v        => PutObject photos/a + GetObjectVersion other/b
    other/b?versionId=         => 400 InvalidArgument
    other/b?versionId=v&acl    => 400 InvalidArgument
    other/b?acl                => 400 InvalidArgument
    other/b?                   => 400 InvalidArgument
    other                      => 400 InvalidArgument
    other/                     => 400 InvalidArgument
    //other/b                  => 400 InvalidArgument
    other/../b                 => 400 InvalidArgument
    other%2F%2e%2e%2Fb         => 400 InvalidArgument
    arn:aws:s3:::other/b       => 400 InvalidArgument
    OTHER/b                    => 400 InvalidArgument
    %zz                        => 400 InvalidArgument
    `),
  )('a copy of %s asks %s', (source, actions) => {
    expect(asked(`PUT /photos/a ; x-amz-copy-source: ${source}`)).toBe(actions)
  })

  test('a copy by parts asks for the source as well', () => {
    expect(asked('PUT /photos/a?partNumber=1&uploadId=u ; x-amz-copy-source: other/b')).toBe('PutObject photos/a + GetObject other/b')
  })

  test('a copy that is told to copy tags asks for those of both objects', () => {
    const actions = 'PutObject photos/a + PutObjectTagging photos/a + GetObject other/b + GetObjectTagging other/b'
    expect(asked('PUT /photos/a ; x-amz-copy-source: other/b ; x-amz-tagging-directive: COPY')).toBe(actions)
  })

  test('two copy sources are refused', () => {
    expect(asked('PUT /photos/a ; x-amz-copy-source: other/b ; x-amz-copy-source: other/c')).toBe('400 InvalidArgument')
  })

  test('a copy source where nothing is copied asks nothing', () => {
    expect(asked('PUT /photos/a?acl ; x-amz-copy-source: other/b')).toBe('PutObjectAcl photos/a')
  })
})
