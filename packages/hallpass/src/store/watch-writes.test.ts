import { expect, test } from 'vitest'
import type { Engine } from './engine.ts'
import type { Db } from './schema.ts'
import { StoreUnavailable } from './store-unavailable.ts'
import { watchWrites } from './watch-writes.ts'

// The jobs of these tests do not look at it.
const noDatabase = {} as Db

/** An engine whose writes end as they are told to. */
function setUp() {
  let failure: Error | undefined
  const engine: Engine = {
    read: () => Promise.reject(new StoreUnavailable('not asked')),
    write: (job) => (failure === undefined ? job(noDatabase) : Promise.reject(failure)),
    close: async () => undefined,
  }
  const watched = watchWrites(engine)
  const write = (error?: Error) => {
    failure = error
    return watched.engine.write(async () => 1)
  }
  return { ...watched, write }
}

test('a store is writable until its database takes no write, and again once it does', async () => {
  const { write, isWritable } = setUp()
  expect(isWritable()).toBe(true)
  await expect(write(new StoreUnavailable('The disk is full.'))).rejects.toThrow('The disk is full.')
  expect(isWritable()).toBe(false)
  expect(await write()).toBe(1)
  expect(isWritable()).toBe(true)
})

test('what a job refuses says nothing of the database', async () => {
  const { write, isWritable } = setUp()
  await expect(write(new Error('The name is taken.'))).rejects.toThrow('taken')
  expect(isWritable()).toBe(true)
})
