import { expect, test } from 'vitest'
import { type Page, pages } from './pages.ts'

interface Wanted extends Page {
  readonly Pool?: string
}

interface Numbers extends Page {
  readonly numbers: readonly number[]
}

const list: readonly Numbers[] = [{ numbers: [1, 2], NextToken: '1' }, { numbers: [], NextToken: '2' }, { numbers: [3] }]

test('come one after the other, an empty one too, to the one without a token', async () => {
  const asked: object[] = []
  const found = []
  for await (const page of pages(recording(asked), { Pool: 'p' })) found.push(page)
  expect(found).toEqual(list)
  expect(asked).toEqual([
    { Pool: 'p', MaxResults: 60, NextToken: undefined },
    { Pool: 'p', MaxResults: 60, NextToken: '1' },
    { Pool: 'p', MaxResults: 60, NextToken: '2' },
  ])
})

test('are of the size asked for, from the token on', async () => {
  const asked: object[] = []
  for await (const _ of pages(recording(asked), { MaxResults: 2, NextToken: '2' }));
  expect(asked).toEqual([{ MaxResults: 2, NextToken: '2' }])
})

test('that nobody wants are not asked for', async () => {
  const asked: object[] = []
  const iterator = pages(recording(asked), {})
  expect(asked).toEqual([])
  await iterator.next()
  await iterator.return()
  expect(asked).toHaveLength(1)
})

test('end with the error of the first that cannot be read', async () => {
  const failing = async () => {
    throw new Error('No')
  }
  await expect(pages(failing, {}).next()).rejects.toThrow('No')
})

function recording(asked: object[]) {
  return async (input: Wanted & { MaxResults: number }) => {
    asked.push(input)
    return list[Number(input.NextToken ?? 0)] ?? { numbers: [] }
  }
}
