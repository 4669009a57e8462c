import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCompactJws } from './compact-jws.ts'

const encode = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
const header = encode({ alg: 'RS256' })
const payload = encode({ sub: 'ann' })

describe('parseCompactJws', () => {
  test('reads header and payload', () => {
    expect(parseCompactJws(`${header}.${payload}.c2ln`)).toEqual({ header: { alg: 'RS256' }, payload: { sub: 'ann' } })
  })

  test('leaves an empty signature to the verifier', () => {
    expect(parseCompactJws(`${header}.${payload}.`)).toBeDefined()
  })

  test('takes the last of duplicate members', () => {
    expect(parseCompactJws(`${header}.${encode('{"sub":"ann","sub":"bob"}')}.c2ln`)?.payload).toEqual({ sub: 'bob' })
  })

  test('knows no members but those that were sent', () => {
    const parsed = parseCompactJws(`${header}.${encode('{"__proto__":{"sub":"eve"}}')}.c2ln`)
    const { sub, constructor: inherited } = parsed?.payload ?? { sub: 'unread' }
    expect([sub, inherited]).toEqual([undefined, undefined])
  })

  test.each([
    ['the empty text', ''],
    ['one part', header],
    ['two parts', `${header}.${payload}`],
    ['four parts', `${header}.${payload}.c2ln.c2ln`],
    ['five parts, as a JWE', `${header}.${payload}.a2V5.aXY.dGFn`],
    ['JSON serialisation', JSON.stringify({ payload, protected: header, signature: 'c2ln' })],
    ['an empty header', `.${payload}.c2ln`],
    ['an empty payload', `${header}..c2ln`],
    ['padding', `${encode('{"a":1}')}==.${payload}.c2ln`],
    ['padding behind the signature', `${header}.${payload}.c2lnbg==`],
    ['a plus sign', `${header}.${payload}.c2+n`],
    ['a slash', `${header}.${payload}.c2/n`],
    ['a blank inside', `${header}.${payload.slice(0, 4)} ${payload.slice(4)}.c2ln`],
    ['a blank before', ` ${header}.${payload}.c2ln`],
    ['a line break behind', `${header}.${payload}.c2ln\n`],
    ['another character', `${header}.${payload}.c2l\u00e4`],
    ['left-over bits', `${header}.${payload}.c2lnbh`],
    ['an impossible length', `${header}.${payload}.c2lnb`],
    ['a header that is no JSON', `${encode('alg')}.${payload}.c2ln`],
    ['a header that is a list', `${encode([])}.${payload}.c2ln`],
    ['a header that is null', `${encode('null')}.${payload}.c2ln`],
    ['a payload that is a text', `${header}.${encode('"ann"')}.c2ln`],
    ['a nested token', `${header}.${encode(`${header}.${payload}.c2ln`)}.c2ln`],
    ['bytes that are not UTF-8', `${header}.${Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]).toString('base64url')}.c2ln`],
    ['a byte order mark', `${header}.${encode('\ufeff{}')}.c2ln`],
  ])('refuses %s', (_, token) => {
    expect(parseCompactJws(token)).toBeUndefined()
  })

  test('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.oneof(fc.base64String(), fc.json()), { maxLength: 4 }).map((parts) => parts.join('.')),
        ),
        (token) => {
          const parsed = parseCompactJws(token)
          expect(parsed === undefined || typeof parsed.payload === 'object').toBe(true)
        },
      ),
    )
  })
})
