import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pageFrom, pageOf } from './paging.ts'

/** Markers that hold their position in the open. */
const pageTokens = {
  seal: (position: string, scope: readonly string[]) => JSON.stringify([position, scope]),
  async open(token: string, scope: readonly string[]) {
    const [position, sealedScope] = JSON.parse(token)
    return JSON.stringify(sealedScope) === JSON.stringify(scope) ? String(position) : undefined
  },
}
const same = (key: string) => key

async function walk(keys: readonly string[], MaxItems: number): Promise<string[]> {
  const walked: string[] = []
  let Marker: string | undefined
  do {
    const page = await pageOf(keys, same, { Marker, MaxItems }, ['list'], { pageTokens })
    expect(page.entries.length).toBeLessThanOrEqual(MaxItems)
    expect(page.IsTruncated).toBe(page.Marker !== undefined)
    walked.push(...page.entries)
    Marker = page.Marker
  } while (Marker !== undefined)
  return walked
}

test('the pages together hold every entry once, in the order of the keys', async () => {
  const keys = fc.uniqueArray(fc.string({ maxLength: 3 }), { maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(keys, fc.integer({ min: 1, max: 7 }), async (given, size) => {
      expect(await walk(given, size)).toEqual([...given].sort())
    }),
  )
})

test('a page has a hundred entries unless another number is asked for', async () => {
  const keys = Array.from({ length: 101 }, (_, index) => `${index}`)
  expect((await pageOf(keys, same, {}, ['list'], { pageTokens })).entries).toHaveLength(100)
  expect((await pageOf(keys, same, { MaxItems: 101 }, ['list'], { pageTokens })).IsTruncated).toBe(false)
})

test('a list elsewhere is asked for what follows the marker, and for one entry more than the page has', async () => {
  const asked: unknown[] = []
  const list = async (page: object) => {
    asked.push(page)
    return ['b', 'c', 'd']
  }
  const Marker = pageTokens.seal('a', ['list'])
  const page = await pageFrom(list, same, { Marker, MaxItems: 2 }, ['list'], { pageTokens })
  expect(asked).toEqual([{ after: 'a', limit: 3 }])
  expect(page).toEqual({ entries: ['b', 'c'], IsTruncated: true, Marker: pageTokens.seal('c', ['list']) })
})

test('a marker of another list is refused before the list is asked', async () => {
  const Marker = pageTokens.seal('a', ['other'])
  const list = async () => Promise.reject(new Error('asked'))
  await expect(pageFrom(list, same, { Marker }, ['list'], { pageTokens })).rejects.toMatchObject({
    type: 'ValidationError',
    message: 'Invalid Marker.',
  })
})
