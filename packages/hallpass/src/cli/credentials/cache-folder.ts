import { randomUUID } from 'node:crypto'
import { constants, type Stats } from 'node:fs'
import { chmod, lstat, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import type { Environment } from '../settings.ts'
import { underLock } from './cache-lock.ts'

/** Nothing that is kept is longer, bytes. */
const sizeLimit = 512 * 1024

/** Small JSON documents that outlive the process, for their owner's eyes alone. */
export interface CacheFolder {
  readonly path: string
  /** What was written under this name; undefined where there is nothing, or nothing that can be used. */
  read(name: string): Promise<unknown>
  /** Replaces it as a whole: whoever reads finds the former or the new document. */
  write(name: string, value: unknown): Promise<void>
  remove(name: string): Promise<void>
  /** Removes what processes that died in the middle of writing left behind. */
  removeDrafts(): Promise<void>
  /** The names of what is there. */
  names(): Promise<readonly string[]>
  /**
   * Runs while no other process runs something under the same name.
   * @throws {CredentialFailure} another one does not come to its end
   */
  locked<T>(name: string, work: () => Promise<T>): Promise<T>
}

/** The folder of this user. Source: XDG Base Directory Specification, section 3: a path that is not absolute does not count. */
export function cachePath({ XDG_CACHE_HOME = '', HOME = '' }: Environment): string {
  const home = isAbsolute(HOME) ? HOME : homedir()
  return join(isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(home, '.cache'), 'hallpass')
}

/** @param path is made when something is written, with mode 0700; files have mode 0600. */
export function cacheFolder(path: string, pause: (milliseconds: number) => Promise<void>): CacheFolder {
  const fileOf = (name: string) => join(path, `${name}.json`)
  return {
    path,
    read: (name) => readOwn(fileOf(name)),
    async write(name, value) {
      await makeOwn(path)
      const draft = join(path, `${name}.${randomUUID()}.tmp`)
      try {
        await writeFile(draft, JSON.stringify(value), { flag: 'wx', mode: 0o600 })
        await rename(draft, fileOf(name))
      } catch (error) {
        await rm(draft, { force: true })
        throw error
      }
    },
    remove: (name) => rm(fileOf(name), { force: true }),
    async removeDrafts() {
      const drafts = (await filesIn(path)).filter((file) => file.endsWith('.tmp'))
      await Promise.all(drafts.map((file) => rm(join(path, file), { force: true })))
    },
    async names() {
      const files = await filesIn(path)
      return files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length))
    },
    async locked(name, work) {
      await makeOwn(path)
      return underLock(join(path, `${name}.lock`), work, pause)
    },
  }
}

function filesIn(path: string): Promise<readonly string[]> {
  return readdir(path).catch(() => [])
}

/** A file that others can change or read is not believed: it is as if it were not there. */
async function readOwn(file: string): Promise<unknown> {
  try {
    // Nobody is waited for where it is a pipe.
    const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
    try {
      const found = await handle.stat()
      if (!found.isFile() || !isOurs(found) || !isClosed(found) || found.size > sizeLimit) return undefined
      return JSON.parse(await handle.readFile('utf8'))
    } finally {
      await handle.close()
    }
  } catch {
    return undefined
  }
}

async function makeOwn(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 })
  // Whose link it is, he says where it leads. Root is let into any folder: `sudo` may keep the HOME of somebody else.
  const [link, folder] = await Promise.all([lstat(path), stat(path)])
  if (!isOurs(link) || !isOurs(folder)) throw new SomebodyElsesFolder(`${path} is somebody else's.`)
  if (!isClosed(folder)) await chmod(path, 0o700)
}

class SomebodyElsesFolder extends Error {
  readonly code = 'EACCES'
}

// Windows has neither: there a profile's folders are closed to others.
function isOurs({ uid }: Pick<Stats, 'uid'>): boolean {
  return process.getuid === undefined || uid === process.getuid()
}

function isClosed({ mode }: Pick<Stats, 'mode'>): boolean {
  return process.getuid === undefined || (mode & 0o077) === 0
}
