import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalQuery } from './canonical-query.ts'
import { queryParameters } from './query-parameters.ts'

describe('a canonical query', () => {
  test.each([
    ['nothing', '', ''],
    ['a name alone', 'k', 'k='],
    ['a name without value', 'k=', 'k='],
    ['a value without name', '=v', '=v'],
    ['a value with equal signs', 'k=a=b', 'k=a%3Db'],
    ['empty parameters', '&&k=v&', 'k=v'],
    ['reserved characters', 'k=/:@!$\'()*,;?"', 'k=%2F%3A%40%21%24%27%28%29%2A%2C%3B%3F%22'],
    ['escapes of unreserved characters', '%6b=%41%2D%7e', 'k=A-~'],
    ['escapes in lower case', 'k=%e1%88%b4', 'k=%E1%88%B4'],
    ['raw bytes', 'k=\xe1\x88\xb4', 'k=%E1%88%B4'],
    ['a space', 'k=a%20b', 'k=a%20b'],
    ['a plus, which is a space', 'k=a+b', 'k=a%20b'],
    ['an encoded plus', 'k=a%2Bb', 'k=a%2Bb'],
    ['names that one is the beginning of', 'a-b=1&a=2&a.=3', 'a=2&a-b=1&a.=3'],
    ['upper case before lower case', 'b=1&B=2', 'B=2&b=1'],
    ['values of one name', 'k=b&k=a&k=', 'k=&k=a&k=b'],
    ['the same parameter twice', 'k=a&k=a', 'k=a&k=a'],
    ['a signature, which is left out', 'k=a&X-Amz-Signature=b&X-Amz-Date=c', 'X-Amz-Date=c&k=a'],
  ])('has %s', (_, query, canonical) => {
    expect(canonical).toBe(canonicalQuery(parameters(query)))
  })

  test('is the same in whatever order and encoding the parameters are sent', () => {
    const pairs = fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })))
    fc.assert(
      fc.property(pairs, (given) => {
        const sent = given.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
        const escaped = given.map(([name, value]) => `${everyByteEscaped(name)}=${everyByteEscaped(value)}`)
        expect(canonicalQuery(parameters(escaped.toReversed().join('&')))).toBe(canonicalQuery(parameters(sent.join('&'))))
      }),
    )
  })

  test.each([
    ['a=%', 'Incomplete trailing escape % sequence'],
    ['a=%a', 'Incomplete trailing escape % sequence'],
    ['%g0=a', 'Illegal hex character in escape % pattern: %g0'],
    ['a=%0&b=c', 'Illegal hex character in escape % pattern: %0&'],
  ])('is refused to %j', (query, message) => {
    expect(queryParameters(query)).toEqual({ kind: 'malformed-query-string', message })
  })
})

function parameters(query: string) {
  const result = queryParameters(query)
  if (result.kind !== 'parameters') throw new Error(result.message)
  return result.parameters
}

function everyByteEscaped(text: string): string {
  return [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
}
