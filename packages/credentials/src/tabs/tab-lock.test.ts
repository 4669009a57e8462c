import { afterEach, describe, expect, test, vi } from 'vitest'
import { deferred, FakeLocks } from '../../test/fake-locks.ts'
import { underTabLock } from './tab-lock.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const withLocks = (locks: unknown) => vi.stubGlobal('navigator', { locks })

describe('CP-TAB-1: a task under the lock of the tabs', () => {
  test('runs once, and knows that it has the lock', async () => {
    const locks = new FakeLocks()
    withLocks(locks)
    const task = vi.fn(async () => {})
    await underTabLock('name', task)
    expect(task.mock.calls).toEqual([[true]])
    expect(locks.granted).toEqual(['name'])
  })

  test('waits for the one before it, by name', async () => {
    withLocks(new FakeLocks())
    const held = deferred<void>()
    const log: string[] = []
    const first = underTabLock('name', () => held.promise.then(() => void log.push('first')))
    const second = underTabLock('name', async () => void log.push('second'))
    await underTabLock('other', async () => void log.push('other'))
    held.resolve()
    await Promise.all([first, second])
    expect(log).toEqual(['other', 'first', 'second'])
  })

  test('fails as the task does, once, and gives the lock back', async () => {
    withLocks(new FakeLocks())
    const error = new Error('Offline')
    const task = vi.fn(() => Promise.reject(error))
    await expect(underTabLock('name', task)).rejects.toBe(error)
    expect(task).toHaveBeenCalledTimes(1)
    await expect(underTabLock('name', async () => {})).resolves.toBeUndefined()
  })

  test('goes on without the lock after five seconds', async () => {
    vi.useFakeTimers()
    const locks = new FakeLocks()
    withLocks(locks)
    void locks.request('name', {}, () => new Promise(() => {}))
    const task = vi.fn(async () => {})
    const done = underTabLock('name', task)
    await vi.advanceTimersByTimeAsync(4999)
    expect(task).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    await done
    expect(task.mock.calls).toEqual([[false]])
    expect(vi.getTimerCount()).toBe(0)
  })

  test('no longer wants the lock then', async () => {
    vi.useFakeTimers()
    const locks = new FakeLocks()
    withLocks(locks)
    const held = deferred<void>()
    void locks.request('name', {}, () => held.promise)
    const done = underTabLock('name', async () => {})
    await vi.advanceTimersByTimeAsync(5000)
    await done
    held.resolve()
    await vi.runAllTimersAsync()
    expect(locks.granted).toEqual(['name'])
  })

  test('runs once where the lock is granted all the same, later', async () => {
    vi.useFakeTimers()
    const grants: (() => unknown)[] = []
    withLocks({ request: (_name: string, _options: unknown, grant: () => unknown) => new Promise(() => void grants.push(grant)) })
    const task = vi.fn(async () => {})
    const done = underTabLock('name', task)
    await vi.advanceTimersByTimeAsync(5000)
    await done
    await grants[0]?.()
    expect(task).toHaveBeenCalledTimes(1)
  })

  test('may take longer than five seconds once it has the lock', async () => {
    vi.useFakeTimers()
    withLocks(new FakeLocks())
    const held = deferred<void>()
    const task = vi.fn(() => held.promise)
    let isDone = false
    const done = underTabLock('name', task).then(() => {
      isDone = true
    })
    await vi.advanceTimersByTimeAsync(60_000)
    expect([task.mock.calls.length, isDone]).toEqual([1, false])
    held.resolve()
    await done
    expect(isDone).toBe(true)
  })

  test('stops waiting when the signal fires', async () => {
    vi.useFakeTimers()
    const locks = new FakeLocks()
    withLocks(locks)
    void locks.request('name', {}, () => new Promise(() => {}))
    const closing = new AbortController()
    const task = vi.fn(async () => {})
    const done = underTabLock('name', task, closing.signal)
    await vi.advanceTimersByTimeAsync(10)
    closing.abort()
    await done
    expect(task.mock.calls).toEqual([[false]])
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('CP-TAB-4: a task runs without a lock', () => {
  test.each([
    ['there is no navigator', () => vi.stubGlobal('navigator', undefined)],
    ['there are no locks', () => withLocks(undefined)],
    ['reading them throws', () => vi.stubGlobal('navigator', Object.defineProperty({}, 'locks', { get: denied }))],
    ['asking throws', () => withLocks({ request: denied })],
    ['asking rejects', () => withLocks({ request: async () => denied() })],
  ])('where %s', async (_, prepare) => {
    prepare()
    const task = vi.fn(async () => {})
    await underTabLock('name', task)
    expect(task.mock.calls).toEqual([[false]])
  })

  test('and fails as the task does', async () => {
    withLocks(undefined)
    const error = new Error('Offline')
    await expect(underTabLock('name', () => Promise.reject(error))).rejects.toBe(error)
  })
})

describe.runIf(globalThis.navigator?.locks)('with the locks of the runtime', () => {
  test('tasks of one name run one after the other', async () => {
    const log: string[] = []
    const task = (name: string) => async () => {
      log.push(`${name} begins`)
      await new Promise((resolve) => setImmediate(resolve))
      log.push(`${name} ends`)
    }
    await Promise.all([underTabLock('tab-lock.test', task('first')), underTabLock('tab-lock.test', task('second'))])
    expect(log).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
  })
})

function denied(): never {
  throw new DOMException('The request was denied.', 'SecurityError')
}
