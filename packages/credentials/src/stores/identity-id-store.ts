import { StorageError } from '../errors/client-errors.ts'
import type { Emit } from '../events/events.ts'
import { underTabLock } from '../tabs/tab-lock.ts'
import { limited } from '../transport/limited.ts'
import { InMemoryStorage } from '../v3/InMemoryStorage.ts'
import type { Storage } from '../v3/Storage.ts'

/** How long one use of the storage may take, milliseconds. */
const limit = 1000

export interface IdentityIdStoreSettings {
  readonly storage: Storage
  readonly identityPoolId: string
  readonly emit?: Emit | undefined
}

/**
 * The identity ids of one pool, by user; guests are the user `ANONYMOUS`. What was read or written once is known from then on. Nothing
 * here rejects, or waits for more than a second, because of the storage: where it fails, the event `storageError` tells so, and memory
 * takes its place. It is still told of changes, for the next page.
 */
export class IdentityIdStore {
  readonly #settings: IdentityIdStoreSettings
  readonly #known = new Map<string, string>()
  /** What was removed last, by key: the storage may give it all the same. */
  readonly #removed = new Map<string, string>()
  #hasFailed = false
  /** Changes go to the storage one after the other, so that none overtakes another. */
  #changes: Promise<unknown> = Promise.resolve()

  constructor(settings: IdentityIdStoreSettings) {
    this.#settings = settings
  }

  /** The key under which a user's id is kept: the SDK's. */
  keyOf(user: string): string {
    return `aws:cognito-identity-credentials:${this.#settings.identityPoolId}:${user}`
  }

  async read(user: string): Promise<string | undefined> {
    const key = this.keyOf(user)
    if (!this.#known.has(key) && !this.#hasFailed) {
      const found = await this.#use((storage) => storage.getItem(key))
      const isUsable = found && typeof found === 'string' && found !== this.#removed.get(key)
      // What was written in the meantime is newer.
      if (isUsable && !this.#known.has(key)) this.#known.set(key, found)
    }
    return this.#known.get(key)
  }

  write(user: string, identityId: string): Promise<unknown> {
    const key = this.keyOf(user)
    this.#known.set(key, identityId)
    return this.#change((storage) => storage.setItem(key, identityId))
  }

  /**
   * Forgets the user's id. Where another tab has stored another one in the meantime, that is left, and found next.
   * @param known the id to forget, where it is not the one that was known here last
   */
  remove(user: string, known: string | undefined = this.#known.get(this.keyOf(user))): Promise<unknown> {
    const key = this.keyOf(user)
    if (this.#known.get(key) === known) this.#known.delete(key)
    if (known) this.#removed.set(key, known)
    return this.#change(async (storage) => {
      const stored = known && (await storage.getItem(key))
      if (!stored || stored === known) await storage.removeItem(key)
    })
  }

  /**
   * The user's id, or the one that `make` gives, which is kept from then on. Tabs that ask at the same time make one between them.
   * The answer does not wait until the id is stored.
   * @param signal ends the waiting for other tabs
   * @throws what `make` throws
   */
  async readOrMake(user: string, make: () => Promise<string>, signal?: AbortSignal): Promise<{ identityId: string; isStored: boolean }> {
    const stored = await this.read(user)
    if (stored) return { identityId: stored, isStored: true }
    return new Promise((resolve, reject) => {
      const task = async (hasLock: boolean) => {
        const found = hasLock && (await this.read(user))
        const identityId = found || (await make())
        resolve({ identityId, isStored: !!found })
        // The lock is held until the tabs that wait for it can find the id.
        if (!found) await this.write(user, identityId)
      }
      // What no other tab sees needs no lock.
      const isAlone = this.#hasFailed || this.#settings.storage instanceof InMemoryStorage
      ;(isAlone ? task(false) : underTabLock(this.keyOf(user), task, signal)).catch(reject)
    })
  }

  #change(change: (storage: Storage) => void | Promise<void>): Promise<unknown> {
    this.#changes = this.#changes.then(() => this.#use(change))
    return this.#changes
  }

  async #use<T>(use: (storage: Storage) => T | Promise<T>): Promise<T | undefined> {
    try {
      return await limited(async () => use(this.#settings.storage), limit, undefined)
    } catch (cause) {
      this.#hasFailed = true
      this.#settings.emit?.('storageError', { error: new StorageError('The store of identity ids failed', { cause }) })
      return undefined
    }
  }
}
