import { stat } from 'node:fs/promises'
import { CopyRefused } from '../store/copy/copy-refused.ts'
import { type CopyStep, copyStore } from '../store/copy/copy-store.ts'
import type { Engine } from '../store/engine.ts'
import { openEngine } from '../store/open-engine.ts'
import type { StoreAddress } from '../store/store-address.ts'
import { StoreUnavailable } from '../store/store-unavailable.ts'
import { ConfigurationError } from './configuration-error.ts'

/**
 * Copies a store into an empty one.
 * @throws ConfigurationError where another setting is needed before it can begin
 */
export async function migrateData(from: StoreAddress, to: StoreAddress, onStep: (step: CopyStep) => void): Promise<void> {
  const opened: Engine[] = []
  const open = async (address: StoreAddress) => {
    const engine = await openEngine(address)
    opened.push(engine)
    return engine
  }
  try {
    await refuseMissing(from)
    await copyStore({ from: await open(from), to: await open(to), onStep })
  } catch (error) {
    if (!(error instanceof StoreUnavailable || error instanceof CopyRefused)) throw error
    throw new ConfigurationError(error.message, { cause: error })
  } finally {
    for (const engine of opened) await engine.close()
  }
}

/** Opening a file that is not there would make it. */
async function refuseMissing(from: StoreAddress): Promise<void> {
  if (from.kind === 'sqlite' && (await stat(from.path).catch(() => undefined)) === undefined) {
    throw new ConfigurationError(`There is no store at ${from.path}.`)
  }
}
