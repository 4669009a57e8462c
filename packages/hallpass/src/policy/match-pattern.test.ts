import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchesPattern } from './match-pattern.ts'
import { type Pattern, readWildcards } from './pattern.ts'

test.each([
  ['', ''],
  ['*', ''],
  ['*', 'anything: at/all'],
  ['**', 'a'],
  ['a*', 'a'],
  ['a*', 'abc'],
  ['*c', 'abc'],
  ['*bc', 'abcbc'],
  ['a*c', 'abcbc'],
  ['a*b*c', 'a-b-b-c'],
  ['?', 'a'],
  ['?', '😀'],
  ['*?', '😀'],
  ['??', 'é😀'],
  ['a?c', 'abc'],
  ['*a?', 'aab'],
  ['?*?', 'ab'],
])('matches %s with %s', (pattern, text) => {
  expect(matchesPattern(readWildcards(pattern), text)).toBe(true)
})

test.each([
  ['', 'a'],
  ['a', ''],
  ['a', 'A'],
  ['a', 'ab'],
  ['?', ''],
  ['?', 'ab'],
  ['??', '😀'],
  ['*??', '😀'],
  ['a*', 'ba'],
  ['*a', 'ab'],
  ['a*b', 'a'],
  ['a*a', 'a'],
  ['a*b*c', 'acb'],
  ['a.c', 'abc'],
  ['[ab]', 'a'],
])('does not match %s with %s', (pattern, text) => {
  expect(matchesPattern(readWildcards(pattern), text)).toBe(false)
})

test('takes a star that was filled in for a star', () => {
  const pattern: Pattern = [{ kind: 'text', text: '*', isValue: true }]
  expect([matchesPattern(pattern, '*'), matchesPattern(pattern, 'a')]).toEqual([true, false])
})

test('takes a value that is empty for nothing', () => {
  const pattern: Pattern = [{ kind: 'any' }, { kind: 'text', text: '', isValue: true }, { kind: 'one' }]
  expect([matchesPattern(pattern, 'ab'), matchesPattern(pattern, '')]).toEqual([true, false])
})

const letters = fc.string({ unit: fc.constantFrom('a', 'b', '😀', ':'), maxLength: 7 })
const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '😀', ':', '*', '?'), maxLength: 7 })

test('agrees with trying all that a star may take', () => {
  fc.assert(
    fc.property(patterns, letters, (pattern, text) => {
      expect(matchesPattern(readWildcards(pattern), text)).toBe(matchesNaively([...pattern], [...text]))
    }),
    { numRuns: 3000 },
  )
})

test('matches every text that a pattern was made for', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(letters, letters)), (pieces) => {
      const pattern = pieces.map(([text]) => `${text}*`).join('')
      expect(matchesPattern(readWildcards(pattern), pieces.flat().join(''))).toBe(true)
    }),
  )
})

// Each of these would keep a matcher that tries all ways busy for longer than the world will stand.
test.each([
  ['*a'.repeat(10_000), `${'a'.repeat(50_000)}b`],
  [`${'a*'.repeat(10_000)}b`, 'a'.repeat(50_000)],
  ['*?a'.repeat(5_000), `${'a'.repeat(20_000)}b`],
  [`*${'a'.repeat(20_000)}b`, 'a'.repeat(40_000)],
  ['*'.repeat(100_000), 'a'.repeat(100_000)],
  ['?'.repeat(100_000), 'a'.repeat(100_001)],
])('comes to an end with hostile pattern %#', (pattern, text) => {
  const expected = /^\*+$/.test(pattern)
  expect(matchesPattern(readWildcards(pattern), text)).toBe(expected)
})

function matchesNaively([token, ...pattern]: readonly string[], text: readonly string[]): boolean {
  const [character, ...rest] = text
  if (token === undefined) return character === undefined
  if (token === '*') return matchesNaively(pattern, text) || (character !== undefined && matchesNaively([token, ...pattern], rest))
  return character !== undefined && (token === '?' || token === character) && matchesNaively(pattern, rest)
}
