import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cacheOf, credentialsOf, hour, minute, second, settle } from '../../test/cache-of.ts'
import { AbortError, ClosedError } from '../errors/client-errors.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2030, 0, 1) })
})
afterEach(() => {
  vi.useRealTimers()
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
