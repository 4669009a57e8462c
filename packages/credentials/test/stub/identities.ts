import { randomUUID } from 'node:crypto'
import { forbidden, invalid, loginsDoNotMatch, noGuests, noIdentity, noPool, notAuthorized, Refused } from './refused.ts'
import { readToken } from './tokens.ts'

interface Identity {
  readonly id: string
  /** Undefined: a test named the identity, and nobody asked for it. */
  readonly poolId: string | undefined
  /** Subjects by provider. */
  readonly logins: Map<string, string>
  disabled: boolean
}

/** How long the service still takes a login token that has expired, in seconds. */
const leeway = 300

export type Tokens = Readonly<Record<string, string>>

/** The identities of all pools: any pool is there and takes guests and all logins, any identity is a guest's, unless told otherwise. */
export class Identities {
  readonly #identities = new Map<string, Identity>()
  readonly #goneIdentities = new Set<string>()
  readonly #gonePools = new Set<string>()
  readonly #poolsWithoutGuests = new Set<string>()
  readonly #refusedTokens = new Set<string>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /** The ids that were made, oldest first. */
  get ids(): string[] {
    return [...this.#identities.keys()]
  }

  /** From now on nobody knows the pool. */
  removePool(poolId: string): void {
    this.#gonePools.add(poolId)
  }

  refuseGuests(poolId: string): void {
    this.#poolsWithoutGuests.add(poolId)
  }

  /** From now on nobody knows the identity. */
  remove(identityId: string): void {
    this.#goneIdentities.add(identityId)
    this.#identities.delete(identityId)
  }

  /** From now on access to the identity is forbidden, as to one that another took in. */
  disable(identityId: string): void {
    this.#find(identityId).disabled = true
  }

  /** From now on the token counts as expired. */
  expire(token: string): void {
    this.#refusedTokens.add(token)
  }

  getId(poolId: string, tokens: Tokens): string {
    if (!/^[\w-]+:.+/.test(poolId)) throw invalid('identityPoolId', poolId)
    if (this.#gonePools.has(poolId)) throw noPool(poolId)
    const logins = this.#verify(tokens)
    if (logins.size === 0 && this.#poolsWithoutGuests.has(poolId)) throw noGuests()
    const [owner, ...others] = this.#owners(poolId, logins)
    const identity = owner ?? this.#add(`${poolId.split(':')[0]}:${randomUUID()}`, poolId)
    link(identity, others, logins)
    return identity.id
  }

  /** The identity that the named one turns out to be with these logins. */
  authenticate(identityId: string, tokens: Tokens): string {
    const named = this.#find(identityId)
    if (named.disabled) throw forbidden(identityId)
    const logins = this.#verify(tokens)
    if (logins.size === 0) {
      if (named.logins.size > 0) throw forbidden(identityId)
      if (named.poolId !== undefined && this.#poolsWithoutGuests.has(named.poolId)) throw noGuests()
      return named.id
    }
    const owners = this.#owners(named.poolId, logins)
    if (named.logins.size > 0 && !owners.includes(named)) throw loginsDoNotMatch()
    const target = named.logins.size > 0 ? named : (owners[0] ?? named)
    link(
      target,
      [...new Set([named, ...owners])].filter((other) => other !== target),
      logins,
    )
    return target.id
  }

  unlink(identityId: string, tokens: Tokens, providers: readonly string[]): void {
    const identity = this.#find(this.authenticate(identityId, tokens))
    for (const provider of providers) identity.logins.delete(provider)
    if (identity.logins.size === 0) identity.disabled = true
  }

  #verify(tokens: Tokens): Map<string, string> {
    const now = Math.floor(this.#now() / 1000)
    return new Map(
      Object.entries(tokens).map(([provider, token]) => {
        const { sub, exp = Number.POSITIVE_INFINITY } = readToken(token)
        if (this.#refusedTokens.has(token) || now >= exp + leeway)
          throw notAuthorized(`Invalid login token. Token expired: ${now} >= ${exp}`)
        return [provider, sub]
      }),
    )
  }

  #owners(poolId: string | undefined, logins: ReadonlyMap<string, string>): Identity[] {
    const owns = (identity: Identity) => [...logins].some(([provider, subject]) => identity.logins.get(provider) === subject)
    return [...this.#identities.values()].filter((identity) => !identity.disabled && identity.poolId === poolId && owns(identity))
  }

  #find(identityId: string): Identity {
    if (!/^[\w-]+:.+/.test(identityId)) throw invalid('identityId', identityId)
    if (this.#goneIdentities.has(identityId)) throw noIdentity(identityId)
    return this.#identities.get(identityId) ?? this.#add(identityId, undefined)
  }

  #add(id: string, poolId: string | undefined): Identity {
    const identity = { id, poolId, logins: new Map<string, string>(), disabled: false }
    this.#identities.set(id, identity)
    return identity
  }
}

function link(target: Identity, others: readonly Identity[], logins: ReadonlyMap<string, string>): void {
  const all = [target, ...others].flatMap((identity) => [...identity.logins])
  for (const [provider, subject] of [...all, ...logins]) {
    const held = target.logins.get(provider) ?? subject
    if (held !== subject) throw new Refused('ResourceConflictException', 'Login is already linked to another account.')
  }
  for (const [provider, subject] of [...all, ...logins]) target.logins.set(provider, subject)
  for (const other of others) {
    other.logins.clear()
    other.disabled = true
  }
}
