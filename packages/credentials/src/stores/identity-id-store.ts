import { StorageError } from '../errors/client-errors.ts'
import type { Emit } from '../events/events.ts'
import { underTabLock } from '../tabs/tab-lock.ts'
import { limited } from '../transport/limited.ts'
import { InMemoryStorage } from '../v3/InMemoryStorage.ts'
import type { Storage } from '../v3/Storage.ts'

export interface IdentityIdStoreSettings {
  /** Asked for when it is used: merely reading it may throw. */
  readonly storage: Storage
  readonly identityPoolId: string
  readonly emit?: Emit | undefined
}

/**
 * The identity ids of one pool, by user; guests are the user `ANONYMOUS`. What was read or written once is known from then on. Nothing
 * here rejects, or waits for more than a second, because of the storage: where it fails, the event `storageError` tells so, and memory
 * takes its place. It is still told of changes, for the next page.
 */
export interface IdentityIdStore {
  read(user: string): Promise<string | undefined>
  write(user: string, identityId: string): Promise<unknown>
  /**
   * Forgets the user's id. Where another tab has stored another one in the meantime, that is left, and found next.
   * @param known the id to forget, where it is not the one that was known here last
   */
  remove(user: string, known?: string | undefined): Promise<unknown>
  /**
   * The user's id, or the one that `make` gives, which is kept from then on. Tabs that ask at the same time make one between them.
   * The answer does not wait until the id is stored.
   * @param signal ends the waiting for other tabs
   * @throws what `make` throws
   */
  readOrMake(user: string, make: () => Promise<string>, signal?: AbortSignal): Promise<FoundIdentity>
}

export interface FoundIdentity {
  readonly identityId: string
  /** Whether the service has just named it. */
  readonly isFresh: boolean
}

/** The name of guests in the store: the SDK's. */
export const guest = 'ANONYMOUS'

export function createIdStore(settings: IdentityIdStoreSettings): IdentityIdStore {
  const known = new Map<string, string>()
  /** What was removed last, by key: the storage may give it all the same. */
  const removed = new Map<string, string>()
  let hasFailed = false
  /** Changes go to the storage one after the other, so that none overtakes another. */
  let changes: Promise<unknown> = Promise.resolve()

  /** The key under which a user's id is kept: the SDK's. */
  const keyOf = (user: string) => `aws:cognito-identity-credentials:${settings.identityPoolId}:${user}`

  /** Uses the storage, for a second at most. */
  const use = <T>(what: (storage: Storage) => T | Promise<T>): Promise<T | undefined> =>
    limited(async () => what(settings.storage), 1000).catch((cause) => {
      hasFailed = true
      settings.emit?.('storageError', { error: new StorageError('The store failed', { cause }) })
      return undefined
    })

  function change(what: (storage: Storage) => void | Promise<void>): Promise<unknown> {
    changes = changes.then(() => use(what))
    return changes
  }

  async function read(user: string): Promise<string | undefined> {
    const key = keyOf(user)
    if (!known.has(key) && !hasFailed) {
      const found = await use((storage) => storage.getItem(key))
      // What was written in the meantime is newer.
      if (found && typeof found === 'string' && found !== removed.get(key) && !known.has(key)) known.set(key, found)
    }
    return known.get(key)
  }

  function write(user: string, identityId: string): Promise<unknown> {
    const key = keyOf(user)
    known.set(key, identityId)
    return change((storage) => storage.setItem(key, identityId))
  }

  return {
    read,
    write,
    remove(user, id = known.get(keyOf(user))) {
      const key = keyOf(user)
      if (known.get(key) === id) known.delete(key)
      if (id) removed.set(key, id)
      return change(async (storage) => {
        const stored = id && (await storage.getItem(key))
        if (!stored || stored === id) await storage.removeItem(key)
      })
    },
    async readOrMake(user, make, signal) {
      const stored = await read(user)
      if (stored) return { identityId: stored, isFresh: false }
      return new Promise((resolve, reject) => {
        const task = async (hasLock: boolean) => {
          const found = hasLock && (await read(user))
          const identityId = found || (await make())
          resolve({ identityId, isFresh: !found })
          // The lock is held until the tabs that wait for it can find the id.
          if (!found) await write(user, identityId)
        }
        // What no other tab sees needs no lock.
        const isAlone = hasFailed || settings.storage instanceof InMemoryStorage
        ;(isAlone ? task(false) : underTabLock(keyOf(user), task, signal)).catch(reject)
      })
    },
  }
}
