import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createKeys, type RunningKeys } from '../keys/create-keys.ts'
import { KeyConfigurationError } from '../keys/key-configuration-error.ts'
import { readOrCreateMasterKey } from '../keys/master-key.ts'
import { openStore } from '../store/open-store.ts'
import type { Store } from '../store/store.ts'
import { DiskFull, StoreUnavailable } from '../store/store-unavailable.ts'
import { ConfigurationError } from './configuration-error.ts'
import { dataAddress } from './data-address.ts'
import { createRandomBytes } from './random-bytes.ts'
import type { DataOptions } from './serve-options.ts'

export interface Data {
  readonly store: Store
  readonly keys: RunningKeys
  close(): Promise<void>
}

/**
 * Opens the store and the keys in it; what is not there yet is made.
 * @param onRefreshFailure told when another process's new keys cannot be looked for
 */
export async function openData(options: DataOptions, now: () => number, onRefreshFailure?: (error: unknown) => void): Promise<Data> {
  const random = createRandomBytes()
  try {
    // Only the owner may look into a new data directory.
    await mkdir(options.dataDir, { recursive: true, mode: 0o700 })
    const masterKey = options.masterKey ?? (await readOrCreateMasterKey(join(options.dataDir, 'master.key'), random))
    const store = await openStore(dataAddress(options), { now, company: options.company })
    try {
      const keys = await createKeys({
        store,
        masterKey,
        region: options.region,
        now,
        random,
        ...(onRefreshFailure && { onRefreshFailure }),
      })
      return {
        store,
        keys,
        async close() {
          keys.close()
          await store.close()
        },
      }
    } catch (error) {
      await store.close()
      throw error
    }
  } catch (error) {
    // Room may be made while whoever started us tries again.
    if (error instanceof DiskFull) throw error
    if (error instanceof StoreUnavailable || error instanceof KeyConfigurationError) {
      throw new ConfigurationError(error.message, { cause: error })
    }
    throw error
  }
}
