import { expect, test } from 'vitest'
import { RecentReads } from './recent-reads.ts'

/** A cache over a row that may change without the cache's knowledge. */
function setUp() {
  const world = { now: 10_000, row: 'old' as string | undefined, reads: 0 }
  const recent = new RecentReads<string>(() => world.now)
  const read = async () => {
    world.reads += 1
    return world.row
  }
  return { world, recent, get: (key = 'key') => recent.get(key, read) }
}

test('a value is read once within a second', async () => {
  const { world, get } = setUp()
  await get()
  world.now += 999
  expect([await get(), world.reads]).toEqual(['old', 1])
})

test('a value is read again after a second', async () => {
  const { world, get } = setUp()
  await get()
  world.row = 'new'
  world.now += 1_000
  expect(await get()).toBe('new')
})

test('the second counts from before the read', async () => {
  const { world, recent, get } = setUp()
  await recent.get('key', async () => {
    world.now += 600
    return 'old'
  })
  world.row = 'new'
  world.now += 600
  expect(await get()).toBe('new')
})

test('a clock that is set back makes no value younger', async () => {
  const { world, get } = setUp()
  await get()
  world.row = 'new'
  world.now -= 5_000
  expect(await get()).toBe('new')
})

test('an absent row is not kept', async () => {
  const { world, get } = setUp()
  world.row = undefined
  expect(await get()).toBeUndefined()
  world.row = 'new'
  expect(await get()).toBe('new')
})

test('a write is seen at once', async () => {
  const { world, recent, get } = setUp()
  await get()
  await recent.write('key', async () => {
    world.row = 'new'
  })
  expect(await get()).toBe('new')
})

test('a write that fails is not trusted to have changed nothing', async () => {
  const { world, recent, get } = setUp()
  await get()
  const write = recent.write('key', async () => {
    world.row = 'new'
    throw new Error('the connection broke')
  })
  await expect(write).rejects.toThrow('the connection broke')
  expect(await get()).toBe('new')
})

test('a read under way while the row is written is not kept', async () => {
  const { world, recent, get } = setUp()
  const writing = async () => {
    world.row = 'new'
  }
  await recent.get('key', async () => {
    await recent.write('key', writing)
    return 'old'
  })
  expect(await get()).toBe('new')
})

test('a write of one row leaves the others', async () => {
  const { world, recent, get } = setUp()
  await get('other')
  await recent.write('key', async () => {})
  await get('other')
  expect(world.reads).toBe(1)
})

test('a write of any rows is seen at once, in all', async () => {
  const { world, recent, get } = setUp()
  await get('key')
  await get('other')
  await recent.writeAny(async () => {
    world.row = 'new'
  })
  expect([await get('key'), await get('other')]).toEqual(['new', 'new'])
})

test('a write of any rows that fails is not trusted to have changed nothing', async () => {
  const { world, recent, get } = setUp()
  await get()
  const write = recent.writeAny(async () => {
    world.row = 'new'
    throw new Error('the connection broke')
  })
  await expect(write).rejects.toThrow('the connection broke')
  expect(await get()).toBe('new')
})

test('a read under way while any rows are written is not kept', async () => {
  const { world, recent, get } = setUp()
  await recent.get('key', async () => {
    await recent.writeAny(async () => {
      world.row = 'new'
    })
    return 'old'
  })
  expect(await get()).toBe('new')
})

test('it does not grow without bound', async () => {
  const { world, get } = setUp()
  await get('first')
  for (let index = 0; index < 10_000; index += 1) await get(String(index))
  world.row = 'new'
  expect(await get('9999')).toBe('old')
  expect(await get('first')).toBe('new')
})
