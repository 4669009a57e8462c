import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { original, ours } from './both.ts'
import { type Answer, exchange, serviceOf, visible } from './exchange.ts'
import { nearParams } from './near-params.ts'

const sdk = await original.load()
const mine = await ours.load()
const operation = 'assumeRoleWithWebIdentity'
const arn = 'arn:aws:iam::123456789012:role/R'
const params = { RoleArn: arn, RoleSessionName: 'web-identity', WebIdentityToken: 'token' }
const empty: Answer = { body: '<Response/>' }

describe('A4.3 what is sent to STS', () => {
  const [theirs, own] = [serviceOf(sdk, 'STS', { paramValidation: {} }), serviceOf(mine, 'STS', { paramValidation: {} })]

  test('is what the SDK sends, byte for byte, whatever the parameters', () => {
    fc.assert(
      fc.property(nearParams(own.api.operations[operation]?.input ?? {}), (given) => {
        const expected = exchange(theirs, operation, given as object, empty)
        fc.pre(expected.error === null && !JSON.stringify(given).includes('null'))
        const { 'X-Amz-Content-Sha256': _hash, 'User-Agent': _agent, ...headers } = expected.httpRequest.headers
        const { body, params: fields } = expected.httpRequest
        expect(exchange(own, operation, given as object, empty).httpRequest).toMatchObject({
          method: 'POST',
          path: '/',
          headers,
          body,
          params: fields,
        })
      }),
      { numRuns: 500 },
    )
  })

  test.each([
    [{ Policy: `a b+c&d=é!'()*~-_.` }, 'Policy=a%20b%2Bc%26d%3D%C3%A9%21%27%28%29%2A~-_.'],
    [{ DurationSeconds: 900 }, 'DurationSeconds=900'],
    [{ DurationSeconds: '900' }, 'DurationSeconds=900'],
    [
      { PolicyArns: [{ arn: `${arn}1` }, { arn: `${arn}2` }] },
      'PolicyArns.member.1.arn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2FR1&PolicyArns.member.2.arn=',
    ],
    [{ PolicyArns: [] }, 'PolicyArns=&'],
    [{ Policy: null, ProviderId: undefined }, 'Action=AssumeRoleWithWebIdentity&RoleArn='],
  ])('for %j has %s', (more, part) => {
    for (const service of [theirs, own])
      expect(exchange(service, operation, { ...params, ...more }, empty).httpRequest.body).toContain(part)
  })

  test('is a form', () => {
    const { headers, params: fields } = exchange(own, operation, params, empty).httpRequest
    expect(headers).toMatchObject({ 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' })
    expect(fields).toEqual({ Version: '2011-06-15', Action: 'AssumeRoleWithWebIdentity', ...params })
  })
})

describe('CP-V2-10 data from STS', () => {
  const metadata = '<ResponseMetadata><RequestId>R</RequestId></ResponseMetadata>'
  const answer = (result: string, more = metadata) =>
    `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult>${result}</AssumeRoleWithWebIdentityResult>${more}</AssumeRoleWithWebIdentityResponse>`

  test.each([
    '',
    ' ',
    '<Response/>',
    'no XML',
    '<open>',
    answer(''),
    answer('', ''),
    answer('', '<ResponseMetadata/>'),
    answer('', '<requestId>r</requestId>'),
    answer('', '<ResponseMetadata><RequestId/><A><B>1</B></A></ResponseMetadata>'),
    answer('<Credentials/>'),
    answer('<Credentials><Expiration/></Credentials>'),
    answer(
      '<Credentials><AccessKeyId>A</AccessKeyId><SecretAccessKey>s/&amp;+</SecretAccessKey><SessionToken><![CDATA[t<>&amp;]]></SessionToken><Expiration>2030-01-02T03:04:05Z</Expiration><Later>1</Later></Credentials>',
    ),
    answer('<AssumedRoleUser>\n  <Arn>a</Arn>\n</AssumedRoleUser>\n<PackedPolicySize>6</PackedPolicySize><Later>x</Later>'),
    answer('<PackedPolicySize/><Audience/><Provider> </Provider><SourceIdentity a="1>2">x</SourceIdentity>'),
    answer(
      '<PackedPolicySize>6.7</PackedPolicySize><SubjectFromWebIdentityToken>&#x41;&#66;&lt;&gt;&quot;&apos;</SubjectFromWebIdentityToken>',
    ),
    answer('<Credentials><Expiration>1900000000</Expiration></Credentials>'),
    answer('<Credentials><Expiration>never</Expiration></Credentials>'),
    answer('<Audience>first</Audience><Audience>second</Audience>'),
    `<?xml version="1.0"?>\n<!-- comment -->${answer('<Audience>a<!-- b -->c</Audience>')}\n`,
  ])('from %s are the SDK’s', (body) => {
    const [theirs, own] = [sdk, mine].map((AWS) => exchange(serviceOf(AWS, 'STS'), operation, params, { body }))
    expect(own?.data).toEqual(theirs?.data)
    expect(own?.requestId).toBe(theirs?.requestId)
    // The text of what cannot be read is each reader's own.
    expect(own?.error && [own.error.code, own.error.retryable]).toEqual(theirs?.error && [theirs.error.code, theirs.error.retryable])
  })

  test('have dates, numbers and texts', () => {
    const body = answer(
      '<Credentials><AccessKeyId>A</AccessKeyId><Expiration>2030-01-02T03:04:05Z</Expiration></Credentials><PackedPolicySize>6</PackedPolicySize>',
    )
    expect(exchange(serviceOf(mine, 'STS'), operation, params, { body })).toMatchObject({
      data: {
        Credentials: { AccessKeyId: 'A', Expiration: new Date('2030-01-02T03:04:05Z') },
        PackedPolicySize: 6,
        ResponseMetadata: { RequestId: 'R' },
      },
      requestId: 'R',
    })
  })
})

describe('A4.8 errors from STS', () => {
  const calls = [sdk, mine].map((AWS) => (answer: Answer) => exchange(serviceOf(AWS, 'STS'), operation, params, answer))

  describe.each([{}, { 'x-amzn-requestid': 'R1' }])('with the headers %j', (headers) => {
    test.each([
      '',
      ' ',
      'text',
      '{"__type":"A"}',
      '<html><br></html>',
      '<open>',
      '<a><b></a></b>',
      'text<a/>',
      '<a>&unknown;</a>',
      '<a>&</a>',
      '<a>text</a>',
      '<a/>',
      '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>a &lt;b&gt; &amp; "c"</Message></Error><RequestId>R</RequestId></ErrorResponse>',
      '<Response><Errors><Error><Code>E</Code><Message/></Error></Errors><requestId>R</requestId></Response>',
      '<E><Code>C</Code></E>',
      '<E><Message>No code</Message></E>',
      '<?xml version="1.0"?>\n<e><Error a="1>2"><Code>C</Code><Message><![CDATA[<b>&amp;]]></Message></Error></e>\n',
      '<e><Error><Code>\n</Code><Message> m </Message></Error></e>',
    ])('are the SDK’s for the body %s', (body) => {
      const [theirs, own] = calls.map((call) => call({ status: 403, headers, body }))
      expect(visible(own?.error ?? null)).toEqual(visible(theirs?.error ?? null))
      expect(own?.data).toBeNull()
      expect(own?.requestId).toBe(theirs?.requestId)
    })
  })

  test('have the code, the message, and the id of the header', () => {
    const body = '<ErrorResponse><Error><Code>ExpiredTokenException</Code><Message>Token expired</Message></Error></ErrorResponse>'
    const { error } = exchange(serviceOf(mine, 'STS'), operation, params, { status: 400, headers: { 'x-amzn-requestid': 'R1' }, body })
    expect(error).toMatchObject({ code: 'ExpiredTokenException', message: 'Token expired', requestId: 'R1', statusCode: 400 })
  })
})
