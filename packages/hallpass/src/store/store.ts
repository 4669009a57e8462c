import type { AccessKey } from '../identity/access-key.ts'
import type { Role, User } from '../identity/entity.ts'
import type { Identity } from '../identity/identity.ts'
import type { Linking, LinkingRefusal } from '../identity/link-logins.ts'
import type { Login } from '../identity/login.ts'
import type { ManagedPolicy, PolicyUse } from '../identity/managed-policy.ts'
import type { OpenIdConnectProvider } from '../identity/open-id-connect-provider.ts'
import type { Pool } from '../identity/pool.ts'
import type { SamlProvider } from '../identity/saml-provider.ts'
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

  /**
   * `exists`: the name is taken, without regard to case; `no-such-policy`: a policy that the role names is not there. AWS's own
   * policies are there always.
   */
  createRole(role: Role): Promise<'created' | 'exists' | 'no-such-policy'>
  /** By its exact name. From a cache, as {@link findPool}. */
  findRole(accountId: string, name: string): Promise<Role | undefined>
  /**
   * A policy that `change` attaches or makes the boundary must be one of the role's account that is there, or AWS's own. Id, account
   * and moment of creation never change, here and in the other updates of IAM.
   */
  updateRole(accountId: string, name: string, change: (role: Role) => Role): Promise<Updated<Role>>
  /** `check` throws where the role may not go; false when there was none. */
  deleteRole(accountId: string, name: string, check: (role: Role) => void): Promise<boolean>
  /** In the order of the names in lower case. */
  listRoles(accountId: string, page: NamePage): Promise<readonly Role[]>

  createUser(user: User): Promise<'created' | 'exists' | 'no-such-policy'>
  /** By his exact name. From a cache, as {@link findPool}. */
  findUser(accountId: string, name: string): Promise<User | undefined>
  /** `change` may rename the user; policies as in {@link updateRole}. */
  updateUser(accountId: string, name: string, change: (user: User) => User): Promise<Updated<User>>
  /** `check` throws where the user may not go, else his access keys go with him; false when there was none. */
  deleteUser(accountId: string, name: string, check: (user: User, accessKeys: readonly AccessKey[]) => void): Promise<boolean>
  /** In the order of the names in lower case. */
  listUsers(accountId: string, page: NamePage): Promise<readonly User[]>

  /** The role (`AROA…`) or user (`AIDA…`) of this unique id. From a cache, as {@link findPool}. */
  findEntity(id: string): Promise<Role | User | undefined>

  /** `check` is given the keys that the user has, and throws where there may be no more; false when there is no such user. */
  createAccessKey(key: AccessKey, check: (held: readonly AccessKey[]) => void): Promise<boolean>
  /** From a cache, as {@link findPool}. */
  findAccessKey(id: string): Promise<AccessKey | undefined>
  updateAccessKey(id: string, change: (key: AccessKey) => AccessKey): Promise<AccessKey | undefined>
  deleteAccessKey(id: string): Promise<boolean>
  /** In the order of their ids. */
  listAccessKeys(userId: string): Promise<readonly AccessKey[]>

  /** `exists`: the name is taken, without regard to case and path. */
  createManagedPolicy(policy: ManagedPolicy): Promise<'created' | 'exists'>
  /** By its exact ARN; AWS's own are not kept here. From a cache, as {@link findPool}. */
  findManagedPolicy(arn: string): Promise<ManagedPolicy | undefined>
  /** Neither the policy's name nor its path changes. */
  updateManagedPolicy(arn: string, change: (policy: ManagedPolicy) => ManagedPolicy): Promise<ManagedPolicy | undefined>
  /** `check` is told where the policy is used, and throws where it may not go; false when there was none. */
  deleteManagedPolicy(arn: string, check: (policy: ManagedPolicy, uses: readonly PolicyUse[]) => void): Promise<boolean>
  /** In the order of the names in lower case, with all versions. */
  listManagedPolicies(accountId: string, page: NamePage): Promise<readonly ManagedPolicy[]>
  /** Where these policies are used by the account's entities, in the order of the entities' names; AWS's own policies may be asked for too. */
  listPolicyUses(accountId: string, policyArns: readonly string[]): Promise<readonly PolicyUse[]>

  createSamlProvider(provider: SamlProvider, metadata: string): Promise<'created' | 'exists'>
  /** From a cache, as {@link findPool}. */
  findSamlProvider(arn: string): Promise<SamlProvider | undefined>
  /** The metadata document, byte for byte as it was uploaded. */
  findSamlMetadata(arn: string): Promise<string | undefined>
  /** Changes the metadata as well where it is given. */
  updateSamlProvider(arn: string, change: (provider: SamlProvider) => SamlProvider, metadata?: string): Promise<SamlProvider | undefined>
  deleteSamlProvider(arn: string): Promise<boolean>
  /** Oldest first. */
  listSamlProviders(accountId: string): Promise<readonly SamlProvider[]>
  /** Whether this assertion was not redeemed before. It is remembered until `expiresAt`, milliseconds since the epoch. */
  redeemSamlAssertion(providerArn: string, assertionId: string, expiresAt: number, now: number): Promise<boolean>

  /** Throws when the database does not answer. `isWritable` is whether it took the last write that it was asked for. */
  ping(): Promise<{ readonly isWritable: boolean }>
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

/** A page of a list that is ordered by name, in lower case. */
export interface NamePage {
  /** `/` for all. */
  readonly pathPrefix: string
  /** The name in lower case of the last entry of the page before. */
  readonly after: string | undefined
  readonly limit: number
}

export type Updated<T> =
  | { readonly kind: 'updated'; readonly value: T }
  | { readonly kind: 'not-found' }
  /** The new name is another's. */
  | { readonly kind: 'name-taken' }
  /** Of our account, and not there. */
  | { readonly kind: 'no-such-policy'; readonly policyArn: string }

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
