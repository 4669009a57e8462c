import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cacheOf, credentialsOf, hour, minute, second, settle } from '../../test/cache-of.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2030, 0, 1) })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('CP-CACHE-1 the soft point', () => {
  for (const [life, ahead] of [
    [hour, 10 * minute],
    [12 * hour, 10 * minute],
    [16 * minute, 8 * minute],
    [299 * second, 149.5 * second],
  ] as const) {
    for (const [random, factor] of [
      [0, 0.9],
      [0.5, 1],
      [1, 1.1],
    ] as const) {
      test(`of a life of ${life / second} s is ${(ahead * factor) / second} s before its end`, async () => {
        vi.spyOn(Math, 'random').mockReturnValue(random)
        const { cache, load } = cacheOf({ life })
        await cache.get()
        vi.advanceTimersByTime(life - ahead * factor - 2)
        await cache.get()
        expect(load).toHaveBeenCalledTimes(1)
        vi.advanceTimersByTime(3)
        await cache.get()
        await settle()
        expect(load).toHaveBeenCalledTimes(2)
      })
    }
  }

  test('is drawn once a flight', async () => {
    const random = vi.spyOn(Math, 'random')
    const { cache } = cacheOf({ life: hour })
    await cache.get()
    for (let call = 0; call < 5; call++) await cache.get()
    expect(random).toHaveBeenCalledTimes(1)
  })

  test('is where refreshAhead puts it', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const { cache, load } = cacheOf({ life: hour, options: { refreshAhead: 5 * minute } })
    await cache.get()
    vi.advanceTimersByTime(55 * minute - 1)
    await cache.get()
    expect(load).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(1)
    await cache.get()
    await settle()
    expect(load).toHaveBeenCalledTimes(2)
  })

  test('is counted by the time of the service', async () => {
    const { cache, load } = cacheOf({ life: hour, offset: -2 * hour })
    await cache.get()
    vi.advanceTimersByTime(45 * minute)
    await cache.get()
    expect(load).toHaveBeenCalledTimes(1)
  })

  test('is counted from serverExpiration, where expiration was shifted into local time', async () => {
    const { cache, load } = cacheOf({ life: hour, offset: 2 * hour })
    load.mockImplementation(async () => {
      const shifted = { ...credentialsOf('K', Date.now() + hour) }
      return Object.defineProperty(shifted, 'serverExpiration', { value: new Date(Date.now() + 3 * hour) })
    })
    await cache.get()
    vi.advanceTimersByTime(45 * minute)
    await cache.get()
    expect(load).toHaveBeenCalledTimes(1)
  })
})

describe('CP-CACHE-2 refreshing', () => {
  test('before the soft point, credentials come from memory, the same object', async () => {
    const { cache, load } = cacheOf({ life: hour })
    const first = await cache.get()
    vi.advanceTimersByTime(48 * minute)
    expect(await cache.get()).toBe(first)
    expect(load).toHaveBeenCalledTimes(1)
  })

  test('from soft to hard, all callers get the old ones at once, and one refresh runs', async () => {
    const { cache, load, hang } = cacheOf({ life: hour })
    const first = await cache.get()
    vi.advanceTimersByTime(55 * minute)
    const answer = hang()
    expect(await Promise.all([cache.get(), cache.get(), cache.get()])).toEqual([first, first, first])
    expect(await cache.get()).toBe(first)
    expect(load).toHaveBeenCalledTimes(2)
    const second = credentialsOf('K2', Date.now() + hour)
    answer.resolve(second)
    await settle()
    expect(await cache.get()).toBe(second)
    expect(load).toHaveBeenCalledTimes(2)
  })

  test('a refresh in the background outlives the caller who started it', async () => {
    const { cache, load, hang } = cacheOf({ life: hour })
    await cache.get()
    vi.advanceTimersByTime(55 * minute)
    const answer = hang()
    const controller = new AbortController()
    await cache.get({ signal: controller.signal })
    controller.abort()
    await settle()
    expect(load.mock.lastCall?.[1].aborted).toBe(false)
    answer.resolve(credentialsOf('K2', Date.now() + hour))
    await settle()
    expect((await cache.get()).accessKeyId).toBe('K2')
  })

  test('after a refresh in the background that failed, there is at most one try in 30 s', async () => {
    const { cache, load, fail, emit } = cacheOf({ life: hour })
    const first = await cache.get()
    vi.advanceTimersByTime(52 * minute)
    const error = fail('offline')
    for (let call = 0; call < 30; call++) {
      expect(await cache.get()).toBe(first)
      await settle()
      vi.advanceTimersByTime(second)
    }
    expect(load).toHaveBeenCalledTimes(2)
    expect(emit.mock.calls).toEqual([['refreshError', { error }]])
    await cache.get()
    await settle()
    expect(load).toHaveBeenCalledTimes(3)
  })

  test('the pause after a failure ends even where the clock was set back', async () => {
    const { cache, load, fail } = cacheOf({ life: hour })
    await cache.get()
    vi.advanceTimersByTime(55 * minute)
    fail('offline')
    await cache.get()
    await settle()
    vi.setSystemTime(Date.now() - 2 * minute)
    await cache.get()
    await settle()
    expect(load).toHaveBeenCalledTimes(3)
  })

  test('past the hard point a call waits for new ones', async () => {
    const { cache, load } = cacheOf({ life: hour })
    await cache.get()
    vi.advanceTimersByTime(hour - minute)
    expect((await cache.get()).accessKeyId).toBe('K2')
    expect(load).toHaveBeenCalledTimes(2)
  })

  test('past the hard point a failure leaves the old ones, as long as they last, and is told once for all callers', async () => {
    const { cache, fail, emit } = cacheOf({ life: hour })
    const first = await cache.get()
    vi.advanceTimersByTime(hour - 1)
    const error = fail('offline')
    expect(await Promise.all([cache.get(), cache.get()])).toEqual([first, first])
    expect(emit.mock.calls).toEqual([['refreshError', { error }]])
  })

  test('past the hard point each call asks, however short ago the last one failed', async () => {
    const { cache, load, fail } = cacheOf({ life: hour })
    await cache.get()
    vi.advanceTimersByTime(hour - minute)
    fail('offline')
    await cache.get()
    await cache.get()
    expect(load).toHaveBeenCalledTimes(3)
  })

  test('at the end a failure is the error, and no event', async () => {
    const { cache, fail, emit } = cacheOf({ life: hour })
    await cache.get()
    vi.advanceTimersByTime(hour)
    await expect(cache.get()).rejects.toBe(fail('offline'))
    expect(emit).not.toHaveBeenCalled()
  })

  test('the first failure is the error, and the next call asks again', async () => {
    const { cache, load, fail } = cacheOf({ life: hour })
    await expect(cache.get()).rejects.toBe(fail('offline'))
    await expect(cache.get()).rejects.toThrow('offline')
    expect(load).toHaveBeenCalledTimes(2)
  })

  test('credentials that live shorter than the hard margin serve those who waited for them', async () => {
    const { cache, load } = cacheOf({ life: 50 * second })
    const [one, other] = await Promise.all([cache.get(), cache.get()])
    expect(one).toBe(other)
    expect(load).toHaveBeenCalledTimes(1)
    expect((await cache.get()).accessKeyId).toBe('K2')
  })
})
