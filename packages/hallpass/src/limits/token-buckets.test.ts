import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TokenBuckets } from './token-buckets.ts'

const rates = fc.record({ perSecond: fc.constantFrom(0.5, 1, 3, 7, 1000), burst: fc.integer({ min: 1, max: 5 }) })
/** Milliseconds between calls, and whose they are. */
const calls = fc.array(fc.tuple(fc.nat(900), fc.constantFrom('a', 'b')), { minLength: 1, maxLength: 80 })

describe('a bucket', () => {
  test('gives in no span of time more than its burst, and what it gets meanwhile', () => {
    fc.assert(
      fc.property(rates, calls, (rate, given) => {
        const buckets = new TokenBuckets(rate)
        let now = 1_700_000_000_000
        const taken: number[] = []
        for (const [pause, key] of given) {
          now += pause
          if (buckets.take(key, now) === 0 && key === 'a') taken.push(now)
        }
        for (const [first, from] of taken.entries()) {
          for (const [last, to] of taken.entries()) {
            if (last < first) continue
            expect(last - first + 1).toBeLessThanOrEqual(rate.burst + ((to - from) / 1000) * rate.perSecond + 1e-6 * rate.perSecond)
          }
        }
      }),
    )
  })

  test('gives a token as soon as it said, and none before', () => {
    fc.assert(
      fc.property(rates, calls, (rate, given) => {
        const buckets = new TokenBuckets(rate)
        let now = 1_700_000_000_000
        for (const [pause, key] of given) {
          now += pause
          const wait = buckets.take(key, now)
          if (wait === 0) continue
          expect(buckets.take(key, now + wait / 2)).toBeGreaterThan(0)
          now += wait
          expect(buckets.take(key, now)).toBe(0)
        }
      }),
    )
  })

  test('is nobody else’s', () => {
    fc.assert(
      fc.property(rates, calls, (rate, given) => {
        const [shared, alone] = [new TokenBuckets(rate), new TokenBuckets(rate)]
        let now = 0
        for (const [pause, key] of given) {
          now += pause
          const wait = shared.take(key, now)
          if (key === 'a') expect(wait).toBe(alone.take(key, now))
        }
      }),
    )
  })

  test('is full after a pause', () => {
    const buckets = new TokenBuckets({ perSecond: 2, burst: 3 })
    const drain = (now: number) => Array.from({ length: 4 }, () => buckets.take('a', now))
    expect(drain(0)).toEqual([0, 0, 0, 500])
    expect(drain(1_000_000)).toEqual([0, 0, 0, 500])
  })

  test('is at most empty where the clock was set back', () => {
    const buckets = new TokenBuckets({ perSecond: 1, burst: 2 })
    expect([buckets.take('a', 1_000_000), buckets.take('a', 1_000_000)]).toEqual([0, 0])
    expect(buckets.take('a', 0)).toBe(1000)
    expect(buckets.take('a', 1000)).toBe(1000)
    buckets.take('b', 1_000_000)
    expect(buckets.take('b', 0)).toBeLessThanOrEqual(1000)
  })
})

test('no more keys are remembered than may be, those taken from last', () => {
  const buckets = new TokenBuckets({ perSecond: 1, burst: 1 }, 3)
  for (const key of ['a', 'b', 'c']) expect(buckets.take(key, 0)).toBe(0)
  for (let n = 0; n < 100; n += 1) buckets.take(`d${n}`, 0)
  expect(buckets.size).toBe(3)
  expect(buckets.take('d99', 0)).toBe(1000)
  expect(buckets.take('a', 0)).toBe(0)
})
