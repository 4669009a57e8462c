import { randomBytes } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { memoryKeyStore, memoryKeys } from '../../test/support/memory-keys.ts'
import type { KeyStore } from './key-store.ts'
import { WrongMasterKey } from './wrap-key.ts'

const start = 1_800_000_000_000
const hour = 3_600_000
const message = Buffer.from('message')

afterEach(() => {
  vi.useRealTimers()
})

/** A clock that tests turn. */
function clock() {
  const time = { now: start, read: () => time.now }
  return time
}

/** A store that counts how often it is read. */
function countedStore() {
  const store = memoryKeyStore()
  const counted = { reads: 0, store: { ...store, listKeys } satisfies KeyStore }
  function listKeys() {
    counted.reads += 1
    return store.listKeys()
  }
  return counted
}

async function kids(keys: Awaited<ReturnType<typeof memoryKeys>>) {
  return (await keys.publicKeys()).map(({ kid }) => kid)
}

test('makes one key of each use at first start, and finds them again', async () => {
  const store = memoryKeyStore()
  const first = await memoryKeys({ store })
  const made = await store.listKeys()
  const second = await memoryKeys({ store })
  expect(made.map(({ use, id }) => `${use} ${id}`)).toEqual(['signing us-east-11', expect.stringMatching(/^sealing [0-9a-f]{8}$/)])
  expect(await store.listKeys()).toEqual(made)
  expect(await second.verify(await first.sign({}))).toBe(true)
  expect(await second.unseal(first.seal(message, 'test'), 'test')).toEqual(message)
})

test('makes the key that a start cut short left out', async () => {
  const store = memoryKeyStore()
  const [signing] = await memoryKeys({ store }).then(() => store.listKeys())
  const cut = memoryKeyStore()
  if (signing !== undefined) await cut.addKey(signing)
  await memoryKeys({ store: cut })
  expect((await cut.listKeys()).map(({ use }) => use)).toEqual(['signing', 'sealing'])
})

test('gives those that start at once on one store the same keys', async () => {
  const store = memoryKeyStore()
  const [one, two] = await Promise.all([memoryKeys({ store }), memoryKeys({ store })])
  expect(await store.listKeys()).toHaveLength(2)
  expect(await one.publicKeys()).toEqual(await two.publicKeys())
  expect(await two.verify(await one.sign({}))).toBe(true)
  expect(await one.unseal(two.seal(message, 'test'), 'test')).toEqual(message)
})

test('refuses another master key, and leaves the store alone', async () => {
  const store = memoryKeyStore()
  const time = clock()
  await (await memoryKeys({ store, now: time.read })).rotate()
  time.now += 1000 * hour
  const held = await store.listKeys()
  await expect(memoryKeys({ store, now: time.read, masterKey: randomBytes(32) })).rejects.toThrow(WrongMasterKey)
  expect(await store.listKeys()).toEqual(held)
})

test('gives the store to one of those that start at once with different master keys', async () => {
  const store = memoryKeyStore()
  const masterKeys = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  const starts = await Promise.allSettled(masterKeys.map((masterKey) => memoryKeys({ store, masterKey })))
  expect(starts.filter(({ status }) => status === 'rejected')).toEqual([{ status: 'rejected', reason: expect.any(WrongMasterKey) }])
  const winner = masterKeys[starts.findIndex(({ status }) => status === 'fulfilled')]
  expect(await kids(await memoryKeys({ store, ...(winner && { masterKey: winner }) }))).toEqual(['us-east-11'])
})

test('adds no key to a store that it cannot read', async () => {
  const store = memoryKeyStore()
  await memoryKeys({ store })
  for (const { id, use } of await store.listKeys()) if (use === 'sealing') await store.deleteKey(id)
  await expect(memoryKeys({ store, masterKey: randomBytes(32) })).rejects.toThrow(WrongMasterKey)
  expect(await store.listKeys()).toHaveLength(1)
})

test('keeps its private halves encrypted', async () => {
  const store = memoryKeyStore()
  await memoryKeys({ store, random: (bytes) => Buffer.alloc(bytes, 3) })
  for (const { material } of await store.listKeys()) {
    expect(Buffer.from(material).includes(Buffer.alloc(32, 3))).toBe(false)
    // The object identifier of RSA, which every such key has in its head.
    expect(Buffer.from(material).includes(Buffer.from('2a864886f70d010101', 'hex'))).toBe(false)
  }
})

test('puts new keys in force at once and counts them', async () => {
  const keys = await memoryKeys()
  const before = keys.seal(message, 'test')
  await keys.rotate()
  await keys.rotate()
  expect(await kids(keys)).toEqual(['us-east-13', 'us-east-12', 'us-east-11'])
  expect(Buffer.from((await keys.sign({})).split('.')[0] ?? '', 'base64url').toString()).toContain('"kid":"us-east-13"')
  expect(keys.seal(message, 'test').subarray(1, 5)).not.toEqual(before.subarray(1, 5))
})

test('accepts what former keys made for 48 hours, and no longer', async () => {
  const store = memoryKeyStore()
  const time = clock()
  const keys = await memoryKeys({ store, now: time.read })
  time.now += 1000 * hour
  const token = await keys.sign({})
  const sealed = keys.seal(message, 'test')
  await keys.rotate()

  time.now += 48 * hour - 1
  expect(await keys.verify(token)).toBe(true)
  expect(await keys.unseal(sealed, 'test')).toEqual(message)
  expect(await kids(keys)).toEqual(['us-east-12', 'us-east-11'])

  time.now += 1
  expect(await keys.verify(token)).toBe(false)
  expect(await keys.unseal(sealed, 'test')).toBeUndefined()
  expect(await kids(keys)).toEqual(['us-east-12'])
})

test('deletes what is no longer accepted, and never uses its id again', async () => {
  const store = memoryKeyStore()
  const time = clock()
  const keys = await memoryKeys({ store, now: time.read })
  await keys.rotate()
  time.now += 49 * hour
  const restarted = await memoryKeys({ store, now: time.read })
  expect((await store.listKeys()).map(({ id }) => id)).toEqual(['us-east-12', expect.any(String)])
  await restarted.rotate()
  expect(await kids(restarted)).toEqual(['us-east-13', 'us-east-12'])
})

test('keeps the key in force however old it is', async () => {
  const store = memoryKeyStore()
  const time = clock()
  const token = await (await memoryKeys({ store, now: time.read })).sign({})
  time.now += 10_000 * hour
  expect(await (await memoryKeys({ store, now: time.read })).verify(token)).toBe(true)
})

test('puts the new keys in force where the clock is behind the one of the process that rotated before', async () => {
  const store = memoryKeyStore()
  await memoryKeys({ store, now: () => start + hour })
  const late = await memoryKeys({ store, now: () => start })
  await late.rotate()
  expect(await kids(late)).toEqual(['us-east-12', 'us-east-11'])
})

test('accepts what another process made with keys that it has just rotated in', async () => {
  const store = memoryKeyStore()
  const time = clock()
  const one = await memoryKeys({ store, now: time.read })
  const two = await memoryKeys({ store, now: time.read })
  time.now += 1000
  await one.rotate()
  expect(await two.verify(await one.sign({}))).toBe(true)
  expect(await two.unseal(one.seal(message, 'test'), 'test')).toEqual(message)
})

test('publishes within a second the keys that another process rotated in', async () => {
  const store = memoryKeyStore()
  const time = clock()
  const one = await memoryKeys({ store, now: time.read })
  const two = await memoryKeys({ store, now: time.read })
  await one.rotate()
  time.now += 1000
  expect(await kids(two)).toEqual(['us-east-12', 'us-east-11'])
})

test('uses within a second the keys that another process rotated in, though nothing asks for it', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const store = memoryKeyStore()
  const one = await memoryKeys({ store })
  const two = await memoryKeys({ store })
  await one.rotate()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(two.seal(message, 'test').subarray(1, 5)).toEqual(one.seal(message, 'test').subarray(1, 5))
})

test('asks the store at most once a second about unknown keys', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const time = clock()
  const counted = countedStore()
  const keys = await memoryKeys({ store: counted.store, now: time.read })
  const stranger = await memoryKeys({ now: time.read })
  const theirs = stranger.seal(message, 'test')
  time.now += 1000
  counted.reads = 0
  expect(await Promise.all(Array.from({ length: 20 }, () => keys.unseal(theirs, 'test')))).toEqual(Array(20).fill(undefined))
  expect(counted.reads).toBe(1)
})

test('asks the store nothing about keys that it knows', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const time = clock()
  const counted = countedStore()
  const keys = await memoryKeys({ store: counted.store, now: time.read })
  time.now += hour
  counted.reads = 0
  expect(await keys.unseal(keys.seal(message, 'test'), 'test')).toEqual(message)
  expect(await keys.verify(await keys.sign({}))).toBe(true)
  expect(counted.reads).toBe(0)
})

test('goes on with the keys that it knows when the store does not answer, and says so', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const store = memoryKeyStore()
  const time = clock()
  const failures: unknown[] = []
  const outage = new Error('no answer')
  let isDown = false
  const listKeys = () => (isDown ? Promise.reject(outage) : store.listKeys())
  const keys = await memoryKeys({ store: { ...store, listKeys }, now: time.read, onRefreshFailure: (error) => failures.push(error) })
  isDown = true
  await vi.advanceTimersByTimeAsync(500)
  time.now += 30_000
  expect(failures).toEqual([outage])
  expect(await kids(keys)).toEqual(['us-east-11'])
  expect(await keys.verify(await keys.sign({}))).toBe(true)
  isDown = false
  time.now += 1000
  await keys.rotate()
  expect(await kids(keys)).toEqual(['us-east-12', 'us-east-11'])
})

test('refreshes no longer once it is closed', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const counted = countedStore()
  const keys = await memoryKeys({ store: counted.store })
  keys.close()
  counted.reads = 0
  await vi.advanceTimersByTimeAsync(90_000)
  expect(counted.reads).toBe(0)
})

test('wraps a secret under the master key, so that any process on it unwraps it, whatever keys were made since', async () => {
  const store = memoryKeyStore()
  const keys = await memoryKeys({ store })
  const wrapped = keys.wrap(message, 'AKIA')
  await keys.rotate()
  expect((await memoryKeys({ store })).unwrap(wrapped, 'AKIA')).toEqual(message)
  expect(() => keys.unwrap(wrapped, 'another')).toThrow(WrongMasterKey)
  const other = await memoryKeys({ masterKey: Buffer.alloc(32, 8) })
  expect(() => other.unwrap(wrapped, 'AKIA')).toThrow(WrongMasterKey)
})
