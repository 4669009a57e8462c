import type { Schema } from '../schema.ts'

export type CopiedName = Exclude<keyof Schema, 'copied_table'>

/** A table, and in which order it is walked through: one that both engines have an index for. */
export interface CopiedTable {
  readonly name: CopiedName
  readonly key: readonly string[]
  /** How many rows are held in memory at once: fewer where rows are large. */
  readonly batch: number
}

const tables: { readonly [Name in CopiedName]: { readonly key: readonly (keyof Schema[Name] & string)[]; readonly batch: number } } = {
  key: { key: ['id'], batch: 100 },
  pool: { key: ['id'], batch: 100 },
  deleted_pool: { key: ['id'], batch: 1_000 },
  openid_connect_provider: { key: ['arn'], batch: 100 },
  saml_provider: { key: ['arn'], batch: 100 },
  saml_metadata: { key: ['arn'], batch: 1 },
  managed_policy: { key: ['account_id', 'name_key'], batch: 50 },
  entity: { key: ['account_id', 'kind', 'name_key'], batch: 50 },
  policy_use: { key: ['account_id', 'entity_id', 'used_as', 'policy_arn'], batch: 500 },
  access_key: { key: ['id'], batch: 500 },
  redeemed_assertion: { key: ['id'], batch: 1_000 },
  // Logins name identities, so these come first.
  identity: { key: ['id'], batch: 1_000 },
  login: { key: ['identity_id', 'provider', 'subject'], batch: 1_000 },
}

/** Everything that is kept, in the order in which it is copied. */
export const copiedTables: readonly CopiedTable[] = Object.entries(tables).map(([name, { key, batch }]) => ({
  // The entries of the record above.
  name: name as CopiedName,
  key,
  batch,
}))
