import { describe, expect } from 'vitest'
import { startAnsweringStore } from '../counterparts/answering-store.ts'
import { newUser } from '../iam-users.ts'
import { startGatewayOf } from './gateway-of.ts'
import { all, denied, test } from './policy-door.ts'
import { presigned } from './presigned.ts'
import { sendSigned } from './signed-exchange.ts'

describe('S3 §7 home folders', () => {
  test('as the guide prints them open the way there and what is in them', async ({ door }) => {
    const name = door.user.name
    await door.permit(
      { Action: ['s3:ListAllMyBuckets', 's3:GetBucketLocation'], Resource: 'arn:aws:s3:::*' },
      {
        Action: 's3:ListBucket',
        Resource: 'arn:aws:s3:::company',
        Condition: { StringEquals: { 's3:prefix': ['', 'home/', 'home/${aws:username}'], 's3:delimiter': ['/'] } },
      },
      { Action: 's3:ListBucket', Resource: 'arn:aws:s3:::company', Condition: { StringLike: { 's3:prefix': ['home/${aws:username}/*'] } } },
      { Action: 's3:*', Resource: 'arn:aws:s3:::company/home/${aws:username}/*' },
    )
    for (const [method, target, status] of [
      ['GET', '/company?location', 200],
      ['GET', '/company?prefix=&delimiter=%2F', 200],
      ['GET', '/company?list-type=2&prefix=home%2F&delimiter=%2F', 200],
      ['GET', `/company?prefix=home%2F${name}&delimiter=/`, 200],
      ['GET', `/company?prefix=home%2F${name}%2F`, 200],
      ['GET', `/company?prefix=home/${name}/a%2F&delimiter=%2F`, 200],
      ['PUT', `/company/home/${name}/a`, 200],
      ['DELETE', `/company/home/${name}/a`, 200],
      ['GET', '/company', 403],
      ['GET', '/company?delimiter=%2F', 403],
      ['GET', '/company?prefix=', 403],
      ['GET', '/company?prefix=home%2F', 403],
      ['GET', '/company?Prefix=home%2F&delimiter=%2F', 403],
      ['GET', `/company?prefix=home%2F${name}x%2F`, 403],
      ['GET', `/company?prefix=HOME%2F${name}%2F`, 403],
      ['GET', `/company?prefix=home%252F${name}%252F`, 403],
      ['HEAD', '/company', 403],
      ['GET', `/company?versions&prefix=home%2F${name}%2F`, 403],
      ['PUT', `/company/home/${name}`, 403],
      ['PUT', `/company/home/${name}x/a`, 403],
      ['PUT', `/company//home/${name}/a`, 403],
      ['PUT', `/company/home//${name}/a`, 403],
      ['GET', '/other?location', 200],
      ['GET', '/other?prefix=&delimiter=%2F', 403],
    ] as const) {
      expect([method, target, await door.ask(method, target)]).toEqual([method, target, status])
    }
  })
})

describe('S3 §7 what a request says', () => {
  const lock = 'x-amz-object-lock'
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000 - 3_600_000).toISOString()
  const retention = (days: number) => `<Retention><Mode>GOVERNANCE</Mode><RetainUntilDate>${inDays(days)}</RetainUntilDate></Retention>`

  test.for<[string, Record<string, unknown>, readonly (readonly [number, string, string, Record<string, string>?, string?])[]]>([
    [
      'an ACL that gives something away',
      { StringEquals: { 's3:x-amz-acl': ['public-read', 'public-read-write', 'authenticated-read'] } },
      [
        [200, 'PUT', '/photos/a'],
        [200, 'PUT', '/photos/a', { 'x-amz-acl': 'private' }],
        [403, 'PUT', '/photos/a', { 'x-amz-acl': 'public-read' }],
        [403, 'PUT', '/photos/a?x-amz-acl=public-read'],
        [403, 'PUT', '/photos/a?X-AMZ-ACL=public-read'],
        [403, 'PUT', '/photos/a?acl', { 'x-amz-acl': 'public-read' }],
        [403, 'POST', '/photos/a?uploads', { 'x-amz-acl': 'authenticated-read' }],
        [403, 'PUT', '/photos', { 'x-amz-acl': 'public-read' }],
      ],
    ],
    [
      'anything but full control of the owner',
      { StringNotEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } },
      [
        [403, 'PUT', '/photos/a'],
        [403, 'PUT', '/photos/a', { 'x-amz-acl': 'private' }],
        [200, 'PUT', '/photos/a', { 'x-amz-acl': 'bucket-owner-full-control' }],
      ],
    ],
    [
      'what is not encrypted',
      { Null: { 's3:x-amz-server-side-encryption': 'true' } },
      [
        [403, 'PUT', '/photos/a'],
        [200, 'PUT', '/photos/a', { 'x-amz-server-side-encryption': 'AES256' }],
      ],
    ],
    [
      'what may take the place of something',
      { StringNotEquals: { 's3:if-none-match': '*' } },
      [
        [403, 'PUT', '/photos/a'],
        [403, 'PUT', '/photos/a', { 'if-match': '"x"' }],
        [200, 'PUT', '/photos/a', { 'if-none-match': '*' }],
      ],
    ],
    [
      'long listings',
      { NumericGreaterThan: { 's3:max-keys': '10' } },
      [
        [200, 'GET', '/photos?max-keys=10'],
        [403, 'GET', '/photos?max-keys=11'],
        [403, 'GET', '/photos?uploads&max-uploads=11'],
      ],
    ],
    [
      'tags that are not of the list',
      { 'ForAnyValue:StringNotEquals': { 's3:RequestObjectTagKeys': ['team', 'class'] } },
      [
        [200, 'PUT', '/photos/a', { 'x-amz-tagging': 'team=a&class=b' }],
        [403, 'PUT', '/photos/a', { 'x-amz-tagging': 'team=a&other=b' }],
        [403, 'PUT', '/photos/a?x-amz-tagging=other%3Db'],
        [403, 'PUT', '/photos/a?tagging', {}, '<Tagging><TagSet><Tag><Key>other</Key><Value>b</Value></Tag></TagSet></Tagging>'],
        [200, 'PUT', '/photos/a?tagging', {}, '<Tagging><TagSet><Tag><Key><![CDATA[te]]>am</Key><Value/></Tag></TagSet></Tagging>'],
        [403, 'POST', '/photos/a?uploads', { 'x-amz-tagging': 'oth%65r=b' }],
      ],
    ],
    [
      'a value of a tag',
      { StringEquals: { 's3:RequestObjectTag/class': 'secret' } },
      [
        [200, 'PUT', '/photos/a', { 'x-amz-tagging': 'class=open' }],
        [403, 'PUT', '/photos/a', { 'x-amz-tagging': 'class=s%65cret' }],
      ],
    ],
    [
      'locks that last',
      { NumericGreaterThan: { 's3:object-lock-remaining-retention-days': '10' } },
      [
        [200, 'PUT', '/photos/a', { [`${lock}-mode`]: 'GOVERNANCE', [`${lock}-retain-until-date`]: inDays(10) }],
        [403, 'PUT', '/photos/a', { [`${lock}-mode`]: 'GOVERNANCE', [`${lock}-retain-until-date`]: inDays(12) }],
        [200, 'PUT', '/photos/a?retention', {}, retention(10)],
        [403, 'PUT', '/photos/a?retention', {}, retention(12)],
      ],
    ],
    [
      'locks that nobody opens',
      { StringEquals: { 's3:object-lock-mode': 'COMPLIANCE' } },
      [
        [200, 'PUT', '/photos/a?retention', {}, retention(1)],
        [403, 'PUT', '/photos/a?retention', {}, retention(1).replace('GOVERNANCE', 'COMPLIANCE')],
        [403, 'PUT', '/photos/a', { [`${lock}-mode`]: 'COMPLIANCE', [`${lock}-retain-until-date`]: inDays(1) }],
      ],
    ],
    [
      'a legal hold that ends',
      { StringEquals: { 's3:object-lock-legal-hold': 'OFF' } },
      [
        [200, 'PUT', '/photos/a?legal-hold', {}, '<LegalHold><Status>ON</Status></LegalHold>'],
        [403, 'PUT', '/photos/a?legal-hold', {}, '<LegalHold><Status>OFF</Status></LegalHold>'],
      ],
    ],
    [
      'copies from elsewhere',
      { Null: { 's3:x-amz-copy-source': 'false' }, StringNotLike: { 's3:x-amz-copy-source': 'photos/*' } },
      [
        [200, 'PUT', '/photos/a'],
        [200, 'PUT', '/photos/a', { 'x-amz-copy-source': '/photos/b%2Fc' }],
        [403, 'PUT', '/photos/a', { 'x-amz-copy-source': 'other/b' }],
        [403, 'PUT', '/photos/a', { 'x-amz-copy-source': 'other/photos/b' }],
      ],
    ],
    [
      'buckets elsewhere',
      { StringNotEqualsIfExists: { 's3:locationconstraint': 'eu-west-1' } },
      [
        [
          200,
          'PUT',
          '/new-bucket',
          {},
          '<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>',
        ],
        [
          403,
          'PUT',
          '/new-bucket',
          {},
          '<CreateBucketConfiguration><LocationConstraint>us-west-1</LocationConstraint></CreateBucketConfiguration>',
        ],
      ],
    ],
    ['plain HTTP', { Bool: { 'aws:SecureTransport': 'false' } }, [[403, 'GET', '/photos/a']]],
    ['an older TLS', { NumericLessThan: { 's3:TlsVersion': '1.2' } }, [[200, 'GET', '/photos/a']]],
    ['another account', { StringNotEquals: { 's3:ResourceAccount': '123456789012' } }, [[200, 'GET', '/photos/a']]],
    ['addresses elsewhere', { NotIpAddress: { 'aws:SourceIp': '127.0.0.0/8' } }, [[200, 'GET', '/photos/a']]],
    [
      'addresses here, whatever a caller says that he is',
      { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } },
      [[403, 'GET', '/photos/a', { 'x-forwarded-for': '203.0.113.9' }]],
    ],
    ['what is not presigned', { StringNotEquals: { 's3:authType': 'REST-QUERY-STRING' } }, [[403, 'GET', '/photos/a']]],
  ])('may be denied: %s', async ([, condition, asked], { door }) => {
    await door.permit(all, denied(condition))
    for (const [status, method, target, headers, body] of asked) {
      door.store.received.length = 0
      expect([target, headers, body, await door.ask(method, target, headers, body)]).toEqual([target, headers, body, status])
      expect(door.store.received).toHaveLength(status === 200 ? 1 : 0)
    }
  })
})

describe('S3 §7 presigned requests', () => {
  const status = async (url: string, init: RequestInit = {}) => {
    const answer = await fetch(url, init)
    await answer.arrayBuffer()
    return answer.status
  }

  test('are too old for a policy before they expire', async ({ door }) => {
    await door.permit(all, denied({ NumericGreaterThan: { 's3:signatureAge': '60000' } }))
    const url = await presigned(door.gateway.url, door.user.credentials, { bucket: 'photos', key: 'a', expiresIn: 600 })
    expect(await status(url)).toBe(200)
    door.gateway.hallpass.advance(50_000)
    expect(await status(url)).toBe(200)
    door.gateway.hallpass.advance(20_000)
    expect(await status(url)).toBe(403)
    expect(await door.ask('GET', '/photos/a')).toBe(200)
  })

  test('may be all that is allowed, or not at all', async ({ door }) => {
    const url = await presigned(door.gateway.url, door.user.credentials, { bucket: 'photos', key: 'a' })
    await door.permit(all, denied({ StringNotEquals: { 's3:authType': 'REST-QUERY-STRING' } }))
    expect([await status(url), await door.ask('GET', '/photos/a')]).toEqual([200, 403])
    await door.permit(all, denied({ StringEquals: { 's3:x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } }))
    expect([await status(url), await door.ask('GET', '/photos/a')]).toEqual([403, 200])
  })

  test('carry headers in their query, which are judged and sent as headers', async ({ door }) => {
    const query = { 'x-amz-acl': 'public-read', 'x-amz-meta-who': 'ann' }
    const url = await presigned(door.gateway.url, door.user.credentials, { method: 'PUT', bucket: 'photos', key: 'a', query })
    await door.permit({ Action: 's3:PutObject' })
    expect(await status(url, { method: 'PUT', body: 'x' })).toBe(403)
    await door.permit({ Action: ['s3:PutObject', 's3:PutObjectAcl'], Condition: { StringEquals: { 's3:x-amz-acl': 'public-read' } } })
    expect(await status(url, { method: 'PUT', body: 'x' })).toBe(200)
    expect(door.store.received.at(-1)).toMatchObject({ target: '/photos/a', headers: query })
  })
})

describe('aws:SourceIp', () => {
  test('is who a trusted proxy says it is', async () => {
    const store = await startAnsweringStore()
    const gateway = await startGatewayOf({ url: store.url, profile: 'generic' }, {}, { trustedProxies: ['127.0.0.1'] })
    const user = await newUser(gateway.hallpass, [{ Action: 's3:*', Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }])
    const ask = async (forwarded: string) => {
      const headers = { 'x-forwarded-for': forwarded }
      return (await sendSigned(gateway.url, { method: 'GET', target: '/photos/a', headers }, user.credentials)).status
    }
    expect(await ask('203.0.113.9')).toBe(200)
    expect(await ask('198.51.100.1')).toBe(403)
    // The nearest one that is no proxy of ours; what stands before it anybody may have written.
    expect(await ask('203.0.113.9, 198.51.100.1')).toBe(403)
    expect(store.received.map(({ headers }) => headers['x-forwarded-for'])).toEqual([undefined])
    await gateway.close()
    await store.close()
  })
})
