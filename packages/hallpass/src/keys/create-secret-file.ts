import { link, mkdtemp, open, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Makes a file of mode 0600 with these contents, whole and durable, unless there is one: of two processes that start at once on one
 * folder one wins, and nobody ever sees half a file. The folder must exist.
 */
export async function createSecretFile(file: string, contents: Uint8Array): Promise<'created' | 'exists'> {
  const workFolder = await mkdtemp(`${file}.`)
  try {
    const draft = join(workFolder, 'draft')
    await writeDurably(draft, contents)
    return await linkUnlessExists(draft, file)
  } finally {
    await rm(workFolder, { recursive: true })
  }
}

async function writeDurably(file: string, contents: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(contents)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A rename would replace the winner's file; a link does not. */
async function linkUnlessExists(draft: string, file: string): Promise<'created' | 'exists'> {
  try {
    await link(draft, file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return 'exists'
    throw error
  }
  await syncFolder(dirname(file))
  return 'created'
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open folders, and writes their entries through.
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
