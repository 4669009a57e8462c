import { describe, expect, test } from 'vitest'
import { readAuthorization, type SignatureRules } from './read-authorization.ts'
import type { SignedRequest } from './signed-request.ts'

const now = Date.UTC(2026, 0, 1, 0, 15)
const rules: SignatureRules = { service: 'sts', now, toleranceMinutes: 15 }
const good: Readonly<Record<string, string>> = {
  'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
  'X-Amz-Credential': 'AKIDEXAMPLE/20260101/eu-west-1/sts/aws4_request',
  'X-Amz-Date': '20260101T001500Z',
  'X-Amz-Expires': '60',
  'X-Amz-SignedHeaders': 'host',
  'X-Amz-Signature': 'ab'.repeat(32),
}
const mismatch = {
  kind: 'invalid-signature',
  message:
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
}

type Headers = SignedRequest['headers']
type Change = Readonly<Record<string, string | undefined>>

test('a presigned request says who signed it, in any order', () => {
  const expected = {
    kind: 'signed',
    accessKeyId: 'AKIDEXAMPLE',
    sessionToken: undefined,
    scope: { date: '20260101', region: 'eu-west-1', service: 'sts' },
    signedHeaders: ['host'],
    signature: 'ab'.repeat(32),
    date: '20260101T001500Z',
  }
  expect(read({})).toEqual(expected)
  expect(readQuery(queryOf(good).split('&').toReversed().join('&'))).toEqual(expected)
})

describe('the session token of a presigned request', () => {
  test('is in the query', () => {
    expect(read({ 'X-Amz-Security-Token': 'a/b+c=' })).toMatchObject({ kind: 'signed', sessionToken: 'a/b+c=' })
  })

  test('may be in a header that is signed', () => {
    const headers: Headers = [['X-Amz-Security-Token', 'a']]
    expect(read({ 'X-Amz-SignedHeaders': 'host;x-amz-security-token' }, headers)).toMatchObject({ kind: 'signed', sessionToken: 'a' })
    expect(read({}, headers)).toMatchObject({
      kind: 'invalid-signature',
      message: expect.stringContaining("'x-amz-security-token' must be"),
    })
  })

  test('is not in both', () => {
    const change = { 'X-Amz-SignedHeaders': 'host;x-amz-security-token', 'X-Amz-Security-Token': 'a' }
    expect(read(change, [['X-Amz-Security-Token', 'a']])).toEqual(mismatch)
  })
})

test('the session token of a request that is signed in its header may be in the query', () => {
  const { 'X-Amz-Credential': credential, 'X-Amz-Signature': signature } = good
  const headers: Headers = [
    ['X-Amz-Date', '20260101T001500Z'],
    ['Authorization', `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host;x-amz-date, Signature=${signature}`],
  ]
  expect(readQuery('X-Amz-Security-Token=t', headers)).toMatchObject({ kind: 'signed', sessionToken: 't' })
})

describe('a presigned request is refused', () => {
  const requires = (name: string) => `AWS query-string parameters must include '${name}'. `
  const end = 'Re-examine the query-string parameters.'
  test.each<[string, Change, string]>([
    ['the algorithm is empty', { 'X-Amz-Algorithm': '' }, `${requires('X-Amz-Algorithm')}${end}`],
    ['there is no date', { 'X-Amz-Date': undefined }, `${requires('X-Amz-Date')}${end}`],
    [
      'the credential and the signature are missing',
      { 'X-Amz-Signature': '', 'X-Amz-Credential': undefined },
      `${requires('X-Amz-Credential')}${requires('X-Amz-Signature')}${end}`,
    ],
    ['a name is in lower case', { 'X-Amz-Date': undefined, 'x-amz-date': '20260101T001500Z' }, `${requires('X-Amz-Date')}${end}`],
  ])('where %s', (_, change, message) => {
    expect(read(change)).toEqual({ kind: 'incomplete-signature', message })
  })

  test.each(['X-Amz-Algorithm', 'X-Amz-Algorithm=', 'X%2DAmz-Algorithm'])('where all is missing but %s, naming all of it', (query) => {
    const names = ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-SignedHeaders', 'X-Amz-Date']
    expect(readQuery(query)).toEqual({ kind: 'incomplete-signature', message: `${names.map(requires).join('')}${end}` })
  })

  test('as unsigned where it does not name the algorithm', () => {
    const unsigned = { kind: 'missing-authentication-token', message: 'Request is missing Authentication Token' }
    expect(read({ 'X-Amz-Algorithm': undefined })).toEqual(unsigned)
    expect(read({ 'X-Amz-Algorithm': undefined, 'x-amz-algorithm': 'AWS4-HMAC-SHA256' })).toEqual(unsigned)
  })

  test.each(['AWS4-HMAC-SHA256 Credential=a', 'Bearer a', ''])('where the header holds %j too', (authorization) => {
    const message = "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."
    expect(read({}, [['Authorization', authorization]])).toEqual({ kind: 'two-forms', message })
  })

  test.each(['AWS4-ECDSA-P256-SHA256', 'AWS4-HMAC-SHA512', 'aws4-hmac-sha256'])('where the algorithm is %s', (algorithm) => {
    expect(read({ 'X-Amz-Algorithm': algorithm })).toEqual({
      kind: 'incomplete-signature',
      message: `Unsupported AWS 'algorithm': '${algorithm}'`,
    })
  })

  test('where the date cannot be read', () => {
    expect(read({ 'X-Amz-Date': '2026' })).toEqual({
      kind: 'incomplete-signature',
      message: "Date must be in ISO-8601 'basic format'. Got '2026'. See http://en.wikipedia.org/wiki/ISO_8601",
    })
  })

  test('where the credential is not of five parts', () => {
    expect(read({ 'X-Amz-Credential': 'a/b' })).toEqual({
      kind: 'incomplete-signature',
      message: "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b'",
    })
  })

  test('where the scope is wrong, naming all that is', () => {
    expect(read({ 'X-Amz-Credential': 'AKID/20251231/E/iam/aws4' })).toEqual({
      kind: 'invalid-signature',
      message:
        "Credential should be scoped to a valid region. Credential should be scoped to correct service: 'sts'. " +
        "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws4'. " +
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20251231' != '20260101', from '20260101T001500Z'.",
    })
  })

  test.each([
    '0',
    '-1',
    '604801',
    '1000000',
    '1.5',
    '60s',
    '',
    ' 60',
    '1e3',
    '0x10',
    '٦٠',
  ])('where it is good for %j seconds', (expires) => {
    const shown = Buffer.from(expires).toString('latin1')
    expect(read({ 'X-Amz-Expires': expires })).toEqual({
      kind: 'incomplete-signature',
      message: `X-Amz-Expires must be a number of seconds from 1 to 604800. Got '${shown}'`,
    })
  })

  test.each(Object.keys(good))('where %s comes twice, equal or not', (name) => {
    for (const value of [good[name] ?? '', 'x'])
      expect(readQuery(`${queryOf(good)}&${name}=${encodeURIComponent(value)}`)).toEqual(mismatch)
    expect(readQuery(`${queryOf(good)}&${name.toLowerCase()}=x`)).toEqual(mismatch)
  })

  test('where the host is not signed', () => {
    expect(read({ 'X-Amz-SignedHeaders': 'x-k8s-aws-id' }, [['x-k8s-aws-id', 'a']])).toEqual({
      kind: 'invalid-signature',
      message: "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    })
  })

  test('where a header of AWS is not signed', () => {
    expect(read({}, [['X-Amz-Target', 'a']])).toEqual({
      kind: 'invalid-signature',
      message: "'x-amz-target' must be a 'SignedHeader' in the AWS Authorization.",
    })
  })

  test('where a header that was signed is not there', () => {
    expect(read({ 'X-Amz-SignedHeaders': 'host;x-k8s-aws-id' })).toEqual(mismatch)
  })
})

describe('a presigned request is good', () => {
  const at = (time: number, change: Change = {}) =>
    readAuthorization(request(queryOf({ ...good, ...change })), { ...rules, now: time }).kind

  test.each([
    ['60', 60_000],
    ['1', 1000],
    ['604800', 604_800_000],
    [undefined, 900_000],
  ])('for the %s seconds that it says, or 15 minutes', (expires, life) => {
    expect(at(now + life, { 'X-Amz-Expires': expires })).toBe('signed')
    expect(at(now + life + 999, { 'X-Amz-Expires': expires })).toBe('signed')
    expect(at(now + life + 1000, { 'X-Amz-Expires': expires })).toBe('invalid-signature')
  })

  test('from 15 minutes before its date on, whatever the service', () => {
    for (const toleranceMinutes of [5, 15] as const) {
      const when = (time: number) => readAuthorization(request(queryOf(good)), { ...rules, toleranceMinutes, now: time }).kind
      expect(when(now - 900_000)).toBe('signed')
      expect(when(now - 901_000)).toBe('invalid-signature')
    }
  })

  test.each<[number, Change, string]>([
    [61_000, {}, 'Signature expired: 20260101T001500Z is now earlier than 20260101T001501Z (20260101T001601Z - 1 min.)'],
    [
      91_000,
      { 'X-Amz-Expires': '90' },
      'Signature expired: 20260101T001500Z is now earlier than 20260101T001501Z (20260101T001631Z - 90 sec.)',
    ],
    [
      901_000,
      { 'X-Amz-Expires': undefined },
      'Signature expired: 20260101T001500Z is now earlier than 20260101T001501Z (20260101T003001Z - 15 min.)',
    ],
    [-901_000, {}, 'Signature not yet current: 20260101T001500Z is still later than 20260101T001459Z (20251231T235959Z + 15 min.)'],
  ])('not %i milliseconds after its date, and is told so', (after, change, message) => {
    const refused = readAuthorization(request(queryOf({ ...good, ...change })), { ...rules, now: now + after })
    expect(refused).toEqual({ kind: 'invalid-signature', message })
  })
})

function read(change: Change, headers: Headers = []) {
  return readQuery(queryOf({ ...good, ...change }), headers)
}

function readQuery(query: string, headers: Headers = []) {
  return readAuthorization(request(query, headers), rules)
}

function queryOf(parameters: Change): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined)
  return given.map(([name, value = '']) => `${name}=${encodeURIComponent(value)}`).join('&')
}

function request(query: string, headers: Headers = []): SignedRequest {
  return { method: 'GET', path: '/', query, headers: [['Host', 'h'], ...headers], body: new Uint8Array() }
}
