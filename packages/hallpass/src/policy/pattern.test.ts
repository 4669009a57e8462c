import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fillIn, patternText, readTemplate, readWildcards } from './pattern.ts'
import { requestContext } from './request-context.ts'

test('reads texts, wildcards and variables', () => {
  expect(readTemplate("a/${aws:username}*?${aws:PrincipalTag/t, 'none'}", '2012-10-17')).toEqual({
    kind: 'template',
    tokens: [
      { kind: 'text', text: 'a/', isValue: false },
      { kind: 'variable', key: 'aws:username', fallback: undefined },
      { kind: 'any' },
      { kind: 'one' },
      { kind: 'variable', key: 'aws:PrincipalTag/t', fallback: 'none' },
    ],
  })
})

test.each([
  ['${aws:username,"x"}', 'unreadable-default'],
  ['${aws:username, x}', 'unreadable-default'],
  ["${aws:username, 'x}", 'unreadable-default'],
  ["${aws:username, 'x' y}", 'unreadable-default'],
  ['${aws:username', 'unclosed'],
  ['${', 'unclosed'],
  ["${aws:username, 'x'", 'unclosed'],
  ['${}', 'nameless'],
  ['${  }', 'nameless'],
  ["${, 'x'}", 'nameless'],
])('says what is wrong with %s', (text, problem) => {
  expect(readTemplate(`ab${text}`, '2012-10-17')).toEqual({ kind: 'malformed', problem, offset: 2 })
})

test.each(['$', '$$', '{}', '$ {x}', '}', 'a$b'])('takes the signs of %s that begin no variable for text', (text) => {
  const template = readTemplate(text, '2012-10-17')
  const pattern = fillIn(template, requestContext([['x', '${x']]))
  expect(pattern && patternText(pattern)).toBe(text)
})

test.each([
  ["${k,'d'}", 'd'],
  ["${k, 'd'}", 'd'],
  ["${k,   'd' }", 'd'],
  ["${k, ''}", ''],
  ["${k, 'a}b'}", 'a}b'],
  ["${k, '*'}", '*'],
])('fills in the default of %s', (text, expected) => {
  const pattern = fillIn(readTemplate(text, '2012-10-17'), requestContext([]))
  expect(pattern).toEqual([{ kind: 'text', text: expected, isValue: true }])
})

test('prefers the value to the default', () => {
  const pattern = fillIn(readTemplate("${k, 'd'}", '2012-10-17'), requestContext([['K', 'v']]))
  expect(pattern).toEqual([{ kind: 'text', text: 'v', isValue: true }])
})

test.each([undefined, '', [], ['v'], ['v', 'w']])('has no value for a variable whose key has %j', (value) => {
  expect(fillIn(readTemplate('a${k}', '2012-10-17'), requestContext([['k', value]]))).toBeUndefined()
})

test('reads ${…} as text in documents of 2008, closed or not', () => {
  expect(readTemplate('${k}${', '2008-10-17')).toEqual({ kind: 'template', tokens: [{ kind: 'text', text: '${k}${', isValue: false }] })
})

test('writes any pattern as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(patternText(readWildcards(text))).toBe(text)
    }),
  )
})

test('reads any text, and names a place in it where it cannot', () => {
  const texts = fc.string({ unit: fc.constantFrom('$', '{', '}', ',', ' ', "'", 'k', '*', '?') })
  fc.assert(
    fc.property(texts, (text) => {
      const template = readTemplate(text, '2012-10-17')
      expect(template.kind === 'template' || text.startsWith('${', template.offset)).toBe(true)
    }),
  )
})
