import { IDBFactory } from 'fake-indexeddb'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { deferred, FakeLocks } from '../../test/fake-locks.ts'
import { StorageError } from '../errors/client-errors.ts'
import { IndexedDbStorage } from '../v3/IndexedDbStorage.ts'
import { InMemoryStorage } from '../v3/InMemoryStorage.ts'
import type { Storage } from '../v3/Storage.ts'
import { asStorage } from './as-storage.ts'
import { createIdStore } from './identity-id-store.ts'

const identityPoolId = 'eu-central-1:pool'
const guest = 'ANONYMOUS'
const guestKey = `aws:cognito-identity-credentials:${identityPoolId}:${guest}`
const never = () => new Promise<never>(() => {})

function madeOf(storage: Storage) {
  const failures: unknown[] = []
  const store = createIdStore({
    storage,
    identityPoolId,
    emit: (name, payload) => void (name === 'storageError' && failures.push((payload as { error: unknown }).error)),
  })
  return { store, failures }
}

function spied(overrides: Partial<Storage> = {}) {
  const map = new Map<string, string>()
  const storage = { ...asStorage(map), ...overrides }
  return { map, getItem: vi.fn(storage.getItem), setItem: vi.fn(storage.setItem), removeItem: vi.fn(storage.removeItem) }
}

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})
beforeEach(() => {
  vi.stubGlobal('navigator', {})
})

describe('CP-TAB-2 an id that another tab says is gone', () => {
  test('is forgotten, in memory too', async () => {
    const { map, ...storage } = spied()
    const { store } = madeOf(storage)
    await store.write(guest, 'g1')
    await store.remove(guest, 'g1')
    expect([await store.read(guest), map.size]).toEqual([undefined, 0])
  })

  test('takes no newer one with it', async () => {
    const { map, ...storage } = spied()
    const { store } = madeOf(storage)
    await store.write(guest, 'g2')
    await store.remove(guest, 'g1')
    expect([await store.read(guest), map.get(guestKey)]).toEqual(['g2', 'g2'])
  })
})

describe('CP-POOL-3: the id of a user', () => {
  test('lies under the key of the pool and the user', async () => {
    const { map, ...storage } = spied()
    const { store } = madeOf(storage)
    await store.write(guest, 'id')
    await store.write('ann', 'id of ann')
    expect([...map]).toEqual([
      [guestKey, 'id'],
      [`aws:cognito-identity-credentials:${identityPoolId}:ann`, 'id of ann'],
    ])
  })

  test('is found where somebody else has stored it', async () => {
    expect(await madeOf(new InMemoryStorage({ [guestKey]: 'id' })).store.read(guest)).toBe('id')
  })

  test('is nobody else’s', async () => {
    const { store } = madeOf(new InMemoryStorage({ [guestKey]: 'id' }))
    expect(await store.read('ann')).toBeUndefined()
  })

  test('is asked for once, and known from then on', async () => {
    const { map, ...storage } = spied()
    map.set(guestKey, 'id')
    const { store } = madeOf(storage)
    await store.read(guest)
    map.clear()
    expect(await store.read(guest)).toBe('id')
    expect(storage.getItem).toHaveBeenCalledTimes(1)
  })

  test.each([undefined, null, ''])('is missing where the store answers %j, and asked for again', async (answer) => {
    const { map, ...storage } = spied({ getItem: () => answer })
    const { store } = madeOf(storage)
    expect(await store.read(guest)).toBeUndefined()
    storage.getItem.mockReturnValue('id')
    expect(await store.read(guest)).toBe('id')
  })

  test.each([[42], [{}], [['id']], [true]])('is missing where the store answers %j, which is no text', async (answer) => {
    const { store, failures } = madeOf(spied({ getItem: () => answer as never }))
    expect(await store.read(guest)).toBeUndefined()
    expect(failures).toEqual([])
  })

  test.each(['x', '__proto__', '🐟', 'a'.repeat(5000)])('may be any text', async (id) => {
    const storage = new InMemoryStorage()
    await madeOf(storage).store.write(guest, id)
    expect(await madeOf(storage).store.read(guest)).toBe(id)
  })

  test.each(['__proto__', 'constructor'])('CP-SEC-5: may be that of a user named %s', async (user) => {
    const storage = asStorage(new Map())
    expect(await madeOf(storage).store.read(user)).toBeUndefined()
    await madeOf(storage).store.write(user, 'id')
    expect(await madeOf(storage).store.read(user)).toBe('id')
  })

  test('is written at once, and need not be waited for', async () => {
    const { map, ...storage } = spied({ setItem: never })
    const { store } = madeOf(storage)
    void store.write(guest, 'id')
    expect(await store.read(guest)).toBe('id')
    expect(storage.getItem).not.toHaveBeenCalled()
  })

  test('that is written while the store is still read is the one that counts', async () => {
    const answer = deferred<string>()
    const { store } = madeOf(spied({ getItem: () => answer.promise }))
    const reading = store.read(guest)
    void store.write(guest, 'new')
    answer.resolve('old')
    expect(await reading).toBe('new')
    expect(await store.read(guest)).toBe('new')
  })
})

describe('an id that was removed', () => {
  test('is gone from the store', async () => {
    const { map, ...storage } = spied()
    map.set(guestKey, 'id')
    const { store } = madeOf(storage)
    await store.read(guest)
    await store.remove(guest)
    expect([...map]).toEqual([])
    expect(await store.read(guest)).toBeUndefined()
  })

  test('is gone where nobody has read it before', async () => {
    const { map, ...storage } = spied()
    map.set(guestKey, 'id')
    await madeOf(storage).store.remove(guest)
    expect([...map]).toEqual([])
  })

  test('leaves the other users alone', async () => {
    const { map, ...storage } = spied()
    const { store } = madeOf(storage)
    await store.write(guest, 'id')
    await store.write('ann', 'id')
    await store.remove(guest)
    expect(await store.read('ann')).toBe('id')
    expect([...map.values()]).toEqual(['id'])
  })

  test.each([
    [
      'throws',
      () => {
        throw new Error('full')
      },
    ],
    ['rejects', () => Promise.reject(new Error('full'))],
    ['does nothing', () => {}],
  ])('does not come back from a store that %s when it is to remove it', async (_, removeItem) => {
    const { map, ...storage } = spied({ removeItem })
    map.set(guestKey, 'id')
    const { store } = madeOf(storage)
    await store.read(guest)
    await store.remove(guest)
    expect(await store.read(guest)).toBeUndefined()
  })

  test('is not taken from the tab that has stored another one in the meantime, which is used from then on', async () => {
    const { map, ...storage } = spied()
    map.set(guestKey, 'dead')
    const { store } = madeOf(storage)
    await store.read(guest)
    map.set(guestKey, 'alive')
    await store.remove(guest)
    expect(map.get(guestKey)).toBe('alive')
    expect(await store.read(guest)).toBe('alive')
  })

  test('may be written again', async () => {
    const { store } = madeOf(new InMemoryStorage())
    await store.write(guest, 'id')
    await store.remove(guest)
    await store.write(guest, 'id')
    expect(await store.read(guest)).toBe('id')
  })

  test('does not come back by a slow store that is still writing it', async () => {
    const writing = deferred<void>()
    const map = new Map<string, string>()
    const { store } = madeOf({ ...asStorage(map), setItem: (key, value) => writing.promise.then(() => void map.set(key, value)) })
    void store.write(guest, 'id')
    const removed = store.remove(guest)
    writing.resolve()
    await removed
    expect([...map]).toEqual([])
  })
})

describe('CP-POOL-10, D6: a store that fails', () => {
  const failing: [string, Storage][] = [
    [
      'throws on access',
      new Proxy({} as Storage, {
        get: () => {
          throw new DOMException('Denied', 'SecurityError')
        },
      }),
    ],
    ['throws', { getItem: thrower, setItem: thrower, removeItem: thrower }],
    ['rejects', { getItem: rejecter, setItem: rejecter, removeItem: rejecter }],
    ['rejects with nothing', { getItem: () => Promise.reject(), setItem: () => Promise.reject(), removeItem: () => Promise.reject() }],
    ['is none', {} as Storage],
    ['is undefined', undefined as never],
  ]

  function thrower(): never {
    throw new Error('Denied')
  }
  function rejecter(): Promise<never> {
    return Promise.reject(new Error('Denied'))
  }

  test.each(failing)('and %s is replaced by memory, and the event tells of each failure', async (_, storage) => {
    const { store, failures } = madeOf(storage)
    expect(await store.read(guest)).toBeUndefined()
    await store.write(guest, 'id')
    expect(await store.read(guest)).toBe('id')
    await store.remove(guest)
    expect(await store.read(guest)).toBeUndefined()
    expect(failures).toHaveLength(3)
    expect(failures.every((error) => error instanceof StorageError)).toBe(true)
  })

  test.each(failing)('and %s does not keep an id from being made, once', async (_, storage) => {
    const { store } = madeOf(asStorage(storage))
    const make = vi.fn(async () => 'id')
    expect(await store.readOrMake(guest, make)).toEqual({ identityId: 'id', isFresh: true })
    expect(await store.readOrMake(guest, make)).toEqual({ identityId: 'id', isFresh: false })
    expect(make).toHaveBeenCalledTimes(1)
  })

  test('is what the event names as cause', async () => {
    const cause = new Error('Denied')
    const { store, failures } = madeOf(spied({ getItem: () => Promise.reject(cause) }))
    await store.read(guest)
    expect(failures).toEqual([expect.objectContaining({ name: 'StorageError', cause })])
  })

  test('needs no listener', async () => {
    const store = createIdStore({ storage: { getItem: thrower, setItem: thrower, removeItem: thrower }, identityPoolId })
    await store.write(guest, 'id')
    expect(await store.read(guest)).toBe('id')
  })

  test('when it is written is not read any longer', async () => {
    const { map, ...storage } = spied({ setItem: rejecter })
    const { store } = madeOf(storage)
    await store.write(guest, 'id')
    expect([await store.read(guest), await store.read('ann')]).toEqual(['id', undefined])
    expect(storage.getItem).not.toHaveBeenCalled()
  })

  test('when it is read is still written, for the next page', async () => {
    const { map, ...storage } = spied({ getItem: rejecter })
    const { store } = madeOf(storage)
    await store.readOrMake(guest, async () => 'id')
    await store.write(guest, 'id')
    expect(map.get(guestKey)).toBe('id')
  })

  test('when it is read once is not read again', async () => {
    const { map, ...storage } = spied({ getItem: rejecter })
    const { store } = madeOf(storage)
    await store.read(guest)
    await store.read(guest)
    expect(storage.getItem).toHaveBeenCalledTimes(1)
  })
})

describe('CP-POOL-10: a store that hangs', () => {
  test('is waited for one second, and then replaced by memory', async () => {
    vi.useFakeTimers()
    const { store, failures } = madeOf(spied({ getItem: never }))
    const made = store.readOrMake(guest, async () => 'id')
    await vi.advanceTimersByTimeAsync(999)
    expect(failures).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(await made).toEqual({ identityId: 'id', isFresh: true })
    expect(failures).toEqual([expect.objectContaining({ name: 'StorageError', cause: expect.objectContaining({ name: 'TimeoutError' }) })])
  })

  test('is waited for once only', async () => {
    vi.useFakeTimers()
    const { store } = madeOf({ getItem: never, setItem: never, removeItem: never })
    const first = store.readOrMake(guest, async () => 'id')
    await vi.advanceTimersByTimeAsync(1000)
    await first
    expect(await store.read(guest)).toBe('id')
    void store.remove(guest)
    expect(await store.read(guest)).toBeUndefined()
  })

  test('does not delay what is made while it is written', async () => {
    vi.useFakeTimers()
    const { store } = madeOf(spied({ setItem: never }))
    expect(await store.readOrMake(guest, async () => 'id')).toEqual({ identityId: 'id', isFresh: true })
  })

  test('is given up writing after one second, with the event', async () => {
    vi.useFakeTimers()
    const { store, failures } = madeOf(spied({ setItem: never }))
    const written = store.write(guest, 'id')
    await vi.advanceTimersByTimeAsync(1000)
    await written
    expect(failures).toHaveLength(1)
  })

  test('leaves no timer behind where it answers', async () => {
    vi.useFakeTimers()
    const { store } = madeOf(spied())
    await store.write(guest, 'id')
    await madeOf(spied()).store.read(guest)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('and then answers after all disturbs nobody', async () => {
    vi.useFakeTimers()
    const late = deferred<string>()
    const { store } = madeOf(spied({ getItem: () => late.promise }))
    const made = store.readOrMake(guest, async () => 'new')
    await vi.advanceTimersByTimeAsync(1000)
    await made
    late.resolve('old')
    await vi.runAllTimersAsync()
    expect(await store.read(guest)).toBe('new')
  })

  test('is a blocked IndexedDB too', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    vi.stubGlobal('self', { indexedDB: { open: () => ({}) } })
    const { store, failures } = madeOf(new IndexedDbStorage())
    const made = store.readOrMake(guest, async () => 'id')
    await vi.advanceTimersByTimeAsync(1000)
    expect((await made).identityId).toBe('id')
    expect(failures).toHaveLength(1)
  })
})

describe('readOrMake', () => {
  test('gives the stored id, and makes none', async () => {
    const make = vi.fn(async () => 'new')
    const { store } = madeOf(new InMemoryStorage({ [guestKey]: 'old' }))
    expect(await store.readOrMake(guest, make)).toEqual({ identityId: 'old', isFresh: false })
    expect(make).not.toHaveBeenCalled()
  })

  test('stores what it makes', async () => {
    const storage = new InMemoryStorage()
    expect(await madeOf(storage).store.readOrMake(guest, async () => 'id')).toEqual({ identityId: 'id', isFresh: true })
    await vi.waitFor(() => expect(storage.getItem(guestKey)).toBe('id'))
  })

  test('reads once where there are no locks', async () => {
    const { map, ...storage } = spied()
    await madeOf(storage).store.readOrMake(guest, async () => 'id')
    expect(storage.getItem).toHaveBeenCalledTimes(1)
  })

  test('fails with the error of make, stores nothing, and tries again next time', async () => {
    const { map, ...storage } = spied()
    const { store, failures } = madeOf(storage)
    const error = new Error('No guests')
    await expect(store.readOrMake(guest, () => Promise.reject(error))).rejects.toBe(error)
    expect([map.size, failures]).toEqual([0, []])
    expect(await store.readOrMake(guest, async () => 'id')).toEqual({ identityId: 'id', isFresh: true })
  })
})

describe('CP-TAB-1: tabs of one storage', () => {
  let locks: FakeLocks

  beforeEach(() => {
    locks = new FakeLocks()
    vi.stubGlobal('navigator', { locks })
  })

  const tabs = (storage: Storage) => Array.from({ length: 10 }, () => madeOf(storage).store)

  test.each([
    ['a map', () => asStorage(new Map<string, string>())],
    ['IndexedDB', () => indexedDbStorage()],
    ['a slow store', () => slow()],
  ])('make one id between the ten of them, in %s', async (_, storage) => {
    let made = 0
    const make = vi.fn(async () => {
      await Promise.resolve()
      made += 1
      return `id ${made}`
    })
    const found = await Promise.all(tabs(storage()).map((store) => store.readOrMake(guest, make)))
    expect(new Set(found.map(({ identityId }) => identityId))).toEqual(new Set(['id 1']))
    expect(found.filter(({ isFresh }) => isFresh)).toHaveLength(1)
    expect(make).toHaveBeenCalledTimes(1)
  })

  test('ask for the lock by the key', async () => {
    await madeOf(asStorage(new Map())).store.readOrMake(guest, async () => 'id')
    expect(locks.granted).toEqual([guestKey])
  })

  test('do not ask where the id is known', async () => {
    await madeOf(asStorage(new Map([[guestKey, 'id']]))).store.readOrMake(guest, async () => 'new')
    expect(locks.asked).toEqual([])
  })

  test('do not ask where the storage is memory of their own', async () => {
    await madeOf(new InMemoryStorage()).store.readOrMake(guest, async () => 'id')
    expect(locks.asked).toEqual([])
  })

  test('do not queue for a store that nobody can read', async () => {
    await madeOf(spied({ getItem: () => Promise.reject(new Error('Denied')) })).store.readOrMake(guest, async () => 'id')
    expect(locks.asked).toEqual([])
  })

  test('have the id before it is written, and the lock until it is', async () => {
    const writing = deferred<void>()
    const map = new Map<string, string>()
    const storage = { ...asStorage(map), setItem: (key: string, value: string) => writing.promise.then(() => void map.set(key, value)) }
    const [first, second] = tabs(storage)
    if (!first || !second) throw new Error('Ten were made')
    expect(await first.readOrMake(guest, async () => 'id')).toEqual({ identityId: 'id', isFresh: true })
    const waiting = second.readOrMake(guest, async () => 'other')
    writing.resolve()
    expect(await waiting).toEqual({ identityId: 'id', isFresh: false })
  })

  test('go on where one of them fails, which has its own error', async () => {
    const [first, second] = tabs(asStorage(new Map()))
    if (!first || !second) throw new Error('Ten were made')
    const error = new Error('Offline')
    const failed = first.readOrMake(guest, () => Promise.reject(error))
    const made = second.readOrMake(guest, async () => 'id')
    await expect(failed).rejects.toBe(error)
    expect(await made).toEqual({ identityId: 'id', isFresh: true })
  })

  test('all of which find their id dead make one new id between them', async () => {
    const storage = asStorage(new Map([[guestKey, 'dead']]))
    let made = 0
    const make = async () => `id ${++made}`
    const healed = tabs(storage).map(async (store) => {
      await store.readOrMake(guest, make)
      await store.remove(guest)
      return (await store.readOrMake(guest, make)).identityId
    })
    expect(new Set(await Promise.all(healed))).toEqual(new Set(['id 1']))
  })

  test('make one id, whenever each of them begins', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(12), { minLength: 2, maxLength: 8 }), async (starts) => {
        vi.stubGlobal('navigator', { locks: new FakeLocks() })
        const storage = slow()
        const ids = starts.map(async (ticks, tab) => {
          for (let tick = 0; tick < ticks; tick++) await Promise.resolve()
          return (await madeOf(storage).store.readOrMake(guest, async () => `id of ${tab}`)).identityId
        })
        expect(new Set(await Promise.all(ids)).size).toBe(1)
      }),
    )
  })

  test('that close stop to wait for the lock', async () => {
    const closing = new AbortController()
    const storage = asStorage(new Map())
    const held = deferred<string>()
    const first = madeOf(storage).store.readOrMake(guest, () => held.promise)
    const second = madeOf(storage).store.readOrMake(guest, async () => closing.signal.throwIfAborted() as never, closing.signal)
    await vi.waitFor(() => expect(locks.asked).toHaveLength(2))
    closing.abort(new Error('Closed'))
    await expect(second).rejects.toThrow('Closed')
    held.resolve('id')
    expect((await first).identityId).toBe('id')
  })
})

function indexedDbStorage(): Storage {
  vi.stubGlobal('self', { indexedDB: new IDBFactory() })
  return new IndexedDbStorage()
}

function slow(): Storage {
  const map = new Map<string, string>()
  const later = async <T>(use: () => T): Promise<T> => {
    for (let tick = 0; tick < 5; tick++) await Promise.resolve()
    return use()
  }
  return {
    getItem: (key) => later(() => map.get(key) ?? null),
    setItem: (key, value) => later(() => void map.set(key, value)),
    removeItem: (key) => later(() => void map.delete(key)),
  }
}
