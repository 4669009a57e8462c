import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addTags, readTags, removeTags, writeTags } from './tags.ts'

const tags = (...pairs: [string, string][]) => new Map(pairs)

describe('readTags', () => {
  test('reads them in their order', () => {
    expect([
      ...readTags([
        { Key: 'b', Value: '1' },
        { Key: 'a', Value: '' },
      ]),
    ]).toEqual([
      ['b', '1'],
      ['a', ''],
    ])
  })

  test('refuses keys that differ only in case', () => {
    expect(() =>
      readTags([
        { Key: 'Team', Value: '1' },
        { Key: 'team', Value: '2' },
      ]),
    ).toThrow(
      expect.objectContaining({
        type: 'InvalidInput',
        message: 'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
      }),
    )
  })

  test.each(['aws:x', 'AWS:x'])('refuses the reserved key %s', (Key) => {
    expect(() => readTags([{ Key, Value: '' }])).toThrow(expect.objectContaining({ type: 'InvalidInput' }))
  })
})

describe('addTags', () => {
  test('gives a known key its new value, in its place', () => {
    expect([...addTags(tags(['a', '1'], ['b', '2']), tags(['a', '3']))]).toEqual([
      ['a', '3'],
      ['b', '2'],
    ])
  })

  test('takes the place of a key that differs only in case', () => {
    expect([...addTags(tags(['Team', '1']), tags(['team', '2']))]).toEqual([['team', '2']])
  })

  test('refuses the fifty-first tag', () => {
    const fifty = tags(...Array.from({ length: 50 }, (_, index): [string, string] => [`k${index}`, '']))
    expect(addTags(fifty, tags(['K49', 'x'])).size).toBe(50)
    expect(() => addTags(fifty, tags(['k50', '']))).toThrow(
      expect.objectContaining({ type: 'LimitExceeded', status: 409, message: 'The number of tags has reached the maximum limit.' }),
    )
  })

  test('never leaves two keys that differ only in case', () => {
    const some = fc
      .uniqueArray(fc.tuple(fc.constantFrom('a', 'A', 'b', 'B', 'c'), fc.string()), { selector: ([key]) => key.toLowerCase() })
      .map((pairs) => tags(...pairs))
    fc.assert(
      fc.property(some, some, (held, added) => {
        const all = addTags(held, added)
        expect(new Set([...all.keys()].map((key) => key.toLowerCase())).size).toBe(all.size)
        for (const [key, value] of added) expect(all.get(key)).toBe(value)
      }),
    )
  })
})

test('removing tags looks at no case, and at no key that is not there', () => {
  expect([...removeTags(tags(['Team', '1'], ['b', '2']), ['team', 'x'])]).toEqual([['b', '2']])
})

test('tags are written as they were read', () => {
  const list = [
    { Key: 'b', Value: '1' },
    { Key: 'a', Value: '' },
  ]
  expect(writeTags(readTags(list))).toEqual(list)
})
