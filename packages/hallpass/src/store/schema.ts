import type { Kysely } from 'kysely'

/** Where queries go: a connection of the engine, inside a transaction or not. */
export type Db = Kysely<Schema>

/**
 * The tables, in types that both engines have. Moments are milliseconds since the epoch, booleans 0 or 1; lists and maps are JSON,
 * maps as arrays of entries, so that a key like `__proto__` is a key like any other.
 */
export interface Schema {
  pool: PoolRow
  deleted_pool: DeletedPoolRow
  identity: IdentityRow
  login: LoginRow
  openid_connect_provider: OpenIdConnectProviderRow
  key: KeyRow
}

export interface PoolRow {
  id: string
  account_id: string
  name: string
  created_at: number
  allows_guests: number
  /** Null: never said. */
  allows_classic_flow: number | null
  developer_provider_name: string | null
  supported_login_providers: string
  openid_connect_provider_arns: string
  user_pool_clients: string
  saml_provider_arns: string
  tags: string
  roles: string
  role_mappings: string
  principal_tag_maps: string
}

/** A pool that is gone, and may have left identities. */
export interface DeletedPoolRow {
  id: string
}

export interface IdentityRow {
  id: string
  pool_id: string
  created_at: number
  modified_at: number
  disabled: number
}

export interface LoginRow {
  pool_id: string
  /** Escaped, as `subject`: see `login-row.ts`. */
  provider: string
  subject: string
  identity_id: string
}

export interface OpenIdConnectProviderRow {
  arn: string
  account_id: string
  url: string
  created_at: number
  client_ids: string
  thumbprints: string
  tags: string
}

export interface KeyRow {
  id: string
  use: 'signing' | 'sealing'
  created_at: number
  material: Uint8Array
}
