import type { Engine } from './engine.ts'
import { StoreUnavailable } from './store-unavailable.ts'

/** The engine, and whether its database took the last write: a disk that is full still gives what is on it. */
export function watchWrites(engine: Engine): { readonly engine: Engine; readonly isWritable: () => boolean } {
  let isWritable = true
  const write: Engine['write'] = async (job, traits) => {
    try {
      const value = await engine.write(job, traits)
      isWritable = true
      return value
    } catch (error) {
      if (error instanceof StoreUnavailable) isWritable = false
      throw error
    }
  }
  return { engine: { ...engine, write }, isWritable: () => isWritable }
}
