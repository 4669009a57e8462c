import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { QueryError } from './query-errors.ts'
import { readQueryParameters } from './query-parameters.ts'

const read = (body: string, query = '') => readQueryParameters(Buffer.from(body), query)
const malformed = expect.objectContaining({ type: 'MalformedQueryString', status: 400 })

describe('readQueryParameters', () => {
  test('reads body and query string alike', () => {
    expect(read('Action=GetCallerIdentity&Version=2011-06-15', 'A=1')).toEqual(
      new Map([
        ['Action', 'GetCallerIdentity'],
        ['Version', '2011-06-15'],
        ['A', '1'],
      ]),
    )
  })

  test('reads plus as a space, and percent-encoded bytes as UTF-8', () => {
    expect(read('Name=a+b%2Bc%20%C3%BC')).toEqual(new Map([['Name', 'a b+c ü']]))
  })

  test('takes a name without a value for the empty text', () => {
    expect(read('TagKeys=&Marker&&')).toEqual(
      new Map([
        ['TagKeys', ''],
        ['Marker', ''],
      ]),
    )
  })

  test('keeps a byte order mark', () => {
    expect(read('Name=%EF%BB%BFx')).toEqual(new Map([['Name', '\uFEFFx']]))
  })

  test.each([
    ['twice in the body', 'A=1&A=1', ''],
    ['twice in the query string', '', 'A=1&A=2'],
    ['in the body and in the query string', 'A=1', 'A=1'],
    ['twice, in two spellings', 'A=1&%41=2', ''],
    ['twice, once without a value', 'A=1&A', ''],
  ])('refuses a name that is given %s', (_, body, query) => {
    expect(() => read(body, query)).toThrow(malformed)
  })

  test.each([
    ['a lone per cent sign', 'A=%'],
    ['digits that are not hexadecimal', 'A=%4G'],
    ['a name that is cut off', '%4=1'],
    ['bytes that are not UTF-8', 'A=%FF'],
    ['an overlong encoding', 'A=%C0%AF'],
    ['an encoded surrogate', 'A=%ED%A0%80'],
  ])('refuses %s', (_, text) => {
    expect(() => read(text)).toThrow(malformed)
    expect(() => read('', text)).toThrow(malformed)
  })

  test('refuses a body that is not UTF-8', () => {
    expect(() => readQueryParameters(Buffer.from([0x41, 0x3d, 0xff]), '')).toThrow(malformed)
  })

  test.each(['A=ü', 'A=a b', 'A=\u0000', 'A=\ud800'])('refuses a query string that is not percent-encoded: %j', (query) => {
    expect(() => read('', query)).toThrow(malformed)
  })

  test('takes 2,000 parameters and no more', () => {
    const body = (count: number) => Array.from({ length: count }, (_, index) => `p${index}=`).join('&')
    expect(read(body(2000)).size).toBe(2000)
    expect(() => read(body(2001))).toThrow(malformed)
    expect(() => read(body(2000), 'q=1')).toThrow(malformed)
  })

  test('refuses a body of nothing but separators', () => {
    expect(() => read('&'.repeat(100_000))).toThrow(malformed)
  })

  test('reads back whatever a form encodes', () => {
    const text = fc.string({ unit: 'binary' })
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(text, text), { selector: ([name]) => name }), (pairs) => {
        expect([...read(new URLSearchParams(pairs).toString())]).toEqual(pairs)
      }),
    )
  })

  test('refuses what it cannot read, and fails in no other way', () => {
    const hostile = fc.oneof(
      fc.string({ unit: fc.constantFrom('%', '4', '1', 'F', '=', '&', '+', 'A', '.', 'ü') }),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(fc.oneof(hostile.map(Buffer.from), fc.uint8Array()), hostile, (body, query) => {
        try {
          expect(readQueryParameters(body, query)).toBeInstanceOf(Map)
        } catch (error) {
          expect(error).toBeInstanceOf(QueryError)
        }
      }),
    )
  })
})
