import { join } from 'node:path'
import type { StoreAddress } from '../store/store-address.ts'
import type { DataOptions } from './serve-options.ts'

/** Where the data is kept: in the file `hallpass.db` of the data directory, unless it is said. */
export function dataAddress({ store, dataDir }: Pick<DataOptions, 'store' | 'dataDir'>): StoreAddress {
  return store ?? { kind: 'sqlite', path: join(dataDir, 'hallpass.db') }
}
