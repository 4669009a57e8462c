import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tagPage } from './tag-page.ts'

/** Markers that hold their position in the open. */
const pageTokens = {
  seal: (position: string, scope: readonly string[]) => JSON.stringify([position, scope]),
  async open(token: string, scope: readonly string[]) {
    const [position, sealedScope] = JSON.parse(token)
    return JSON.stringify(sealedScope) === JSON.stringify(scope) ? String(position) : undefined
  },
}

async function walk(tags: ReadonlyMap<string, string>, MaxItems: number): Promise<string[]> {
  const keys: string[] = []
  let Marker: string | undefined
  do {
    const page = await tagPage(tags, { Marker, MaxItems }, ['op', 'arn'], { pageTokens })
    expect(page.Tags.length).toBeLessThanOrEqual(MaxItems)
    expect(page.IsTruncated).toBe(page.Marker !== undefined)
    keys.push(...page.Tags.map(({ Key }) => Key))
    Marker = page.Marker
  } while (Marker !== undefined)
  return keys
}

test('the pages together hold every tag once, in the order of the keys', async () => {
  const keys = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(keys, fc.integer({ min: 1, max: 7 }), async (given, size) => {
      expect(await walk(new Map(given.map((key) => [key, ''])), size)).toEqual([...given].sort())
    }),
  )
})

test('a marker stays good when its key has gone and others have come', async () => {
  const first = await tagPage(
    new Map([
      ['b', ''],
      ['d', ''],
    ]),
    { MaxItems: 1 },
    ['op'],
    { pageTokens },
  )
  const next = await tagPage(
    new Map([
      ['a', ''],
      ['c', ''],
      ['d', ''],
    ]),
    { Marker: first.Marker, MaxItems: 5 },
    ['op'],
    { pageTokens },
  )
  expect(next).toEqual({
    Tags: [
      { Key: 'c', Value: '' },
      { Key: 'd', Value: '' },
    ],
    IsTruncated: false,
    Marker: undefined,
  })
})

test('refuses a marker of another list', async () => {
  const Marker = pageTokens.seal('a', ['op', 'other'])
  await expect(tagPage(new Map(), { Marker }, ['op', 'arn'], { pageTokens })).rejects.toMatchObject({
    type: 'ValidationError',
    message: 'Invalid Marker.',
  })
})
