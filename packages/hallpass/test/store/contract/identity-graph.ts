import type { Identity } from '../../../src/identity/identity.ts'
import type { Linking } from '../../../src/identity/link-logins.ts'
import { type Login, sameLogin } from '../../../src/identity/login.ts'
import type { FreshIdentity, Resolved, ResolveLogins } from '../../../src/store/store.ts'

/** What a pool's identities are to be, kept in the plainest way: each identity with its logins. */
export class IdentityGraph {
  readonly #identities = new Map<string, Identity>()
  readonly #poolId: string

  constructor(poolId: string) {
    this.#poolId = poolId
  }

  /** Oldest first, logins in the store's order. */
  list(): readonly Identity[] {
    return [...this.#identities.values()].sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
  }

  createGuest({ id, createdAt }: FreshIdentity): void {
    this.#put({ id, poolId: this.#poolId, createdAt, modifiedAt: createdAt, disabled: false, logins: [] })
  }

  resolveLogins({ namedId, logins, fresh, now, decide }: ResolveLogins): Resolved {
    const named = namedId === undefined ? undefined : this.#identities.get(namedId)
    if (namedId !== undefined && named === undefined) return { kind: 'no-such-identity' }
    if (named?.disabled) return { kind: 'identity-disabled' }
    const owners = this.list().filter((identity) => identity.logins.some((held) => isAmong(held, logins)))
    const linking = decide(named, owners)
    return linking.kind === 'linked' ? { kind: 'resolved', identityId: this.#carryOut(linking, fresh, now) } : linking
  }

  unlink(id: string, going: readonly Login[], now: number): void {
    const identity = this.#identities.get(id)
    const logins = identity?.logins.filter((held) => !isAmong(held, going)) ?? []
    if (identity === undefined || logins.length === identity.logins.length) return
    this.#put({ ...identity, logins, modifiedAt: now, disabled: logins.length === 0 })
  }

  delete(id: string): void {
    this.#identities.delete(id)
  }

  #carryOut({ target, absorbed, added }: Linking & { kind: 'linked' }, fresh: FreshIdentity, now: number): string {
    if (target === 'new') this.createGuest(fresh)
    const id = target === 'new' ? fresh.id : target.id
    const identity = this.#identities.get(id)
    const gained = [...absorbed.flatMap(({ logins }) => logins), ...added]
    if (identity === undefined || (gained.length === 0 && absorbed.length === 0)) return id
    for (const loser of absorbed) this.#put({ ...loser, logins: [], disabled: true, modifiedAt: now })
    this.#put({ ...identity, logins: [...identity.logins, ...gained], modifiedAt: now })
    return id
  }

  #put(identity: Identity): void {
    const logins = identity.logins.toSorted((a, b) => (`${a.provider}/${a.subject}` < `${b.provider}/${b.subject}` ? -1 : 1))
    this.#identities.set(identity.id, { ...identity, logins })
  }
}

function isAmong(login: Login, logins: readonly Login[]): boolean {
  return logins.some((other) => sameLogin(login, other))
}
