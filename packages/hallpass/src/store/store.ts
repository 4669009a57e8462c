import type { Identity } from '../identity/identity.ts'
import type { Linking, LinkingRefusal } from '../identity/link-logins.ts'
import type { Login } from '../identity/login.ts'
import type { OpenIdConnectProvider } from '../identity/open-id-connect-provider.ts'
import type { Pool } from '../identity/pool.ts'
import type { KeyStore } from '../keys/key-store.ts'

/**
 * Everything that is kept. Each method is atomic, and what it acknowledges is durable. Decisions come in as pure functions,
 * which run inside the transaction; where one throws, nothing changes and the caller gets what it threw.
 */
export interface Store extends KeyStore {
  createPool(pool: Pool): Promise<void>
  /** From a cache: at most one second behind what another process wrote, never behind this one. */
  findPool(id: string): Promise<Pool | undefined>
  /** The pool as it is after the change; undefined when there is none. */
  updatePool(id: string, change: (pool: Pool) => Pool): Promise<Pool | undefined>
  /** Takes the pool away at once, then deletes its identities and logins, a few at a time; false when there was none. */
  deletePool(id: string): Promise<boolean>
  /** Pools of one account and region, oldest first. */
  listPools(accountId: string, region: string, page: Page): Promise<readonly Pool[]>

  /** Identities of one pool, oldest first. */
  listIdentities(poolId: string, page: Page & { readonly hideDisabled: boolean }): Promise<readonly Identity[]>
  /** With all its logins. */
  findIdentity(id: string): Promise<Identity | undefined>
  /** The distinct identities that own any of these logins, with all their logins. */
  findOwners(poolId: string, logins: readonly Login[]): Promise<readonly Identity[]>
  /** False when the pool has gone. */
  createGuest(identity: FreshIdentity, poolId: string): Promise<boolean>
  /** Reads the named identity and the owners of `logins`, lets `decide` say what to do, and does it. */
  resolveLogins(request: ResolveLogins): Promise<Resolved>
  /** Lets `decide` say which logins go; an identity whose last login goes is disabled. Undefined when there is no such identity. */
  unlink(identityId: string, decide: (identity: Identity) => readonly Login[], now: number): Promise<Identity | undefined>
  /** Deletes those that exist and belong to a pool of the account; returns the ids that belong to another account. */
  deleteIdentities(ids: readonly string[], accountId: string): Promise<readonly string[]>

  createOpenIdConnectProvider(provider: OpenIdConnectProvider): Promise<'created' | 'exists'>
  /** From a cache, as {@link findPool}. */
  findOpenIdConnectProvider(arn: string): Promise<OpenIdConnectProvider | undefined>
  updateOpenIdConnectProvider(
    arn: string,
    change: (provider: OpenIdConnectProvider) => OpenIdConnectProvider,
  ): Promise<OpenIdConnectProvider | undefined>
  deleteOpenIdConnectProvider(arn: string): Promise<boolean>
  listOpenIdConnectProviders(accountId: string): Promise<readonly OpenIdConnectProvider[]>

  /** Throws when the database does not answer. */
  ping(): Promise<void>
  /** Waits for the writes under way. */
  close(): Promise<void>
}

/** A page of a list that is ordered by creation time, then id: it stays stable while rows are added. */
export interface Page {
  /** The last row of the page before. */
  readonly after: Position | undefined
  readonly limit: number
}

export interface Position {
  readonly createdAt: number
  readonly id: string
}

export interface FreshIdentity {
  readonly id: string
  /** Milliseconds since the epoch. */
  readonly createdAt: number
}

export interface ResolveLogins {
  readonly poolId: string
  /** The identity that the caller names; it must exist and be enabled, else the result says so. */
  readonly namedId: string | undefined
  readonly logins: readonly Login[]
  /** What a new identity would be. */
  readonly fresh: FreshIdentity
  /** Milliseconds since the epoch: `modifiedAt` of what changes. */
  readonly now: number
  readonly decide: (named: Identity | undefined, owners: readonly Identity[]) => Linking
}

export type Resolved =
  | { readonly kind: 'resolved'; readonly identityId: string }
  | { readonly kind: 'no-such-pool' }
  | { readonly kind: 'no-such-identity' }
  | { readonly kind: 'identity-disabled' }
  | LinkingRefusal
