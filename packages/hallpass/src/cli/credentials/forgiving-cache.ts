import type { CacheFolder } from './cache-folder.ts'
import { CredentialFailure } from './credential-failure.ts'

/** The folder for those to whom it is not vital: where nothing can be kept, that is told once, and everything goes on without. */
export function forgivingCache(folder: CacheFolder, tell: (text: string) => void): CacheFolder {
  let hasFailed = false
  const fail = (error: unknown) => {
    if (hasFailed) return
    hasFailed = true
    const reason = error instanceof Error && 'code' in error ? ` (${error.code})` : ''
    tell(`Nothing can be kept in ${folder.path}${reason}. Make it a folder of yours, or name another place in XDG_CACHE_HOME.`)
  }
  return {
    ...folder,
    write: (name, value) => folder.write(name, value).catch(fail),
    remove: (name) => folder.remove(name).catch(fail),
    async locked(name, work) {
      let hasBegun = false
      const begin = () => {
        hasBegun = true
        return work()
      }
      try {
        return await folder.locked(name, begin)
      } catch (error) {
        if (hasBegun || error instanceof CredentialFailure) throw error
        fail(error)
        return work()
      }
    },
  }
}
