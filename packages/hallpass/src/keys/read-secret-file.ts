import { open } from 'node:fs/promises'
import { KeyConfigurationError } from './key-configuration-error.ts'

/** A file with a secret that other users of the machine may read, write or run. */
export class UnsafeSecretFile extends KeyConfigurationError {}

/** The contents of a file that nobody but its owner may touch; undefined when there is none. */
export async function readSecretFile(file: string): Promise<Uint8Array | undefined> {
  const handle = await openUnlessMissing(file)
  if (handle === undefined) return undefined
  try {
    const { mode } = await handle.stat()
    // Windows has no such modes.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new UnsafeSecretFile(`Other users may access ${file} (mode ${(mode & 0o777).toString(8)}). Run: chmod 600 '${file}'`)
    }
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}

async function openUnlessMissing(file: string) {
  try {
    return await open(file, 'r')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
