import { expect, test } from 'vitest'
import { isSubject } from './subject.ts'

test.each(['a', 'ann@example.com', 'auth0|1', 'Ännchen 😀', 'x'.repeat(255), ' '])('%j may be a subject', (value) => {
  expect(isSubject(value)).toBe(true)
})

test('nothing else may', () => {
  const texts = ['', 'a\nb', 'a\u0000', '\u0085', '\u007f', '\ud800', 'a\udc00b', 'x'.repeat(256)]
  const others = [1, 1n, true, null, undefined, ['ann'], { sub: 'ann' }]
  expect([...texts, ...others].filter(isSubject)).toEqual([])
})
