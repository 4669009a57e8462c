import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cacheOf, hour, minute, settle, stubPage } from '../../test/cache-of.ts'
import { ClosedError } from '../errors/client-errors.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2030, 0, 1) })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
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
