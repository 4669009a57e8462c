import { describe, expect, test } from 'vitest'
import { readAuthorization, type SignatureRules } from './read-authorization.ts'
import type { SignedRequest } from './signed-request.ts'

const now = Date.UTC(2026, 0, 1, 0, 15)
const date = '20260101T001500Z'
const rules: SignatureRules = { service: 'cognito-identity', now, toleranceMinutes: 5 }
const signature = 'ab'.repeat(32)
const credential = 'AKIDEXAMPLE/20260101/eu-west-1/cognito-identity/aws4_request'
const good = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host;x-amz-date, Signature=${signature}`
const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'

type Headers = SignedRequest['headers']

describe('an authorization is refused', () => {
  const missing = { kind: 'missing-authentication-token', message: 'Request is missing Authentication Token' }

  test('where there is none', () => {
    expect(readAuthorization(request({ headers: [['Host', 'h']] }), rules)).toEqual(missing)
  })

  test.each([
    '',
    'AWS3-HTTPS AWSAccessKeyId=a',
    'aws4-hmac-sha256',
    'Bearer AWS4-HMAC-SHA256',
    'Basic YTpi',
  ])('as none where it is %j', (header) => {
    expect(read(header)).toEqual(missing)
  })

  test.each([
    'X-Amz-Algorithm=AWS4-HMAC-SHA256',
    'a=b&X-Amz-Algorithm',
    'X%2DAmz-Algorithm=',
  ])('where the query is signed too: %s', (query) => {
    expect(read(good, { query })).toEqual({
      kind: 'two-forms',
      message: "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
    })
  })

  const requires = (name: string) => `Authorization header requires '${name}' parameter. `
  const requiresAll = requires('Credential') + requires('Signature') + requires('SignedHeaders')
  const requiresDate = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
  test.each([
    ['AWS4-', `${requiresAll}Authorization=AWS4-`],
    ['AWS4-HMAC-SHA256', `${requiresAll}Authorization=AWS4-HMAC-SHA256`],
    [
      'AWS4-HMAC-SHA256 Credential=, SignedHeaders=, Signature=',
      `${requiresAll}Authorization=AWS4-HMAC-SHA256 Credential=, SignedHeaders=, `,
    ],
    ['AWS4-HMAC-SHA256 Credential=a', `${requires('Signature')}${requires('SignedHeaders')}Authorization=AWS4-HMAC-SHA256 Credential=a`],
    ['AWS4-HMAC-SHA256 Signature=b', `${requires('Credential')}${requires('SignedHeaders')}Authorization=AWS4-HMAC-SHA256 `],
    [
      'AWS4-HMAC-SHA256 credential=a, SignedHeaders=c, Signature=b',
      `${requires('Credential')}Authorization=AWS4-HMAC-SHA256 credential=a, SignedHeaders=c, `,
    ],
    ['AWS4-HMAC-SHA256Credential=a', `${requiresAll}Authorization=AWS4-HMAC-SHA256Credential=a`],
  ])('where parts are missing: %s', (header, message) => {
    expect(read(header)).toEqual({ kind: 'incomplete-signature', message })
  })

  test('where parts and the date are missing, naming all of them', () => {
    const headers: Headers = [['Authorization', 'AWS4-HMAC-SHA256']]
    const message = `${requiresAll}${requiresDate}Authorization=AWS4-HMAC-SHA256`
    expect(readAuthorization(request({ headers }), rules)).toEqual({ kind: 'incomplete-signature', message })
  })

  test('where only the date is missing', () => {
    const headers: Headers = [
      ['Host', 'h'],
      ['Authorization', good],
    ]
    const message = `${requiresDate}Authorization=${good.slice(0, good.indexOf('Signature='))}`
    expect(readAuthorization(request({ headers }), rules)).toEqual({ kind: 'incomplete-signature', message })
  })

  test.each([
    ['Credential=not valid/x, SignedHeaders=host', 'valid/x', 'AWS4-HMAC-SHA256 Credential=not valid/x, SignedHeaders=host'],
    ['Credential', 'Credential', 'AWS4-HMAC-SHA256 Credential'],
    ['Credential=a, Signature= deadbeef', '', 'AWS4-HMAC-SHA256 Credential=a, '],
  ])('where a part has no equal sign: %s', (parts, part, shown) => {
    const message = `'${part}' not a valid key=value pair (missing equal-sign) in Authorization header: '${shown}'.`
    expect(read(`AWS4-HMAC-SHA256 ${parts}`)).toEqual({ kind: 'incomplete-signature', message })
  })

  test.each([
    `Credential=${credential}`,
    'SignedHeaders=host',
    `Signature=${signature}`,
    'Colour=blue, Colour=blue',
  ])('where a part comes twice: %s', (part) => {
    expect(read(`${good}, ${part}`)).toMatchObject({ kind: 'incomplete-signature', message: expect.stringContaining('more than one') })
  })

  test.each(['AWS4-ECDSA-P256-SHA256', 'AWS4-HMAC-SHA512', 'AWS4-HMAC-SHA25', 'AWS4'])('where the algorithm is %s', (algorithm) => {
    const message = `Unsupported AWS 'algorithm': '${algorithm}'`
    expect(read(good.replace('AWS4-HMAC-SHA256', algorithm))).toEqual({ kind: 'incomplete-signature', message })
  })

  test.each(['', 'x', '2026-01-01T00:15:00Z'])('where the date is %j', (text) => {
    expect(read(good, { date: text })).toEqual({
      kind: 'incomplete-signature',
      message: `Date must be in ISO-8601 'basic format'. Got '${text}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    })
  })

  test('where X-Amz-Date cannot be read, although Date can', () => {
    expect(read(good, { date: 'x', headers: [['Date', date]] })).toMatchObject({ kind: 'incomplete-signature' })
  })

  test.each([
    'a',
    'AKID/20260101/eu-west-1/cognito-identity',
    `${credential}/x`,
    `${credential}/`,
  ])('where the credential is %s', (text) => {
    expect(read(good.replace(credential, text))).toEqual({
      kind: 'incomplete-signature',
      message: `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${text}'`,
    })
  })

  test.each([
    ['20260101T000000Z', 5, 'Signature expired: 20260101T000000Z is now earlier than 20260101T001000Z (20260101T001500Z - 5 min.)'],
    ['20251231T235959Z', 15, 'Signature expired: 20251231T235959Z is now earlier than 20260101T000000Z (20260101T001500Z - 15 min.)'],
    ['20260101T002001Z', 5, 'Signature not yet current: 20260101T002001Z is still later than 20260101T002000Z (20260101T001500Z + 5 min.)'],
    [
      '20260101T003001Z',
      15,
      'Signature not yet current: 20260101T003001Z is still later than 20260101T003000Z (20260101T001500Z + 15 min.)',
    ],
  ] as const)('where it is of %s and the tolerance %i minutes', (signedAt, toleranceMinutes, message) => {
    expect(read(good, { date: signedAt }, { toleranceMinutes })).toEqual({ kind: 'invalid-signature', message })
  })

  const wrongRegion = 'Credential should be scoped to a valid region.'
  const wrongService = "Credential should be scoped to correct service: 'cognito-identity'."
  const wrongTerm = (term: string) => `Credential should be scoped with a valid terminator: 'aws4_request', not '${term}'.`
  const wrongDay = (day: string) =>
    `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${day}' != '20260101', from '${date}'.`
  test.each([
    ['20260101//cognito-identity/aws4_request', `${wrongRegion} `],
    ['20260101/EU/cognito-identity/aws4_request', `${wrongRegion} `],
    ['20260101/eu-west-1/sts/aws4_request', `${wrongService} `],
    ['20260101/eu-west-1/cognito-identity/aws5', wrongTerm('aws5')],
    ['20251231/eu-west-1/cognito-identity/aws4_request', wrongDay('20251231')],
    ['20260101/E/sts/aws4_request', `${wrongRegion} ${wrongService} `],
    ['b/eu-west-1/cognito-identity/', `${wrongTerm('')} ${wrongDay('b')}`],
    ['b/C/d/e', `${wrongRegion} ${wrongService} ${wrongTerm('e')} ${wrongDay('b')}`],
  ])('where the scope is %s, naming all that is wrong', (scope, message) => {
    expect(read(good.replace(credential, `AKIDEXAMPLE/${scope}`))).toEqual({ kind: 'invalid-signature', message })
  })

  test.each(['x-amz-date', 'Host;x-amz-date'])('where the host is not signed: %s', (list) => {
    expect(read(good.replace('host;x-amz-date', list))).toEqual({
      kind: 'invalid-signature',
      message: "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    })
  })

  test.each([
    'X-Amz-Target',
    'x-amz-security-token',
    'X-AMZ-CONTENT-SHA256',
    'x-amz-anything',
  ])('where %s is sent, but not signed', (name) => {
    expect(read(good, { headers: [[name, 'a']] })).toEqual({
      kind: 'invalid-signature',
      message: `'${name.toLowerCase()}' must be a 'SignedHeader' in the AWS Authorization.`,
    })
  })

  test('not for a header of a proxy that is not signed', () => {
    expect(read(good, { headers: [['X-Amzn-Trace-Id', 'Root=1']] }).kind).toBe('signed')
  })

  test.each([
    ['names a header that the request lacks', 'host;x-absent;x-amz-date'],
    ['is not in order', 'x-amz-date;host'],
    ['has upper case', 'Content-Type;host;x-amz-date'],
    ['names a header twice', 'host;host;x-amz-date'],
    ['has an empty name', 'host;;x-amz-date'],
    ['ends in an empty name', 'host;x-amz-date;'],
  ])('where the list of signed headers %s', (_, list) => {
    const headers: Headers = [['Content-Type', 'text/plain']]
    expect(read(good.replace('host;x-amz-date', list), { headers })).toEqual({ kind: 'invalid-signature', message: mismatch })
  })

  test.each([
    ['Host', 'h'],
    ['x-amz-date', date],
    ['X-Amz-Target', 'a'],
    ['X-Amz-Security-Token', 'a'],
    ['Authorization', good],
    ['Authorization', 'Bearer a'],
  ])('where %s is sent twice', (name, value) => {
    const extra: Headers = [
      [name, value],
      [name.toUpperCase(), value],
    ]
    expect(read(good, { headers: extra })).toEqual({ kind: 'invalid-signature', message: mismatch })
  })

  test('where a session token is in the header and in the query', () => {
    const header = good.replace('x-amz-date', 'x-amz-date;x-amz-security-token')
    const sent = { headers: [['X-Amz-Security-Token', 'a']] as Headers, query: 'X-Amz-Security-Token=a' }
    expect(read(header, sent)).toEqual({ kind: 'invalid-signature', message: mismatch })
  })

  test('where the path climbs above the root', () => {
    expect(read(good, { path: '/..' })).toMatchObject({ kind: 'invalid-uri-path' })
  })

  test('where the query has a broken escape', () => {
    expect(read(good, { query: 'a=%zz' })).toMatchObject({ kind: 'malformed-query-string' })
  })

  test('for the first of several reasons', () => {
    const faults = [
      { header: 'AWS4-X', date: 'x', kind: 'incomplete-signature', begins: 'Authorization header requires' },
      { header: 'AWS4-X Credential=a, SignedHeaders=b, Signature=c', date: 'x', kind: 'incomplete-signature', begins: 'Unsupported' },
      { header: good.replace(credential, 'a'), date: 'x', kind: 'incomplete-signature', begins: 'Date must be' },
      { header: good.replace(credential, 'a'), date: '20200101T000000Z', kind: 'incomplete-signature', begins: 'Credential must have' },
      { header: good.replace('20260101', 'b'), date: '20200101T000000Z', kind: 'invalid-signature', begins: 'Signature expired' },
    ]
    for (const { header, date, kind, begins } of faults) {
      expect(read(header, { date })).toEqual({ kind, message: expect.stringMatching(`^${begins}`) })
    }
  })
})

interface Sent {
  readonly headers?: Headers
  readonly date?: string
  readonly path?: string
  readonly query?: string
}

function read(header: string, sent: Sent = {}, other: Partial<SignatureRules> = {}) {
  const headers: Headers = [['Host', 'h'], ['X-Amz-Date', sent.date ?? date], ...(sent.headers ?? []), ['Authorization', header]]
  return readAuthorization(request({ path: sent.path ?? '/', query: sent.query ?? '', headers }), { ...rules, ...other })
}

function request(given: Partial<SignedRequest>): SignedRequest {
  return { method: 'POST', path: '/', query: '', headers: [], body: new Uint8Array(), ...given }
}
