import fc from 'fast-check'
import { expect, test } from 'vitest'
import { policySize } from './policy-size.ts'

test.each([
  ['', 0],
  [' \t\r\n', 0],
  ['{ "a" :\n [ 1 , 2 ] }', 11],
  ['"a b"', 5],
  ['"a\\" b" ', 7],
  ['"a\\\\" "b"', 8],
  ['"a\\', 3],
  ['"a b', 4],
  // Only JSON's own white space is free.
  ['\u00a0\u2003', 2],
])('the size of %j is %i', (text, size) => {
  expect(policySize(text)).toBe(size)
})

test('does not depend on how a document is laid out', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value)
      expect(policySize(text)).toBe(text.length)
      expect(policySize(JSON.stringify(value, undefined, 4))).toBe(text.length)
    }),
  )
})
