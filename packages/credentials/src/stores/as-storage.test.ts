import { expect, test } from 'vitest'
import { InMemoryStorage } from '../v3/InMemoryStorage.ts'
import { asStorage } from './as-storage.ts'

test('CP-POOL-1: a map is a store', () => {
  const map = new Map([['old', '1']])
  const storage = asStorage(map)
  storage.setItem('new', '2')
  expect([storage.getItem('old'), storage.getItem('new'), storage.getItem('none')]).toEqual(['1', '2', undefined])
  storage.removeItem('old')
  expect([...map]).toEqual([['new', '2']])
})

test('a store stays itself', () => {
  const storage = new InMemoryStorage()
  expect(asStorage(storage)).toBe(storage)
})

test('D6: a store that throws on access is not touched', () => {
  const blocked = new Proxy(new InMemoryStorage(), {
    get() {
      throw new DOMException('Denied', 'SecurityError')
    },
  })
  expect(asStorage(blocked)).toBe(blocked)
})
