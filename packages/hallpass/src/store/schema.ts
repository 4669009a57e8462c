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
  entity: EntityRow
  policy_use: PolicyUseRow
  access_key: AccessKeyRow
  managed_policy: ManagedPolicyRow
  saml_provider: SamlProviderRow
  saml_metadata: SamlMetadataRow
  redeemed_assertion: RedeemedAssertionRow
  copied_table: CopiedTableRow
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

/** A role or a user. The last four columns but `description` are null of users only. */
export interface EntityRow {
  account_id: string
  kind: 'role' | 'user'
  /** The name in lower case. */
  name_key: string
  id: string
  name: string
  path: string
  created_at: number
  tags: string
  inline_policies: string
  attached_policy_arns: string
  permissions_boundary_arn: string | null
  trust_policy: string | null
  trusted_ids: string | null
  description: string | null
  max_session_duration: number | null
}

/** That an entity's row names a managed policy: what policies are found by. */
export interface PolicyUseRow {
  account_id: string
  entity_id: string
  used_as: 'policy' | 'boundary'
  policy_arn: string
}

export interface AccessKeyRow {
  id: string
  account_id: string
  user_id: string
  status: 'Active' | 'Inactive'
  created_at: number
  wrapped_secret: Uint8Array
  /** Null: never used. */
  last_use: string | null
}

export interface ManagedPolicyRow {
  account_id: string
  /** The name in lower case. */
  name_key: string
  arn: string
  id: string
  name: string
  path: string
  description: string | null
  created_at: number
  updated_at: number
  tags: string
  versions: string
  default_version: number
  versions_made: number
}

export interface SamlProviderRow {
  arn: string
  account_id: string
  name: string
  uuid: string
  created_at: number
  tags: string
  idp_entity_id: string
  idp_signing_keys: string
  idp_valid_until: number | null
}

/** Apart from the provider, which is read far more often. */
export interface SamlMetadataRow {
  arn: string
  document: string
}

export interface RedeemedAssertionRow {
  /** A digest of the provider's ARN and the assertion's id. */
  id: string
  expires_at: number
}

/** How far a copy of another store has come; nothing is here once it is whole. */
export interface CopiedTableRow {
  name: string
  rows: number
  /** The key of the last row that was copied, in JSON; null: of none yet. */
  after: string | null
  /** Which store it is a copy of. */
  source: string
}
