import { describe, expect, test, vi } from 'vitest'
import { withinTime } from './within-time.ts'

const late = () => 'late'

describe('work within time', () => {
  test('is what it comes to, good or bad', async () => {
    expect(await withinTime(60_000, async () => 'done', late)).toBe('done')
    await expect(withinTime(60_000, () => Promise.reject(new Error('no')), late)).rejects.toThrow('no')
  })

  test('is not waited for, and is told so, when its time is over', async () => {
    vi.useFakeTimers()
    try {
      let told: AbortSignal | undefined
      const waiting = withinTime(1_000, (signal) => new Promise<string>(() => (told = signal)), late)
      await vi.advanceTimersByTimeAsync(999)
      expect(told?.aborted).toBe(false)
      await vi.advanceTimersByTimeAsync(1)
      expect(await waiting).toBe('late')
      expect(told?.aborted).toBe(true)
    } finally {
      vi.useRealTimers()
    }
  })

  test('leaves no timer behind', async () => {
    vi.useFakeTimers()
    try {
      await withinTime(1_000, async () => 'done', late)
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })
})
