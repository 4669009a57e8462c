import { describe, expect, test } from 'vitest'
import { sessionTagsFault, transitiveKeysAmong } from './session-tags.ts'

const fault = (...tags: [string, string][]) => sessionTagsFault(new Map(tags))

describe('sessionTagsFault', () => {
  test('finds none in tags at their limits', () => {
    const tags = Array.from({ length: 50 }, (_, index): [string, string] => [`${index}`.padEnd(128, 'k'), 'v'.repeat(256)])
    expect(fault(...tags)).toBeUndefined()
    expect(fault()).toBeUndefined()
  })

  test('takes letters of any script, spaces and the signs of the rules', () => {
    expect(fault(['Größe 東京', 'a_b.c:d/e=f+g-h@i'], ['empty', ''])).toBeUndefined()
  })

  test.each([
    ['more than 50 tags', Array.from({ length: 51 }, (_, index): [string, string] => [`${index}`, '']), 'at most 50'],
    ['an empty key', [['', 'v']], '1 to 128'],
    ['a key of 129 characters', [['k'.repeat(129), 'v']], '1 to 128'],
    ['a value of 257 characters', [['k', 'v'.repeat(257)]], 'at most 256'],
    ['a key with another sign', [['a*b', 'v']], 'only'],
    ['a value with a line feed', [['k', 'a\n']], 'only'],
    ['a value with half a character', [['k', '\ud800']], 'only'],
    ['a reserved key', [['AWS:x', 'v']], 'reserved'],
    [
      'keys that differ only in case',
      [
        ['Team', 'a'],
        ['team', 'b'],
      ],
      'case insensitive',
    ],
  ] as [string, [string, string][], string][])('finds %s', (_, tags, words) => {
    expect(fault(...tags)).toContain(words)
  })
})

describe('transitiveKeysAmong', () => {
  const tags = new Map([
    ['Dept', 'hr'],
    ['team', 'blue'],
  ])

  test('spells the keys as the tags do, each once', () => {
    expect(transitiveKeysAmong(tags, ['DEPT', 'dept', 'team'])).toEqual(['Dept', 'team'])
    expect(transitiveKeysAmong(tags, [])).toEqual([])
  })

  test('knows no key of another tag', () => {
    expect(transitiveKeysAmong(tags, ['team', 'stage'])).toBeUndefined()
    expect(transitiveKeysAmong(new Map(), ['__proto__'])).toBeUndefined()
  })
})
