import { describe, expect, test, vi } from 'vitest'
import { createEmitter } from './emitter.ts'

const skew = { offset: 7 }

describe('CP-EVT-1 events', () => {
  test('a listener hears the events of its name only', () => {
    const heard = vi.fn()
    const { on, emit } = createEmitter()
    on('skew', heard)
    emit('skew', { offset: 7 })
    emit('logout', { previous: undefined })
    expect(heard.mock.calls).toEqual([[{ offset: 7 }]])
  })

  test('listeners are called before emit returns, in the order of their registration', () => {
    const order: number[] = []
    const { on, emit } = createEmitter({ skew: () => order.push(1) })
    on('skew', () => order.push(2))
    on('skew', () => order.push(3))
    emit('skew', { offset: 7 })
    expect(order).toEqual([1, 2, 3])
  })

  test('the unsubscriber ends this registration, and may be called twice', () => {
    const heard = vi.fn()
    const { on, emit } = createEmitter()
    const end = on('skew', heard)
    on('skew', heard)
    end()
    end()
    emit('skew', { offset: 7 })
    expect(heard).toHaveBeenCalledTimes(1)
  })

  test('off ends all registrations of a listener for that name, those given at the start too', () => {
    const heard = vi.fn()
    const { on, off, emit } = createEmitter({ skew: heard })
    on('skew', heard)
    on('logout', heard)
    off('skew', heard)
    off('skew', () => {})
    emit('skew', { offset: 7 })
    emit('logout', { previous: 'G' })
    expect(heard.mock.calls).toEqual([[{ previous: 'G' }]])
  })

  test('listeners that were given as undefined are none', () => {
    const { emit } = createEmitter({ skew: undefined })
    expect(() => emit('skew', { offset: 7 })).not.toThrow()
  })

  test('listeners come from own keys only', () => {
    const heard = vi.fn()
    const { emit } = createEmitter(Object.create({ skew: heard }))
    emit('skew', { offset: 7 })
    expect(heard).not.toHaveBeenCalled()
  })

  test('a payload is frozen', () => {
    const heard = vi.fn()
    const { emit } = createEmitter({ skew: heard })
    emit('skew', { offset: 7 })
    expect(Object.isFrozen(heard.mock.calls[0]?.[0])).toBe(true)
  })

  test('a throwing listener disturbs neither the others nor who emits', () => {
    const heard = vi.fn()
    const { on, emit } = createEmitter()
    on('skew', () => {
      throw new Error('mine')
    })
    on('skew', heard)
    expect(() => emit('skew', skew)).not.toThrow()
    expect(heard).toHaveBeenCalledTimes(1)
  })

  test('a listener whose promise rejects disturbs nothing', async () => {
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    const { emit } = createEmitter({ skew: () => Promise.reject(new Error('mine')) })
    emit('skew', { offset: 7 })
    await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })

  test('a listener that is added during an event misses that one', () => {
    const late = vi.fn()
    const { on, emit } = createEmitter()
    const end = on('skew', () => {
      on('skew', late)
      end()
    })
    emit('skew', { offset: 7 })
    expect(late).not.toHaveBeenCalled()
    emit('skew', { offset: 8 })
    expect(late.mock.calls).toEqual([[{ offset: 8 }]])
  })

  test('a listener that is removed during an event hears no more', () => {
    const removed = vi.fn()
    const last = vi.fn()
    const { on, off, emit } = createEmitter()
    on('skew', () => off('skew', removed))
    on('skew', removed)
    on('skew', last)
    emit('skew', { offset: 7 })
    expect(removed).not.toHaveBeenCalled()
    expect(last).toHaveBeenCalledTimes(1)
  })

  test('a listener may emit', () => {
    const heard: number[] = []
    const { on, emit } = createEmitter()
    on('skew', ({ offset }) => {
      heard.push(offset)
      if (offset > 0) emit('skew', { offset: offset - 1 })
    })
    emit('skew', { offset: 2 })
    expect(heard).toEqual([2, 1, 0])
  })

  test('on, off and emit may be called detached', () => {
    const heard = vi.fn()
    const { on, off, emit } = createEmitter()
    on('logout', heard)
    emit('logout', { previous: undefined })
    off('logout', heard)
    emit('logout', { previous: undefined })
    expect(heard).toHaveBeenCalledTimes(1)
  })
})
