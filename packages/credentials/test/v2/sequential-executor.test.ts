import { describe, expect, test, vi } from 'vitest'
import { both } from './both.ts'

describe.each(both)('SequentialExecutor of %s', (_, AWS) => {
  const make = () => new AWS.SequentialExecutor()

  test('runs listeners in the order in which they were added, unless at the head', () => {
    const told: string[] = []
    const executor = make()
    expect(executor.on('e', () => told.push('a'))).toBe(executor)
    executor.on('e', () => told.push('b'), true).addListener('e', () => told.push('c'))
    expect(executor.emit('e', [])).toBe(true)
    expect(told).toEqual(['b', 'a', 'c'])
  })

  test('says that nobody listened', () => {
    const done = vi.fn()
    expect(make().emit('e', [], done)).toBe(false)
    expect(done).toHaveBeenCalledExactlyOnceWith(null)
  })

  test('calls with itself as this, the listeners and whoever waits', () => {
    const executor = make()
    const seen: unknown[] = []
    executor.on('e', function (this: unknown, ...values: unknown[]) {
      seen.push(this, values)
    })
    executor.emit('e', [1, 2], function (this: unknown) {
      seen.push(this)
    })
    expect(seen).toEqual([executor, [1, 2], executor])
  })

  test('runs for this event what is removed or added meanwhile only the next time', () => {
    const told: string[] = []
    const last = () => told.push('last')
    const executor = make().on('e', () => executor.removeListener('e', last).on('e', () => told.push('new')))
    executor.on('e', last).emit('e', [])
    expect(told).toEqual(['last'])
    executor.emit('e', [])
    expect(told).toEqual(['last', 'new'])
  })

  test('removes the last of a listener that is there twice, and nothing where there is none', () => {
    const twice = () => {}
    const other = () => {}
    const executor = make().on('e', twice).on('e', other).on('e', twice)
    expect(executor.removeListener('e', twice).listeners('e')).toEqual([twice, other])
    expect(
      executor
        .removeListener('e', () => {})
        .removeListener('none', other)
        .listeners('e'),
    ).toHaveLength(2)
  })

  test('hands out copies of its lists', () => {
    const executor = make().on('e', () => {})
    executor.listeners('e').pop()
    expect([executor.listeners('e').length, executor.listeners('none')]).toEqual([1, []])
  })

  test('removes all listeners, of one event or of all', () => {
    const executor = make().addListeners({ a: () => {}, b: [() => {}, () => {}], c: () => {} })
    executor.removeAllListeners('a')
    expect(Object.keys(executor._events)).toEqual(['b', 'c'])
    expect(executor.removeAllListeners()._events).toEqual({})
  })

  test('takes the listeners of another executor', () => {
    const listener = () => {}
    const executor = make().addListeners(make().on('e', listener))
    expect(executor.listeners('e')).toEqual([listener])
  })

  test('waits for an asynchronous listener until it is done', () => {
    const told: string[] = []
    let goOn = () => {}
    const executor = make().onAsync('e', (_value, done) => {
      goOn = done
    })
    executor.on('e', (...values) => told.push(`next of ${values.length}`)).emit('e', [1], () => told.push('done'))
    expect(told).toEqual([])
    goOn()
    expect(told).toEqual(['next of 1', 'done'])
  })

  test('goes on after an error, which is the last one, with the one before it inside', () => {
    const done = vi.fn()
    const last = vi.fn()
    const executor = make().on('e', () => {
      throw new Error('first')
    })
    executor.onAsync('e', (next) => next(Object.assign(new Error('second'), { code: 'Second' }))).on('e', last)
    executor.emit('e', [], done)
    expect(last).toHaveBeenCalledOnce()
    expect(done.mock.calls).toEqual([[expect.objectContaining({ message: 'second', code: 'Second' })]])
    expect(done.mock.calls[0]?.[0].originalError).toMatchObject({ message: 'first' })
  })

  test.each([
    ['a text', 'text', { message: 'text', name: 'Error' }],
    ['an object', { code: 'C', message: 'm' }, { message: 'm', code: 'C', name: 'C' }],
    ['an error', new TypeError('wrong'), { message: 'wrong', code: 'TypeError', name: 'TypeError' }],
  ])('makes an error of %s that is thrown', (_kind, thrown, expected) => {
    const done = vi.fn()
    const executor = make().on('e', () => {
      throw thrown
    })
    executor.emit('e', [], done)
    const [error] = done.mock.calls[0] ?? []
    expect(error).toBeInstanceOf(Error)
    expect(error).not.toBe(thrown)
    expect(error).toMatchObject({ ...expected, time: expect.any(Date) })
  })

  test.each(['synchronous', 'asynchronous'])('stops at the error of a %s listener where it is told to halt', (kind) => {
    const never = vi.fn()
    const done = vi.fn()
    const executor = make()
    executor._haltHandlersOnError = true
    if (kind === 'asynchronous') executor.onAsync('e', (next) => next(new Error('halt')))
    else
      executor.on('e', () => {
        throw new Error('halt')
      })
    executor.on('e', never).emit('e', [], done)
    expect(done).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ message: 'halt' }))
    expect(never).not.toHaveBeenCalled()
  })

  test('has named listeners as members', () => {
    const [one, two, three] = [() => {}, () => {}, () => {}]
    const executor = make().addNamedListener('ONE', 'e', one).addNamedAsyncListener('TWO', 'e', two)
    expect(executor.addNamedListeners((add) => add('THREE', 'e', three, true))).toBe(executor)
    expect(executor).toMatchObject({ ONE: one, TWO: two, THREE: three })
    expect(executor.listeners('e')).toEqual([three, one, two])
    expect(two).toHaveProperty('_isAsync', true)
  })

  test('may be called on an object of a subclass', () => {
    const Own = AWS.util.inherit<typeof AWS.SequentialExecutor>(AWS.SequentialExecutor, {
      constructor: function Own() {
        AWS.SequentialExecutor.call(this)
      },
    })
    const told: number[] = []
    const executor = new Own().on('e', (value: number) => told.push(value))
    executor.emit('e', [7])
    expect(told).toEqual([7])
  })
})
