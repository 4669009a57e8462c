import { rotateKeys } from '../server/rotate-keys.ts'
import { explainFailure } from './explain-failure.ts'
import type { Settings } from './settings.ts'

/** Makes new keys in the store; returns the exit code. */
export async function rotateKeysCommand(settings: Settings): Promise<number> {
  try {
    await rotateKeys(settings)
    process.stdout.write('New signing and sealing keys are in force.\n')
    return 0
  } catch (error) {
    const { message, exitCode } = explainFailure(error, settings)
    process.stderr.write(`hallpass: ${message}\n`)
    return exitCode
  }
}
