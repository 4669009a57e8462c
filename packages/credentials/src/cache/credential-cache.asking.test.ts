import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cacheOf, credentialsOf, hour, minute, second, settle } from '../../test/cache-of.ts'
import { AbortError } from '../errors/client-errors.ts'
import type { TemporaryCredentials } from '../v3/CognitoIdentityCredentials.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2030, 0, 1) })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('CP-CACHE-3 single flight', () => {
  test('calls at the same time share a load, and settle together', async () => {
    const { cache, load, hang } = cacheOf({ life: hour })
    const answer = hang()
    const settled: number[] = []
    const calls = [0, 1, 2].map((call) => cache.get().then(() => settled.push(call)))
    await settle()
    expect(settled).toEqual([])
    answer.resolve(credentialsOf('K', Date.now() + hour))
    await Promise.all(calls)
    expect(settled).toEqual([0, 1, 2])
    expect(load).toHaveBeenCalledTimes(1)
  })
})

describe('CP-CACHE-4 forceRefresh', () => {
  test('asks although there are good credentials', async () => {
    const { cache, load } = cacheOf({ life: hour })
    await cache.get()
    expect((await cache.get({ forceRefresh: true })).accessKeyId).toBe('K2')
    expect((await cache.get()).accessKeyId).toBe('K2')
    expect(load.mock.calls.map(([options]) => options.forceRefresh)).toEqual([undefined, true])
  })

  test('joins a running flight', async () => {
    const { cache, load } = cacheOf({ life: hour })
    const [one, other] = await Promise.all([cache.get(), cache.get({ forceRefresh: true })])
    expect(one).toBe(other)
    expect(load).toHaveBeenCalledTimes(1)
  })

  test('joins a refresh in the background', async () => {
    const { cache, load } = cacheOf({ life: hour })
    await cache.get()
    vi.advanceTimersByTime(55 * minute)
    const [old, forced] = await Promise.all([cache.get(), cache.get({ forceRefresh: true })])
    expect([old.accessKeyId, forced.accessKeyId]).toEqual(['K1', 'K2'])
    expect(load).toHaveBeenCalledTimes(2)
  })

  test('that fails is the error; the good credentials stay', async () => {
    const { cache, fail } = cacheOf({ life: hour })
    const first = await cache.get()
    await expect(cache.get({ forceRefresh: true })).rejects.toBe(fail('offline'))
    expect(await cache.get()).toBe(first)
  })
})

describe('CP-CACHE-5 credentials without expiration', () => {
  for (const expiration of [undefined, new Date(Number.NaN)]) {
    test(`are handed out and not kept (${expiration})`, async () => {
      const { cache, load } = cacheOf({ life: hour, options: { keepFresh: true } })
      load.mockImplementation(async () => ({ ...credentialsOf('K', 0), expiration }) as TemporaryCredentials)
      await cache.get()
      await cache.get()
      expect(load).toHaveBeenCalledTimes(2)
      expect(cache.peek()).toBeUndefined()
      expect(vi.getTimerCount()).toBe(0)
    })
  }

  test('take the place of those that had one', async () => {
    const { cache, load } = cacheOf({ life: hour })
    await cache.get()
    load.mockResolvedValueOnce({ accessKeyId: 'endless', secretAccessKey: 'S' })
    await cache.get({ forceRefresh: true })
    expect((await cache.get()).accessKeyId).toBe('K2')
    expect(load).toHaveBeenCalledTimes(3)
  })

  test('where a load brings nothing at all, nothing is what its callers get', async () => {
    const { cache, load } = cacheOf({ life: hour })
    // A test's stand-in for a neighbour may answer so.
    load.mockResolvedValueOnce(undefined as unknown as TemporaryCredentials)
    expect(await cache.get()).toBeUndefined()
  })
})

describe('CP-CACHE-6 a machine that slept', () => {
  test('past the end, the first call waits for new ones', async () => {
    const { cache } = cacheOf({ life: hour })
    await cache.get()
    vi.setSystemTime(Date.now() + 8 * hour)
    expect((await cache.get()).accessKeyId).toBe('K2')
  })

  test('while a refresh was running that then fails: the error, since the old ones have ended', async () => {
    const { cache, hang } = cacheOf({ life: hour })
    await cache.get()
    vi.advanceTimersByTime(hour - second)
    const answer = hang()
    const call = cache.get()
    await settle()
    vi.setSystemTime(Date.now() + 8 * hour)
    answer.reject(new Error('offline'))
    await expect(call).rejects.toThrow('offline')
  })

  test('while the answer was on its way gets no credentials that have ended', async () => {
    const { cache, hang } = cacheOf({ life: hour })
    const answer = hang()
    const call = cache.get()
    await settle()
    const sent = credentialsOf('K', Date.now() + hour)
    vi.setSystemTime(Date.now() + 8 * hour)
    answer.resolve(sent)
    await expect(call).rejects.toMatchObject({ name: 'CredentialsProviderError', tryNextLink: true })
    expect(cache.peek()).toBeUndefined()
  })

  test('credentials that had ended when they came do not push out good ones, and count as a failure', async () => {
    const { cache, load, emit } = cacheOf({ life: hour })
    const first = await cache.get()
    vi.advanceTimersByTime(55 * minute)
    load.mockImplementation(async () => credentialsOf('K2', Date.now() - 1))
    await cache.get()
    await settle()
    expect(await cache.get()).toBe(first)
    await settle()
    expect(load).toHaveBeenCalledTimes(2)
    expect(emit.mock.calls.map(([name]) => name)).toEqual(['refreshError'])
  })
})

describe("CP-NET-5 a caller's signal", () => {
  test('ends its wait at once, past the hard point too', async () => {
    const { cache, hang, emit } = cacheOf({ life: hour })
    await cache.get()
    vi.advanceTimersByTime(hour - second)
    hang()
    const controller = new AbortController()
    const call = cache.get({ signal: controller.signal })
    await settle()
    controller.abort()
    await expect(call).rejects.toMatchObject({ name: 'AbortError' })
    expect(emit).not.toHaveBeenCalled()
  })

  test('that has fired gets no credentials from memory either', async () => {
    const { cache } = cacheOf({ life: hour })
    await cache.get()
    const controller = new AbortController()
    controller.abort()
    await expect(cache.get({ signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('that ends the load is no failure: no event, and no pause before the next refresh', async () => {
    const { cache, load, emit } = cacheOf({ life: hour })
    await cache.get()
    vi.advanceTimersByTime(55 * minute)
    load.mockImplementationOnce(
      (_, signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new AbortError('ended')))),
    )
    const controller = new AbortController()
    const call = cache.get({ forceRefresh: true, signal: controller.signal }).catch(() => {})
    await settle()
    controller.abort()
    await call
    await settle()
    expect(emit).not.toHaveBeenCalled()
    await cache.get()
    await settle()
    expect(load).toHaveBeenCalledTimes(3)
  })

  test('ends the load where nobody else waits, and its late answer is not kept', async () => {
    const { cache, load, hang } = cacheOf({ life: hour })
    const answer = hang()
    const controller = new AbortController()
    const call = cache.get({ signal: controller.signal }).catch(() => {})
    await settle()
    controller.abort()
    await call
    expect(load.mock.lastCall?.[1].aborted).toBe(true)
    answer.resolve(credentialsOf('late', Date.now() + hour))
    await settle()
    expect((await cache.get()).accessKeyId).toBe('K2')
  })
})
