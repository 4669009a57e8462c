import { randomBytes } from 'node:crypto'
import { createKeys, type KeysPorts, type RunningKeys } from '../../src/keys/create-keys.ts'
import type { KeyStore, StoredKey } from '../../src/keys/key-store.ts'

/** A key store that forgets everything. */
export function memoryKeyStore(): KeyStore {
  const keys: StoredKey[] = []
  return {
    listKeys: async () => [...keys].sort((a, b) => a.createdAt - b.createdAt),
    async addFirstKey(key) {
      if (!keys.some(({ use }) => use === key.use)) keys.push(key)
    },
    async addKey(key) {
      if (keys.some(({ id }) => id === key.id)) throw new Error(`There is a key ${key.id}.`)
      keys.push(key)
    },
    async deleteKey(id) {
      const index = keys.findIndex((key) => key.id === id)
      if (index >= 0) keys.splice(index, 1)
    },
  }
}

export const testMasterKey = Buffer.alloc(32, 7)

/** Keys in memory; their background refresh does not keep the process alive. */
export function memoryKeys(ports: Partial<KeysPorts> = {}): Promise<RunningKeys> {
  return createKeys({
    store: memoryKeyStore(),
    masterKey: testMasterKey,
    region: 'us-east-1',
    now: () => 1_800_000_000_000,
    random: (bytes) => randomBytes(bytes),
    ...ports,
  })
}
