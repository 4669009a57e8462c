import { describe, expect } from 'vitest'
import type { StoredKey } from '../../../src/keys/key-store.ts'
import type { StoreTest } from './store-test.ts'

export function describeKeys(test: StoreTest): void {
  const signing: StoredKey = { id: 'us-east-11', use: 'signing', createdAt: 1, material: Uint8Array.of(0, 1, 255) }
  const sealing: StoredKey = { id: '0a1b2c3d', use: 'sealing', createdAt: 2, material: new Uint8Array() }

  describe('keys', () => {
    test('keys come back as they were, oldest first', async ({ store, other }) => {
      await store.addKey(sealing)
      await store.addKey(signing)
      expect(await other.listKeys()).toStrictEqual([signing, sealing])
    })

    test('the first key of a use is added only where there is none', async ({ store }) => {
      await store.addKey(sealing)
      await store.addFirstKey(signing)
      await store.addFirstKey({ ...signing, id: 'us-east-12' })
      expect(await store.listKeys()).toStrictEqual([signing, sealing])
    })

    test('of processes that start at once, one adds the first key', async ({ store, other }) => {
      await Promise.all([store, other].map((each, index) => each.addFirstKey({ ...signing, id: `us-east-1${index}` })))
      expect(await store.listKeys()).toHaveLength(1)
    })

    test('a second key of the same id is refused', async ({ store }) => {
      await store.addKey(signing)
      await expect(store.addKey({ ...signing, material: Uint8Array.of(7) })).rejects.toThrow()
      expect(await store.listKeys()).toStrictEqual([signing])
    })

    test('a deleted key is gone, and deleting it again is nothing', async ({ store }) => {
      await store.addKey(signing)
      await store.addKey(sealing)
      await store.deleteKey(signing.id)
      await store.deleteKey(signing.id)
      expect(await store.listKeys()).toStrictEqual([sealing])
    })
  })
}
