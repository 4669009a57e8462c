import { afterEach, expect, test, vi } from 'vitest'
import { InMemoryStorage } from '../v3/InMemoryStorage.ts'
import { webStorage } from './web-storage.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

test('CP-ID-STORE-1: the area is window.localStorage unless told', () => {
  const localStorage = new InMemoryStorage()
  vi.stubGlobal('window', { localStorage })
  const storage = webStorage()
  storage.setItem('foo', 'bar')
  expect([storage.getItem('foo'), localStorage.getItem('foo')]).toEqual(['bar', 'bar'])
  storage.removeItem('foo')
  expect(localStorage.getItem('foo')).toBeNull()
})

test.each([
  (area: InMemoryStorage) => area,
  (area: InMemoryStorage) => () => area,
])('CP-ID-STORE-1: the area may be another one', (given) => {
  const area = new InMemoryStorage({ foo: 'bar' })
  const storage = webStorage(given(area))
  expect(storage.getItem('foo')).toBe('bar')
  storage.setItem('foo', 'other')
  expect(area.getItem('foo')).toBe('other')
})

test('D6: a blocked area throws when it is used, not before', () => {
  const get = vi.fn(() => {
    throw new DOMException('Denied', 'SecurityError')
  })
  vi.stubGlobal('window', Object.defineProperty({}, 'localStorage', { get }))
  const storage = webStorage()
  expect(get).not.toHaveBeenCalled()
  expect(() => storage.getItem('foo')).toThrow('Denied')
  expect(() => storage.setItem('foo', 'bar')).toThrow('Denied')
})
