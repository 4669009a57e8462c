import type { Emit } from '../events/events.ts'
import { IdentityIdStore } from '../stores/identity-id-store.ts'
import type { Storage } from '../v3/Storage.ts'

/** Whose identity of which pool. */
export interface IdentityScope {
  readonly pool: string
  /** The name in the store; undefined: the store is left alone. */
  readonly user: string | undefined
  /** The name in the store that the user had until now, where a guest becomes a user. */
  readonly former: string | undefined
}

export interface FoundIdentity {
  readonly identityId: string
  /** Whether the service has just named it. */
  readonly isFresh: boolean
}

/** Which identity a provider has: the one in memory, else that of the store, else the one that the service names. */
export class PoolIdentity {
  readonly #storage: Storage
  readonly #emit: Emit
  #stored: { readonly pool: string; readonly store: IdentityIdStore } | undefined
  #known: { readonly pool: string; readonly identityId: string } | undefined

  constructor(storage: Storage, emit: Emit) {
    this.#storage = storage
    this.#emit = emit
  }

  async find(scope: IdentityScope, ask: () => Promise<string>): Promise<FoundIdentity> {
    const { pool, user, former } = scope
    if (this.#known?.pool === pool) return { identityId: this.#known.identityId, isFresh: false }
    const store = this.#store(pool)
    const kept = former && (await store.read(former))
    const found = kept || !user ? { identityId: kept || (await ask()), isStored: Boolean(kept) } : await store.readOrMake(user, ask)
    this.#know(pool, found.identityId)
    return { identityId: found.identityId, isFresh: !found.isStored }
  }

  /** Nobody waits for the store: a slow one does not delay credentials. */
  keep({ pool, user, former }: IdentityScope, identityId: string): void {
    const store = this.#store(pool)
    if (user && this.#known?.identityId !== identityId) void store.write(user, identityId)
    if (former && former !== user) void store.remove(former)
    this.#know(pool, identityId)
  }

  async forget({ pool, former, user = former }: IdentityScope): Promise<void> {
    this.#known = undefined
    if (user) await this.#store(pool).remove(user)
  }

  #store(pool: string): IdentityIdStore {
    if (this.#stored?.pool !== pool) {
      this.#stored = { pool, store: new IdentityIdStore({ storage: this.#storage, identityPoolId: pool, emit: this.#emit }) }
    }
    return this.#stored.store
  }

  #know(pool: string, identityId: string): void {
    const previous = this.#known?.identityId
    this.#known = { pool, identityId }
    if (identityId !== previous) this.#emit('identity', { identityId, previous })
  }
}
