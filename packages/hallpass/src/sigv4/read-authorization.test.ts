import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAuthorization, type SignatureRules } from './read-authorization.ts'
import type { SignedRequest } from './signed-request.ts'

const now = Date.UTC(2026, 0, 1, 0, 15)
const date = '20260101T001500Z'
const rules: SignatureRules = { service: 'cognito-identity', now, toleranceMinutes: 5 }
const signature = 'ab'.repeat(32)
const credential = 'AKIDEXAMPLE/20260101/eu-west-1/cognito-identity/aws4_request'
const good = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host;x-amz-date, Signature=${signature}`

type Headers = SignedRequest['headers']

describe('an authorization', () => {
  test('says who signed what, when and for what', () => {
    expect(read(good)).toEqual({
      kind: 'signed',
      accessKeyId: 'AKIDEXAMPLE',
      sessionToken: undefined,
      scope: { date: '20260101', region: 'eu-west-1', service: 'cognito-identity' },
      signedHeaders: ['host', 'x-amz-date'],
      signature,
      date,
    })
  })

  test.each([
    ['without blanks', good.replaceAll(', ', ',')],
    ['with blanks on both sides of commas', good.replaceAll(', ', ' , ')],
    ['with blanks alone', good.replaceAll(', ', ' ')],
    ['with tabs', good.replaceAll(' ', '\t')],
    ['with runs of blanks and commas', `  ${good.replaceAll(', ', ' ,, ,  ')} , ,`],
    ['in another order', `AWS4-HMAC-SHA256 Signature=${signature}, SignedHeaders=host;x-amz-date, Credential=${credential}`],
    ['with parts of other names', `${good}, Colour=blue, signature=1, =2`],
  ])('is read %s', (_, header) => {
    expect(read(header)).toEqual(read(good))
    expect(read(header).kind).toBe('signed')
  })

  test('is read whatever case the names of headers are in', () => {
    const headers: Headers = [
      ['HOST', 'h'],
      ['x-AMZ-date', date],
      ['AUTHORIZATION', good],
    ]
    expect(readAuthorization(request({ headers }), rules)).toEqual(read(good))
  })

  test('carries the session token', () => {
    const header = good.replace('x-amz-date', 'x-amz-date;x-amz-security-token')
    expect(read(header, { headers: [['X-Amz-Security-Token', 'token']] })).toMatchObject({ kind: 'signed', sessionToken: 'token' })
  })

  test.each([
    ['an HTTP date', 'Thu, 01 Jan 2026 00:15:00 GMT'],
    ['an ISO date', date],
  ])('takes %s from Date where there is no X-Amz-Date', (_, text) => {
    const headers: Headers = [
      ['Host', 'h'],
      ['Date', text],
      ['Authorization', good.replace('host;x-amz-date', 'date;host')],
    ]
    expect(readAuthorization(request({ headers }), rules)).toMatchObject({ kind: 'signed', date })
  })

  test('goes by X-Amz-Date where there is a Date too', () => {
    expect(read(good, { headers: [['Date', 'Thu, 01 Jan 2015 00:00:00 GMT']] })).toMatchObject({ kind: 'signed', date })
  })

  test('may sign the authority of HTTP/2 in place of the host', () => {
    const headers: Headers = [
      [':authority', 'h'],
      ['x-amz-date', date],
      ['authorization', good.replace('host', ':authority')],
    ]
    expect(readAuthorization(request({ headers }), rules)).toMatchObject({ kind: 'signed', signedHeaders: [':authority', 'x-amz-date'] })
  })

  test.each(['us-east-1', 'local', 'x'])('may be of any region: %s', (region) => {
    expect(read(good.replace('eu-west-1', region))).toMatchObject({ kind: 'signed', scope: { region } })
  })

  test.each([
    ['5 minutes old', 5, '20260101T001000Z'],
    ['5 minutes ahead', 5, '20260101T002000Z'],
    ['15 minutes old', 15, '20260101T000000Z'],
    ['15 minutes ahead', 15, '20260101T003000Z'],
  ] as const)('may be %s where the tolerance is %i', (_, toleranceMinutes, signedAt) => {
    expect(read(good, { date: signedAt }, { toleranceMinutes, now: now + 999 }).kind).toBe('signed')
  })
})

describe('whatever is sent as an authorization', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ' ',
      ',',
      '=',
      ';',
      '/',
      '\t',
      'Credential=',
      'SignedHeaders=',
      'Signature=',
      'host',
      'x-amz-date',
      credential,
      signature,
      '%',
    ),
    fc.string(),
    fc.string({ unit: fc.integer({ min: 0x80, max: 0xff }).map((code) => String.fromCharCode(code)) }),
  )
  const anything = fc.array(piece, { maxLength: 30 }).map((pieces) => `AWS4${pieces.join('')}`)

  test('gets an answer', () => {
    fc.assert(
      fc.property(anything, fc.string(), fc.string(), fc.string(), (header, path, query, text) => {
        expect(read(header, { path, query, date: text })).toHaveProperty('kind')
      }),
    )
  })

  test.each([
    ' ',
    ',',
    '=',
    ';',
    '/',
    '%',
    'a ',
    'a=',
    'signature',
    '%41',
    '&',
    '/..',
    '/a/..',
  ])('gets an answer, however long: %j', (unit) => {
    const long = unit.repeat(100_000)
    expect(read(`AWS4${long}x`, { date: `${long}x`, path: `/${long}x`, query: `${long}x`, headers: [['a', `${long}x`]] })).toHaveProperty(
      'kind',
    )
    expect(read(good.replace('Signature', `${long}Signature`))).toHaveProperty('kind')
    expect(read(good.replace('host', long))).toHaveProperty('kind')
    expect(read(good, { date: `${long}x`, headers: [['a', `${long}x`]] })).toHaveProperty('kind')
  })

  test('is not shown from its signature on', () => {
    fc.assert(
      fc.property(anything, (header) => {
        const answer = read(`${header} Signature=${'cd'.repeat(32)}`)
        expect(answer.kind === 'signed' ? '' : answer.message).not.toContain('cdcd')
      }),
    )
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
