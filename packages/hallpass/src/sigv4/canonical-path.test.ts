import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalPath } from './canonical-path.ts'

describe('a canonical path', () => {
  test.each([
    ['', '/'],
    ['/', '/'],
    ['//', '/'],
    ['/.', '/'],
    ['/a/.', '/a'],
    ['/a/', '/a/'],
    ['/a//b', '/a/b'],
    ['/a/../b/', '/b/'],
    ['/a/b/../..', '/'],
    ['/...', '/...'],
    ['/a b', '/a%20b'],
    ['/a+b*c', '/a%2Bb%2Ac'],
    ['/a;b=c@d', '/a%3Bb%3Dc%40d'],
    ['/\xe1\x88\xb4', '/%E1%88%B4'],
  ])('of %j is %j', (path, canonical) => {
    expect(canonicalPath(path)).toEqual({ kind: 'path', path: canonical })
  })

  test.each([
    ['/a%20b', '/a%2520b'],
    ['/a%2Fb', '/a%252Fb'],
    ['/%e1%88%b4', '/%25e1%2588%25b4'],
    ['/a/%2E%2E', '/a/%252E%252E'],
  ])('encodes %j, encoded as it is, once more', (path, canonical) => {
    expect(canonicalPath(path)).toEqual({ kind: 'path', path: canonical })
  })

  test.each([
    ['/..', "Relative path entry '..' navigates above root: /.."],
    ['/a/../../b', "Relative path entry '..' navigates above root: /a/../../b"],
    ['a', 'Path is not absolute: a'],
    ['*', 'Path is not absolute: *'],
    ['/%', 'Incomplete trailing escape % sequence'],
    ['/a%4', 'Incomplete trailing escape % sequence'],
    ['/%zz', 'Illegal hex character in escape % pattern: %zz'],
    ['/%4g/b', 'Illegal hex character in escape % pattern: %4g'],
  ])('is refused to %j', (path, message) => {
    expect(canonicalPath(path)).toEqual({ kind: 'invalid-uri-path', message })
  })

  test('keeps the segments of a path that has nothing to take out, each encoded', () => {
    const segment = fc.stringMatching(/^[A-Za-z0-9 ()é~-]{1,20}$/)
    fc.assert(
      fc.property(fc.array(segment), (segments) => {
        const expected = segments.map((text) => [...Buffer.from(text, 'latin1')].map(encodedByte).join('')).join('/')
        expect(canonicalPath(`/${segments.join('/')}`)).toEqual({ kind: 'path', path: `/${expected}` })
      }),
    )
  })
})

function encodedByte(byte: number): string {
  const character = String.fromCharCode(byte)
  return /[A-Za-z0-9~-]/.test(character) ? character : `%${Buffer.of(byte).toString('hex').toUpperCase()}`
}
