import { expect, test } from 'vitest'
import { StoreUnavailable } from '../store-unavailable.ts'
import { whileBusy } from './while-busy.ts'

class SqliteError extends Error {
  readonly errcode: number

  constructor(errcode: number) {
    super('database is locked')
    this.errcode = errcode
  }
}

/** Pauses that end at once and are written down. */
function setUp(random = 0.5) {
  const pauses: number[] = []
  const pause = async (milliseconds: number) => {
    pauses.push(milliseconds)
  }
  return { pauses, waiting: { pause, random: () => random } }
}

function busyTimes(times: number, errcode = 5): () => string {
  let left = times
  return () => {
    left -= 1
    if (left >= 0) throw new SqliteError(errcode)
    return 'done'
  }
}

test('what is not busy is done at once', async () => {
  const { pauses, waiting } = setUp()
  expect(await whileBusy(busyTimes(0), waiting)).toBe('done')
  expect(pauses).toEqual([])
})

test.for([5, 261, 517, 773])('it tries again while another process is in the way (code %d)', async (errcode) => {
  const { pauses, waiting } = setUp()
  expect(await whileBusy(busyTimes(3, errcode), waiting)).toBe('done')
  expect(pauses).toHaveLength(3)
})

test.for([0, 0.999])('a pause is neither nothing nor longer than it may be (random %d)', async (random) => {
  const { pauses, waiting } = setUp(random)
  await whileBusy(busyTimes(1), waiting)
  expect(pauses[0]).toBeGreaterThanOrEqual(1)
  expect(pauses[0]).toBeLessThanOrEqual(4)
})

test('it gives up after 30 seconds, and says why', async () => {
  const { pauses, waiting } = setUp()
  const attempt = whileBusy(busyTimes(Number.POSITIVE_INFINITY), waiting)
  await expect(attempt).rejects.toThrow(StoreUnavailable)
  await expect(attempt).rejects.toThrow('locked by another process for 30 seconds')
  const waited = pauses.reduce((sum, each) => sum + each, 0)
  expect(waited).toBeGreaterThanOrEqual(30_000)
  expect(waited).toBeLessThan(30_004)
})

test.for([
  new SqliteError(8),
  new SqliteError(6),
  new Error('SQLITE_BUSY'),
  'busy',
])('any other error is thrown as it is (%s)', async (error) => {
  const { pauses, waiting } = setUp()
  const attempt = whileBusy(() => Promise.reject(error), waiting)
  await expect(attempt).rejects.toBe(error)
  expect(pauses).toEqual([])
})
