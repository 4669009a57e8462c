import { openData } from './open-data.ts'
import type { DataOptions } from './serve-options.ts'

/** Puts new signing and sealing keys in force; servers on the same data take them up by themselves. */
export async function rotateKeys(options: DataOptions): Promise<void> {
  const data = await openData(options, Date.now)
  try {
    await data.keys.rotate()
  } finally {
    await data.close()
  }
}
