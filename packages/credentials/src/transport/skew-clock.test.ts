import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { clockOf, SkewClock } from './skew-clock.ts'

const noon = Date.UTC(2030, 0, 1, 12)
const dateOf = (ms: number) => new Date(ms).toUTCString()

function measured(...differences: readonly number[]): SkewClock {
  const clock = new SkewClock(() => noon)
  for (const difference of differences) clock.observe(dateOf(noon + difference), noon, noon)
  return clock
}

describe('CP-NET-6 the time of the service', () => {
  test('is the local time until something else is known', () => {
    const clock = new SkewClock(() => 42)
    expect([clock.local(), clock.now(), clock.offset, clock.toLocal(7)]).toEqual([42, 42, 0, 7])
  })

  test('is counted from the middle of the attempt', () => {
    const clock = new SkewClock(() => noon)
    clock.observe(dateOf(noon + 60_000), noon - 1_000, noon + 3_000)
    expect(clock.offset).toBe(59_000)
  })

  test.each([0, 1_000, 4_000, -4_000])('is the local time where the difference is %d ms', (difference) => {
    expect(measured(difference).offset).toBe(0)
  })

  test.each([5_000, -5_000, 7_200_000, -7_200_000])('is used where the difference is %d ms', (difference) => {
    const clock = measured(difference)
    expect(clock.offset).toBe(difference)
    expect(clock.now()).toBe(noon + difference)
  })

  test('is the median of the last three differences', () => {
    expect(measured(10_000, 90_000, 20_000).offset).toBe(20_000)
    expect(measured(10_000, 90_000, 20_000, 100_000, 110_000).offset).toBe(100_000)
  })

  test('is not moved by one answer that says something else', () => {
    expect(measured(600_000, 600_000, -9_000_000).offset).toBe(600_000)
  })

  test.each([undefined, null, '', 'yesterday'])('is not told by a header %j', (date) => {
    const clock = measured(60_000)
    clock.observe(date, noon, noon)
    expect(clock.offset).toBe(60_000)
  })

  test('moves moments into local time from five minutes on', () => {
    expect(measured(299_000).toLocal(noon)).toBe(noon)
    expect(measured(300_000).toLocal(noon)).toBe(noon - 300_000)
    expect(measured(-7_200_000).toLocal(noon)).toBe(noon + 7_200_000)
  })

  test('reads Date.now at each call', () => {
    const clock = new SkewClock()
    vi.useFakeTimers({ now: 5 })
    expect(clock.local()).toBe(5)
    vi.useRealTimers()
  })

  test('is always one of the differences that were measured, or the local one', () => {
    const difference = fc.integer({ min: -9_000, max: 9_000 }).map((seconds) => seconds * 1_000)
    fc.assert(
      fc.property(fc.array(difference, { maxLength: 6 }), (differences) => {
        const { offset } = measured(...differences)
        expect([0, ...differences.slice(-3)]).toContain(offset)
      }),
    )
  })
})

describe('the clock of a client', () => {
  test('is one for each client', () => {
    const client = {}
    expect(clockOf(client)).toBe(clockOf(client))
    expect(clockOf(client)).not.toBe(clockOf({}))
  })

  test('counts by the local clock that it is given, and keeps it', () => {
    const client = {}
    const local = () => 5
    const clock = clockOf(client, local)
    expect(clock.now()).toBe(5)
    expect(clockOf(client, local)).toBe(clock)
    expect(clockOf(client)).toBe(clock)
  })

  test('measures another clock anew', () => {
    const client = {}
    const clock = clockOf(client)
    clock.observe(new Date(Date.now() + 600_000).toUTCString(), Date.now(), Date.now())
    expect(clockOf(client, () => 5)).toMatchObject({ offset: 0 })
  })
})
