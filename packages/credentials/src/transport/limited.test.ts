import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { rejection } from '../../test/stub-fetch.ts'
import { AbortError, TimeoutError } from '../errors/client-errors.ts'
import { limited, pause } from './limited.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

const never = () => new Promise<never>(() => {})

describe('CP-NET-4 limited', () => {
  test('gives what the run gives, and leaves no timer', async () => {
    await expect(limited(async () => 'it', 1_000, undefined)).resolves.toBe('it')
    expect(vi.getTimerCount()).toBe(0)
  })

  test('rejects as the run does, and leaves no timer', async () => {
    await expect(limited(() => Promise.reject(new Error('its own')), 1_000, undefined)).rejects.toThrow('its own')
    expect(vi.getTimerCount()).toBe(0)
  })

  test('ends a run in its time, and tells it', async () => {
    let inner: AbortSignal | undefined
    const ended = rejection(
      limited(
        (signal) => {
          inner = signal
          return never()
        },
        1_000,
        undefined,
      ),
    )
    await vi.advanceTimersByTimeAsync(999)
    expect(inner?.aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(await ended).toBeInstanceOf(TimeoutError)
    expect(inner?.aborted).toBe(true)
  })

  test.each([Number.POSITIVE_INFINITY, 2 ** 40])('takes %d ms for very long, not for none', async (ms) => {
    const run = vi.fn()
    limited(never, ms, undefined).catch(run)
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(run).not.toHaveBeenCalled()
  })
})

describe('CP-NET-5 a signal', () => {
  test('ends a run at once, with its reason as the cause', async () => {
    const controller = new AbortController()
    const ended = rejection(limited(never, 1_000, controller.signal))
    controller.abort('enough')
    const error = await ended
    expect(error).toBeInstanceOf(AbortError)
    expect(error.cause).toBe('enough')
    expect(vi.getTimerCount()).toBe(0)
  })

  test('that has fired lets no run begin', async () => {
    const run = vi.fn(never)
    expect(await rejection(limited(run, 1_000, AbortSignal.abort()))).toBeInstanceOf(AbortError)
    expect(run).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
  })

  test('is let go when the run is over', async () => {
    const { signal } = new AbortController()
    const remove = vi.spyOn(signal, 'removeEventListener')
    await limited(async () => 1, 1_000, signal)
    expect(remove).toHaveBeenCalledOnce()
  })

  test('ends a pause at once', async () => {
    const controller = new AbortController()
    const ended = rejection(pause(1_000, controller.signal))
    controller.abort()
    expect(await ended).toBeInstanceOf(AbortError)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('that does not fire leaves a pause as long as it is', async () => {
    const over = vi.fn()
    pause(1_000, new AbortController().signal).then(over)
    await vi.advanceTimersByTimeAsync(999)
    expect(over).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(over).toHaveBeenCalledOnce()
  })
})
