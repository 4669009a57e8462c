import { expect, test } from 'vitest'
import { InMemoryStorage } from './InMemoryStorage.ts'

test('W18: keeps what it is given', () => {
  const storage = new InMemoryStorage()
  storage.setItem('foo', 'bar')
  expect(storage.getItem('foo')).toBe('bar')
})

test('W19: answers null for what it does not hold', () => {
  expect(new InMemoryStorage().getItem('foo')).toBeNull()
})

test('W20: forgets what is removed', () => {
  const storage = new InMemoryStorage()
  storage.setItem('foo', 'bar')
  storage.removeItem('foo')
  expect(storage.getItem('foo')).toBeNull()
})

test('W21: holds at first what it is made with', () => {
  expect(new InMemoryStorage({ foo: 'bar' }).getItem('foo')).toBe('bar')
})

test('leaves the object alone that it is made with', () => {
  const initial = { foo: 'bar' }
  const storage = new InMemoryStorage(initial)
  storage.setItem('foo', 'other')
  storage.removeItem('foo')
  expect(initial).toEqual({ foo: 'bar' })
})

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('CP-SEC-5: %s is a key like any other', (key) => {
  const storage = new InMemoryStorage()
  expect(storage.getItem(key)).toBeNull()
  storage.setItem(key, 'bar')
  expect(storage.getItem(key)).toBe('bar')
  expect(({} as Record<string, unknown>)['bar']).toBeUndefined()
})

test('CP-ERR-5: what it holds does not show in inspection', () => {
  expect(JSON.stringify(new InMemoryStorage({ foo: 'bar' }))).toBe('{}')
})
