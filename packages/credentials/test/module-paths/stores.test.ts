import { IndexedDbStorage } from '@hallpass/credentials/dist/v3/IndexedDbStorage.js'
import { InMemoryStorage } from '@hallpass/credentials/dist/v3/InMemoryStorage.js'
import { localStorage } from '@hallpass/credentials/dist/v3/localStorage.js'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, describe, expect, test, vi } from 'vitest'

afterEach(() => {
  vi.unstubAllGlobals()
})

/** A global whose every read of this member throws, as where a browser blocks storage. */
function blocked(member: string): object {
  return Object.defineProperty({}, member, {
    get() {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    },
  })
}

describe('localStorage by its module path', () => {
  test('W15: is IndexedDB where there is one, which is not opened yet', () => {
    const open = vi.fn()
    vi.stubGlobal('self', { indexedDB: { open } })
    vi.stubGlobal('window', { localStorage: {} })
    expect(localStorage()).toBeInstanceOf(IndexedDbStorage)
    expect(open).not.toHaveBeenCalled()
  })

  test('W16: is the local storage of the window itself where there is no IndexedDB', () => {
    const window = { localStorage: {} }
    vi.stubGlobal('self', { indexedDB: undefined })
    vi.stubGlobal('window', window)
    expect(localStorage()).toBe(window.localStorage)
  })

  test('W17: is memory where there is neither', () => {
    vi.stubGlobal('self', { indexedDB: undefined })
    vi.stubGlobal('window', { localStorage: undefined })
    expect(localStorage()).toBeInstanceOf(InMemoryStorage)
  })

  test('W17: is memory where there is no browser', () => {
    vi.stubGlobal('self', undefined)
    vi.stubGlobal('window', undefined)
    expect(localStorage()).toBeInstanceOf(InMemoryStorage)
  })

  test('CP-PKG-4: is the next one where reading one throws', () => {
    const window = { localStorage: {} }
    vi.stubGlobal('self', blocked('indexedDB'))
    vi.stubGlobal('window', window)
    expect(localStorage()).toBe(window.localStorage)
    vi.stubGlobal('window', blocked('localStorage'))
    expect(localStorage()).toBeInstanceOf(InMemoryStorage)
  })

  test('CP-POOL-13: is another memory each time', () => {
    expect(localStorage()).not.toBe(localStorage())
  })
})

describe('InMemoryStorage by its module path', () => {
  test('W18: keeps what it is given', () => {
    const storage = new InMemoryStorage()
    storage.setItem('key', 'value')
    expect(storage.getItem('key')).toBe('value')
  })

  test('W19: has null for what it was not given', () => {
    expect(new InMemoryStorage().getItem('key')).toBeNull()
  })

  test('W20: removes', () => {
    const storage = new InMemoryStorage()
    storage.setItem('key', 'value')
    storage.removeItem('key')
    expect(storage.getItem('key')).toBeNull()
  })

  test('W21: holds at first what it is made with', () => {
    const storage = new InMemoryStorage({ key: 'value' })
    expect(storage.getItem('key')).toBe('value')
    expect(storage.getItem('other')).toBeNull()
  })

  test('CP-SEC-5: takes the names of members of all objects for any others', () => {
    const storage = new InMemoryStorage()
    for (const key of ['__proto__', 'constructor', 'toString']) {
      expect(storage.getItem(key)).toBeNull()
      storage.setItem(key, 'value')
      expect(storage.getItem(key)).toBe('value')
    }
    expect(Object.hasOwn(Object.prototype, 'value')).toBe(false)
  })
})

describe('IndexedDbStorage by its module path', () => {
  test('W22: keeps what it is given', async () => {
    vi.stubGlobal('self', { indexedDB: new IDBFactory() })
    await new IndexedDbStorage().setItem('key', 'value')
    expect(await new IndexedDbStorage().getItem('key')).toBe('value')
  })

  test('W23: has null for what it was not given', async () => {
    vi.stubGlobal('self', { indexedDB: new IDBFactory() })
    expect(await new IndexedDbStorage().getItem('key')).toBeNull()
  })

  test('W24: removes', async () => {
    vi.stubGlobal('self', { indexedDB: new IDBFactory() })
    const storage = new IndexedDbStorage()
    await storage.setItem('key', 'value')
    await storage.removeItem('key')
    expect(await storage.getItem('key')).toBeNull()
  })

  test('CP-PKG-4: takes the factory that is there when it is used', async () => {
    const storage = new IndexedDbStorage()
    const [first, second] = [new IDBFactory(), new IDBFactory()]
    vi.stubGlobal('self', { indexedDB: first })
    await storage.setItem('key', 'first')
    vi.stubGlobal('self', { indexedDB: second })
    expect(await storage.getItem('key')).toBeNull()
  })
})
