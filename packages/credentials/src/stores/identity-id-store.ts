import { StorageError } from '../errors/client-errors.ts'
import type { Emit } from '../events/events.ts'
import { underTabLock } from '../tabs/tab-lock.ts'
import { InMemoryStorage } from '../v3/InMemoryStorage.ts'
import type { Storage } from '../v3/Storage.ts'
import { type FormerClient, formerIdentityId } from './former-identity-id.ts'
import { within } from './time-limit.ts'

/** How long one use of the storage may take, milliseconds. */
const limit = 1000

export interface IdentityIdStoreSettings {
  readonly storage: Storage
  readonly identityPoolId: string
  readonly emit?: Emit | undefined
  /** Other clients whose stored guest is taken over where there is none of our own. */
  readonly adoptFrom?: readonly FormerClient[] | undefined
}

/**
 * The identity ids of one pool, by user; guests are the user `ANONYMOUS`. Nothing here rejects, or waits for more than a second, because
 * of the storage: where it fails, the event `storageError` tells so, and memory takes its place for as long as this object lives.
 */
export class IdentityIdStore {
  readonly #settings: IdentityIdStoreSettings
  /** What was last known, by key; an empty text where it was removed here. */
  readonly #memory = new Map<string, string>()
  /** The keys under which the storage does not hold, or not yet, what memory does. */
  readonly #unsaved = new Set<string>()
  #isUnreadable = false

  constructor(settings: IdentityIdStoreSettings) {
    this.#settings = settings
  }

  /** The key under which a user's id is kept: the SDK's. */
  keyOf(user: string): string {
    return `aws:cognito-identity-credentials:${this.#settings.identityPoolId}:${user}`
  }

  async read(user: string): Promise<string | undefined> {
    const key = this.keyOf(user)
    const known = this.#memory.get(key)
    if (known === undefined || !(this.#isUnreadable || this.#unsaved.has(key))) {
      try {
        const found = await within(limit, () => this.#find(key, user === 'ANONYMOUS' && known === undefined))
        this.#isUnreadable = false
        // What was written or removed in the meantime is newer than what was found.
        if (found && this.#memory.get(key) === known) this.#memory.set(key, found)
      } catch (cause) {
        this.#isUnreadable = true
        this.#report('read', cause)
      }
    }
    return this.#memory.get(key) || undefined
  }

  write(user: string, identityId: string): Promise<void> {
    return this.#put(this.keyOf(user), identityId)
  }

  remove(user: string): Promise<void> {
    return this.#put(this.keyOf(user), '')
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
      const task = async (hasWaited: boolean) => {
        const found = hasWaited ? await this.read(user) : undefined
        const identityId = found ?? (await make())
        resolve({ identityId, isStored: !!found })
        // Tabs that wait for the lock shall find it.
        if (!found) await this.write(user, identityId)
      }
      // What no other tab sees, or nobody can read, needs no lock.
      const isShared = !this.#isUnreadable && !(this.#settings.storage instanceof InMemoryStorage)
      ;(isShared ? underTabLock(this.keyOf(user), task, signal) : task(false)).catch(reject)
    })
  }

  async #find(key: string, mayAdopt: boolean): Promise<string | undefined> {
    const { storage, identityPoolId, adoptFrom } = this.#settings
    const found = await storage.getItem(key)
    if (found && typeof found === 'string') return found
    return mayAdopt && adoptFrom ? formerIdentityId(storage, identityPoolId, adoptFrom) : undefined
  }

  async #put(key: string, identityId: string): Promise<void> {
    const { storage } = this.#settings
    this.#memory.set(key, identityId)
    this.#unsaved.add(key)
    try {
      await within(limit, () => (identityId ? storage.setItem(key, identityId) : storage.removeItem(key)))
    } catch (cause) {
      return this.#report('written', cause)
    }
    const latest = this.#memory.get(key) ?? ''
    if (latest === identityId) this.#unsaved.delete(key)
    // A later change was through before this one: this one may have undone it.
    else if (!this.#unsaved.has(key)) await this.#put(key, latest)
  }

  #report(what: string, cause: unknown): void {
    this.#settings.emit?.('storageError', { error: new StorageError(`The identity id could not be ${what}; memory takes over`, { cause }) })
  }
}
