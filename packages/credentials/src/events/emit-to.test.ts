import { describe, expect, test, vi } from 'vitest'
import { emitTo } from './emit-to.ts'

describe('CP-EVT-1 the events of a provider', () => {
  test('reach the listener of their name before emit returns, frozen', () => {
    const heard = vi.fn()
    const emit = emitTo({ skew: heard })
    emit('skew', { offset: 7 })
    emit('logout', { previous: undefined })
    expect(heard.mock.calls).toEqual([[{ offset: 7 }]])
    expect(Object.isFrozen(heard.mock.calls[0]?.[0])).toBe(true)
  })

  test('reach nobody where there are no listeners', () => {
    expect(() => emitTo(undefined)('skew', { offset: 7 })).not.toThrow()
  })

  test('a throwing listener disturbs nothing', () => {
    const listener = vi.fn(() => {
      throw new Error('mine')
    })
    expect(() => emitTo({ skew: listener })('skew', { offset: 7 })).not.toThrow()
    expect(listener).toHaveBeenCalledTimes(1)
  })

  test('a listener whose promise rejects disturbs nothing', async () => {
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    emitTo({ skew: () => Promise.reject(new Error('mine')) })('skew', { offset: 7 })
    await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })
})
