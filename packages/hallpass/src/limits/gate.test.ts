import { expect, test } from 'vitest'
import { Gate } from './gate.ts'
import { Overloaded } from './overloaded.ts'

/** Works that end when they are told to, on a clock of their own. */
function startWorks(atOnce: number) {
  const time = { now: 0 }
  const gate = new Gate(atOnce, () => time.now)
  const begun: string[] = []
  const ends = new Map<string, (failure?: Error) => void>()
  const run = (name: string) =>
    gate.run(() => {
      begun.push(name)
      return new Promise<string>((resolve, reject) => {
        ends.set(name, (failure) => (failure === undefined ? resolve(name) : reject(failure)))
      })
    })
  return { time, gate, begun, run, end: (name: string, failure?: Error) => ends.get(name)?.(failure) }
}

test('so many are under way at once, the others begin in their order', async () => {
  const { run, begun, end } = startWorks(2)
  const works = ['a', 'b', 'c', 'd', 'e'].map(run)
  expect(begun).toEqual(['a', 'b'])
  for (const name of ['b', 'a', 'c', 'd', 'e']) {
    end(name)
    await works[['a', 'b', 'c', 'd', 'e'].indexOf(name)]
  }
  expect(begun).toEqual(['a', 'b', 'c', 'd', 'e'])
  expect(await Promise.all(works)).toEqual(['a', 'b', 'c', 'd', 'e'])
})

test('a work that fails makes room as well', async () => {
  const { run, end } = startWorks(1)
  const [first, second] = [run('a'), run('b')]
  end('a', new Error('no'))
  await expect(first).rejects.toThrow('no')
  end('b')
  expect(await second).toBe('b')
})

test('whose turn comes too late is refused and not begun', async () => {
  const { time, gate, run, begun, end } = startWorks(1)
  const [first, second] = [run('a'), run('b')]
  time.now = 2_500
  expect(gate.isFull).toBe(false)
  const third = run('c')
  time.now = 5_001
  expect(gate.isFull).toBe(true)
  const refused = expect(second).rejects.toBeInstanceOf(Overloaded)
  end('a')
  await Promise.all([first, refused])
  expect([begun, gate.isFull]).toEqual([['a', 'c'], false])
  end('c')
  expect(await third).toBe('c')
})

test('where all have waited too long, the next begins at once', async () => {
  const { time, run, begun, end } = startWorks(1)
  const [first, second] = [run('a'), run('b')]
  time.now = 10_000
  const refused = expect(second).rejects.toBeInstanceOf(Overloaded)
  end('a')
  await Promise.all([first, refused])
  const third = run('c')
  expect(begun).toEqual(['a', 'c'])
  end('c')
  await third
})
