import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { AbortError, ClosedError } from '../errors/client-errors.ts'
import type { ProviderCallOptions, TemporaryCredentials } from '../v3/CognitoIdentityCredentials.ts'
import { type CacheOptions, CredentialCache } from './credential-cache.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2030, 0, 1) })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
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

describe('CP-CACHE-7 keepFresh', () => {
  test('refreshes at the soft point without a call, again and again', async () => {
    const { cache, load } = cacheOf({ life: hour, options: { keepFresh: true } })
    await cache.get()
    await vi.advanceTimersByTimeAsync(48 * minute)
    expect(load).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(4 * minute)
    expect(load).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(52 * minute)
    expect(load).toHaveBeenCalledTimes(3)
  })

  test('without it no timer runs', async () => {
    const { cache } = cacheOf({ life: hour })
    await cache.get()
    expect(vi.getTimerCount()).toBe(0)
  })

  test('tries again 30 s after a failure, and stops when the credentials have ended', async () => {
    const { cache, load, fail, emit } = cacheOf({ life: hour, options: { keepFresh: true, refreshAhead: 2 * minute } })
    await cache.get()
    fail('offline')
    await vi.advanceTimersByTimeAsync(3 * hour)
    expect(load.mock.calls.length).toBeGreaterThanOrEqual(1 + 4)
    expect(load.mock.calls.length).toBeLessThanOrEqual(1 + 6)
    expect(emit.mock.calls.length).toBeGreaterThanOrEqual(4)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('waits while the page is hidden, and catches up when it is shown', async () => {
    const page = stubPage()
    const { cache, load } = cacheOf({ life: hour, options: { keepFresh: true } })
    await cache.get()
    page.show('hidden')
    await vi.advanceTimersByTimeAsync(3 * hour)
    expect(load).toHaveBeenCalledTimes(1)
    page.show('visible')
    await settle()
    expect(load).toHaveBeenCalledTimes(2)
  })

  test('a page that is shown before the soft point asks for nothing', async () => {
    const page = stubPage()
    const { cache, load } = cacheOf({ life: hour, options: { keepFresh: true } })
    page.show('visible')
    await cache.get()
    page.show('hidden')
    page.show('visible')
    await vi.advanceTimersByTimeAsync(48 * minute)
    expect(load).toHaveBeenCalledTimes(1)
    expect(vi.getTimerCount()).toBe(1)
  })

  test('a document that tells nothing of itself, as on React Native, is none', async () => {
    vi.stubGlobal('document', {})
    const { cache, load } = cacheOf({ life: hour, options: { keepFresh: true } })
    await cache.get()
    await vi.advanceTimersByTimeAsync(52 * minute)
    expect(load).toHaveBeenCalledTimes(2)
  })

  test('counts longer than a timer can', async () => {
    const year = 365 * 24 * hour
    const { cache, load } = cacheOf({ life: year, options: { keepFresh: true } })
    await cache.get()
    await vi.advanceTimersByTimeAsync(year - 12 * minute)
    expect(load).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(4 * minute)
    expect(load).toHaveBeenCalledTimes(2)
  })

  test('makes no storm of credentials that hardly live', async () => {
    const { cache, load } = cacheOf({ life: 2, options: { keepFresh: true } })
    await cache.get()
    await vi.advanceTimersByTimeAsync(minute)
    expect(load.mock.calls.length).toBeLessThanOrEqual(3)
  })

  test('CP-SES-12 keeps no Node process alive', async () => {
    vi.useRealTimers()
    const timers = vi.spyOn(globalThis, 'setTimeout')
    const { cache } = cacheOf({ life: hour, options: { keepFresh: true } })
    await cache.get()
    expect(timers.mock.results.map(({ value }) => value.hasRef())).toEqual([false])
    cache.close(new ClosedError('over'))
  })

  test('CP-SES-12 ends with close', async () => {
    const page = stubPage()
    const { cache, load } = cacheOf({ life: hour, options: { keepFresh: true } })
    await cache.get()
    cache.close(new ClosedError('over'))
    expect(vi.getTimerCount()).toBe(0)
    expect(page.listeners.size).toBe(0)
    await vi.advanceTimersByTimeAsync(hour)
    expect(load).toHaveBeenCalledTimes(1)
  })
})

describe('CP-CACHE-8 credentials that were rejected', () => {
  for (const name of ['ExpiredToken', 'ExpiredTokenException', 'InvalidClientTokenId', 'UnrecognizedClientException']) {
    test(`with ${name} are dropped`, async () => {
      const { cache } = cacheOf({ life: hour })
      const used = await cache.get()
      cache.reportRejected({ name }, used)
      expect((await cache.get()).accessKeyId).toBe('K2')
    })
  }

  for (const error of [
    { name: 'AccessDenied' },
    { name: 'ExpiredTokenExceptions' },
    { message: 'ExpiredToken' },
    {},
    null,
    undefined,
    'ExpiredToken',
  ]) {
    test(`are not when the error is ${JSON.stringify(error)}`, async () => {
      const { cache } = cacheOf({ life: hour })
      const used = await cache.get()
      cache.reportRejected(error, used)
      expect(await cache.get()).toBe(used)
    })
  }

  test('are not when newer ones have taken their place', async () => {
    const { cache } = cacheOf({ life: hour })
    const used = await cache.get()
    const newer = await cache.get({ forceRefresh: true })
    cache.reportRejected({ name: 'ExpiredToken' }, used)
    expect(await cache.get()).toBe(newer)
  })

  test('are those that are kept, where nobody says which were used', async () => {
    const { cache } = cacheOf({ life: hour })
    await cache.get()
    cache.reportRejected({ name: 'ExpiredToken' })
    expect((await cache.get()).accessKeyId).toBe('K2')
  })

  test('are compared by their access key id', async () => {
    const { cache } = cacheOf({ life: hour })
    const { accessKeyId } = await cache.get()
    cache.reportRejected({ name: 'ExpiredToken' }, { accessKeyId })
    expect(cache.peek()).toBeUndefined()
  })

  test('before there are any, nothing happens', () => {
    const { cache } = cacheOf({ life: hour })
    expect(() => cache.reportRejected({ name: 'ExpiredToken' })).not.toThrow()
  })

  test('do not come back where the refresh that follows fails', async () => {
    const { cache, fail } = cacheOf({ life: hour })
    await cache.get()
    cache.reportRejected({ name: 'ExpiredToken' })
    await expect(cache.get()).rejects.toBe(fail('offline'))
  })
})

describe('CP-CACHE-8 invalidate', () => {
  test('has the next call ask', async () => {
    const { cache } = cacheOf({ life: hour })
    await cache.get()
    cache.invalidate()
    expect((await cache.get()).accessKeyId).toBe('K2')
  })

  test('during a load has it repeated: nobody gets the older answer', async () => {
    const { cache, load, hang } = cacheOf({ life: hour })
    const answer = hang()
    const before = cache.get()
    await settle()
    cache.invalidate()
    const after = cache.get()
    answer.resolve(credentialsOf('old', Date.now() + hour))
    const [one, other] = await Promise.all([before, after])
    expect(one.accessKeyId).toBe('K2')
    expect(other).toBe(one)
    expect(load).toHaveBeenCalledTimes(2)
  })

  test('during a load has it repeated although it failed', async () => {
    const { cache, hang, emit } = cacheOf({ life: hour })
    const answer = hang()
    const call = cache.get()
    await settle()
    cache.invalidate()
    answer.reject(new Error('of the old login'))
    expect((await call).accessKeyId).toBe('K2')
    expect(emit).not.toHaveBeenCalled()
  })

  test('during a load that nobody waits for any longer starts no other one', async () => {
    const { cache, load, hang } = cacheOf({ life: hour })
    const answer = hang()
    const controller = new AbortController()
    const call = cache.get({ signal: controller.signal })
    await settle()
    cache.invalidate()
    controller.abort()
    await expect(call).rejects.toBeInstanceOf(AbortError)
    answer.resolve(credentialsOf('old', Date.now() + hour))
    await settle()
    expect(load).toHaveBeenCalledTimes(1)
    expect(cache.peek()).toBeUndefined()
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

describe('CP-SES-8 abort', () => {
  test('drops the credentials and ends the wait of all callers, who get the reason', async () => {
    const { cache, hang, emit } = cacheOf({ life: hour })
    await cache.get()
    vi.advanceTimersByTime(hour - second)
    hang()
    const calls = [cache.get(), cache.get({ forceRefresh: true })]
    await settle()
    const reason = new Error('logged out')
    cache.abort(reason)
    expect((await Promise.allSettled(calls)).map((call) => call.status === 'rejected' && call.reason)).toEqual([reason, reason])
    expect(emit).not.toHaveBeenCalled()
  })

  test('ends a load in the background, whose late answer is not kept', async () => {
    const { cache, load, hang } = cacheOf({ life: hour })
    await cache.get()
    vi.advanceTimersByTime(55 * minute)
    const answer = hang()
    await cache.get()
    await settle()
    cache.abort()
    expect(load.mock.lastCall?.[1].aborted).toBe(true)
    answer.resolve(credentialsOf('late', Date.now() + hour))
    await settle()
    expect((await cache.get()).accessKeyId).toBe('K3')
  })
})

describe('CP-SES-12 close', () => {
  test('ends the wait of all callers, and every later call, with its reason', async () => {
    const { cache, load, hang } = cacheOf({ life: hour })
    hang()
    const waiting = cache.get()
    await settle()
    const reason = new ClosedError('over')
    cache.close(reason)
    await expect(waiting).rejects.toBe(reason)
    await expect(cache.get()).rejects.toBe(reason)
    await expect(cache.get({ forceRefresh: true })).rejects.toBe(reason)
    expect(load).toHaveBeenCalledTimes(1)
  })

  test('drops good credentials too', async () => {
    const { cache } = cacheOf({ life: hour })
    await cache.get()
    cache.close(new ClosedError('over'))
    expect(cache.peek()).toBeUndefined()
    await expect(cache.get()).rejects.toMatchObject({ name: 'ClosedError' })
  })
})

describe('CP-TAB-3 credentials that came on another way', () => {
  test('are kept as those that were loaded', async () => {
    const { cache, load } = cacheOf({ life: hour })
    const given = credentialsOf('given', Date.now() + hour)
    cache.set(given)
    expect(cache.peek()).toBe(given)
    expect(await cache.get()).toBe(given)
    expect(load).not.toHaveBeenCalled()
    vi.advanceTimersByTime(55 * minute)
    await cache.get()
    await settle()
    expect(load).toHaveBeenCalledTimes(1)
  })

  test('are not pushed out by the answer of a load that was running', async () => {
    const { cache, hang } = cacheOf({ life: hour })
    const answer = hang()
    const call = cache.get()
    await settle()
    cache.set(credentialsOf('given', Date.now() + hour))
    answer.resolve(credentialsOf('old', Date.now() + hour))
    expect((await call).accessKeyId).toBe('K2')
    expect(cache.peek()?.accessKeyId).toBe('K2')
  })

  test('are not kept where they have ended, nor are those before them', async () => {
    const { cache } = cacheOf({ life: hour })
    await cache.get()
    cache.set(credentialsOf('given', Date.now()))
    expect(cache.peek()).toBeUndefined()
    expect((await cache.get()).accessKeyId).toBe('K2')
  })

  test('peek shows them until their end', async () => {
    const { cache } = cacheOf({ life: hour })
    expect(cache.peek()).toBeUndefined()
    const first = await cache.get()
    vi.advanceTimersByTime(hour - 1)
    expect(cache.peek()).toBe(first)
    vi.advanceTimersByTime(1)
    expect(cache.peek()).toBeUndefined()
  })
})

/** A cache over a load that answers K1, K2, … unless told. */
function cacheOf({ life, offset = 0, options }: { life: number; offset?: number; options?: CacheOptions }) {
  let loads = 0
  const now = () => Date.now() + offset
  const load = vi.fn(async (_: ProviderCallOptions, __: AbortSignal) => credentialsOf(`K${++loads}`, now() + life))
  const emit = vi.fn()
  const cache = new CredentialCache<TemporaryCredentials>(load, { clock: { now, local: () => Date.now() }, emit, options })
  return {
    cache,
    load,
    emit,
    /** From now on loads fail. */
    fail(message: string) {
      const error = new Error(message)
      load.mockImplementation(() => Promise.reject(error))
      return error
    },
    /** The next load ends when the test says so. */
    hang() {
      let answer: { resolve(credentials: TemporaryCredentials): void; reject(error: unknown): void } | undefined
      const result = new Promise<TemporaryCredentials>((resolve, reject) => {
        answer = { resolve, reject }
      })
      load.mockImplementationOnce(() => {
        loads++
        return result
      })
      if (!answer) throw new Error('A promise calls its executor at once.')
      return answer
    },
  }
}

function credentialsOf(accessKeyId: string, expiration: number): TemporaryCredentials {
  return { accessKeyId, secretAccessKey: 'S', sessionToken: 'T', expiration: new Date(expiration) }
}

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0)
}

function stubPage() {
  const listeners = new Set<() => void>()
  const page = {
    visibilityState: 'visible',
    addEventListener: (_: string, listener: () => void) => listeners.add(listener),
    removeEventListener: (_: string, listener: () => void) => listeners.delete(listener),
  }
  vi.stubGlobal('document', page)
  return {
    listeners,
    show(state: 'visible' | 'hidden') {
      page.visibilityState = state
      for (const listener of [...listeners]) listener()
    },
  }
}
