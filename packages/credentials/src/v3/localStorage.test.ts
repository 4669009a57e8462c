import { afterEach, describe, expect, test, vi } from 'vitest'
import { IndexedDbStorage } from './IndexedDbStorage.ts'
import { InMemoryStorage } from './InMemoryStorage.ts'
import { localStorage } from './localStorage.ts'

const blocked = {
  configurable: true,
  get: () => {
    throw new DOMException('Access is denied for this document.', 'SecurityError')
  },
}
const pageStorage = () => ({ localStorage: new InMemoryStorage() })

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the default store', () => {
  test('W15: is in IndexedDB where that exists, and opens nothing yet', () => {
    const open = vi.fn()
    vi.stubGlobal('self', { indexedDB: { open } })
    vi.stubGlobal('window', pageStorage())
    expect(localStorage()).toBeInstanceOf(IndexedDbStorage)
    expect(open).not.toHaveBeenCalled()
  })

  test.each([undefined, null])('W16: is window.localStorage itself where IndexedDB is %s', (indexedDB) => {
    const window = pageStorage()
    vi.stubGlobal('self', { indexedDB })
    vi.stubGlobal('window', window)
    expect(localStorage()).toBe(window.localStorage)
  })

  test.each([undefined, null])('W17: is memory where both are %s', (nothing) => {
    vi.stubGlobal('self', { indexedDB: nothing })
    vi.stubGlobal('window', { localStorage: nothing })
    expect(localStorage()).toBeInstanceOf(InMemoryStorage)
  })

  test('is memory where there is neither self nor window', () => {
    vi.stubGlobal('self', undefined)
    vi.stubGlobal('window', undefined)
    expect(localStorage()).toBeInstanceOf(InMemoryStorage)
  })

  test('D6: is window.localStorage where reading IndexedDB throws', () => {
    const window = pageStorage()
    vi.stubGlobal('self', Object.defineProperty({}, 'indexedDB', blocked))
    vi.stubGlobal('window', window)
    expect(localStorage()).toBe(window.localStorage)
  })

  test('D6: is memory where reading either throws', () => {
    vi.stubGlobal('self', Object.defineProperty({}, 'indexedDB', blocked))
    vi.stubGlobal('window', Object.defineProperty({}, 'localStorage', blocked))
    expect(localStorage()).toBeInstanceOf(InMemoryStorage)
  })

  test('CP-POOL-13: is another memory each time', () => {
    localStorage().setItem('foo', 'bar')
    expect(localStorage().getItem('foo')).toBeNull()
  })
})
