import { expect, test } from 'vitest'
import { Turns } from './turns.ts'

/** Pieces of work that end when they are told to. */
function setUp(most: number) {
  const turns = new Turns(most)
  const begun: string[] = []
  const ends = new Map<string, (error?: Error) => void>()
  const abort = new Map<string, AbortController>()
  const start = (name: string, piece: string) => {
    const controller = new AbortController()
    abort.set(piece, controller)
    return turns.take(name, controller.signal, () => {
      begun.push(piece)
      return new Promise<string>((resolve, reject) => ends.set(piece, (error) => (error ? reject(error) : resolve(piece))))
    })
  }
  return {
    begun,
    start,
    end: (piece: string, error?: Error) => ends.get(piece)?.(error),
    abort: (piece: string) => abort.get(piece)?.abort(),
  }
}

test('so many go on at once, and the next ones in their order', async () => {
  const { begun, start, end } = setUp(2)
  const all = ['a', 'b', 'c', 'd'].map((piece) => start('one', piece))
  expect(begun).toEqual(['a', 'b'])
  end('b')
  await all[1]
  expect(begun).toEqual(['a', 'b', 'c'])
  for (const piece of ['a', 'c']) end(piece)
  await Promise.all([all[0], all[2]])
  end('d')
  expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd'])
})

test('one name does not wait for another', () => {
  const { begun, start } = setUp(1)
  void start('one', 'a')
  void start('other', 'b')
  expect(begun).toEqual(['a', 'b'])
})

test('what fails gives its turn on', async () => {
  const { begun, start, end } = setUp(1)
  const [first] = [start('one', 'a'), start('one', 'b')]
  end('a', new Error('no'))
  await expect(first).rejects.toThrow('no')
  expect(begun).toEqual(['a', 'b'])
})

test('who does not wait any more is passed over', async () => {
  const { begun, start, end, abort } = setUp(1)
  const [first, second, third] = [start('one', 'a'), start('one', 'b'), start('one', 'c')]
  abort('b')
  await expect(second).rejects.toThrow('aborted')
  end('a')
  await first
  expect(begun).toEqual(['a', 'c'])
  end('c')
  await third
  void start('one', 'd')
  expect(begun).toEqual(['a', 'c', 'd'])
})
