import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RequestQueue } from './request-queue.ts'

/** A queue whose requests take so many milliseconds each, on a clock of its own. */
function startQueue(cost = 0) {
  const time = { now: 0 }
  const served: number[] = []
  const refused: number[] = []
  const gone = new Set<number>()
  const queue = new RequestQueue<number>({
    serve(request) {
      served.push(request)
      time.now += cost
    },
    refuse: (request) => void refused.push(request),
    isGone: (request) => gone.has(request),
    clock: () => time.now,
  })
  const turns = async (count: number) => {
    for (let n = 0; n < count; n += 1) await setImmediate()
  }
  return { time, served, refused, gone, queue, turns }
}

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n)

test('requests are served in their order, whenever they come', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(5), { maxLength: 30 }), fc.constantFrom(0, 1, 3), async (pauses, cost) => {
      const { queue, served, turns } = startQueue(cost)
      for (const [n, pause] of pauses.entries()) {
        queue.add(n)
        await turns(pause)
      }
      await turns(2 * pauses.length + 10)
      expect(served).toEqual(numbers(pauses.length))
    }),
    { numRuns: 30 },
  )
})

test('sockets are read before a request is served, and again after thirty-two', async () => {
  const { queue, served, turns } = startQueue()
  for (const n of numbers(40)) queue.add(n)
  expect(served).toEqual([])
  await turns(1)
  expect(served).toEqual(numbers(32))
  await turns(1)
  expect(served).toEqual(numbers(40))
})

test('who has left is passed over', async () => {
  const { queue, served, gone, turns } = startQueue()
  for (const n of numbers(5)) queue.add(n)
  for (const n of [0, 1, 3]) gone.add(n)
  await turns(10)
  expect(served).toEqual([2, 4])
})

test('who has waited for more than five seconds is refused', async () => {
  const { queue, time, served, refused, turns } = startQueue()
  queue.add(0)
  time.now = 1
  queue.add(1)
  time.now = 5_001
  queue.add(2)
  await turns(10)
  expect([served, refused]).toEqual([[1, 2], [0]])
})

describe('who comes', () => {
  test('is refused while 20,000 wait', async () => {
    const { queue, served, refused, turns } = startQueue()
    for (const n of numbers(20_002)) queue.add(n)
    expect(refused).toEqual([20_000, 20_001])
    await turns(700)
    expect(served).toEqual(numbers(20_000))
    queue.add(30_000)
    await turns(3)
    expect(served).toHaveLength(20_001)
  })

  test('three times as often as can be served is served as often as can be, and nobody waits longer than five seconds', async () => {
    const { queue, time, served, refused, turns } = startQueue(1)
    const since = new Map<number, number>()
    let longest = 0
    let seen = 0
    for (let n = 0; time.now < 15_000; ) {
      // What has come while the former turn was worked on.
      for (; n < 3 * time.now + 1; n += 1) {
        since.set(n, n / 3)
        queue.add(n)
      }
      await turns(1)
      for (; seen < served.length; seen += 1) longest = Math.max(longest, time.now - (since.get(served[seen] ?? 0) ?? 0))
    }
    expect(served.length).toBeGreaterThanOrEqual(14_850)
    expect(refused.length).toBeGreaterThan(14_000)
    expect(longest).toBeLessThanOrEqual(5_100)
  })
})
