import type { Entity, Role, User } from '../identity/entity.ts'
import { fromList, fromMap, toList, toMap } from './json-column.ts'
import { nameKey } from './name-key.ts'
import type { EntityRow } from './schema.ts'

/** How entities of one kind are rows. */
export interface EntityMapping<T extends Entity> {
  readonly kind: EntityRow['kind']
  toRow(entity: T): EntityRow
  fromRow(row: EntityRow): T
}

export const roleMapping: EntityMapping<Role> = {
  kind: 'role',
  toRow: (role) => ({
    ...commonColumns(role),
    kind: 'role',
    trust_policy: role.trustPolicy,
    trusted_ids: fromMap(role.trustedIds),
    description: role.description ?? null,
    max_session_duration: role.maxSessionDuration,
  }),
  fromRow: (row) => {
    // The table checks that these are there.
    const { trust_policy, trusted_ids, max_session_duration } = row as EntityRow & RoleColumns
    return {
      ...toUser(row),
      trustPolicy: trust_policy,
      trustedIds: toMap(trusted_ids),
      description: row.description ?? undefined,
      maxSessionDuration: max_session_duration,
    }
  },
}

export const userMapping: EntityMapping<User> = {
  kind: 'user',
  toRow: (user) => ({
    ...commonColumns(user),
    kind: 'user',
    trust_policy: null,
    trusted_ids: null,
    description: null,
    max_session_duration: null,
  }),
  fromRow: toUser,
}

interface RoleColumns {
  readonly trust_policy: string
  readonly trusted_ids: string
  readonly max_session_duration: number
}

function commonColumns(entity: Entity) {
  return {
    account_id: entity.accountId,
    name_key: nameKey(entity.name),
    id: entity.id,
    name: entity.name,
    path: entity.path,
    created_at: entity.createdAt,
    tags: fromMap(entity.tags),
    inline_policies: fromMap(entity.inlinePolicies),
    attached_policy_arns: fromList(entity.attachedPolicyArns),
    permissions_boundary_arn: entity.permissionsBoundaryArn ?? null,
  }
}

function toUser(row: EntityRow): User {
  return {
    id: row.id,
    accountId: row.account_id,
    path: row.path,
    name: row.name,
    createdAt: row.created_at,
    tags: toMap(row.tags),
    inlinePolicies: toMap(row.inline_policies),
    attachedPolicyArns: toList(row.attached_policy_arns),
    permissionsBoundaryArn: row.permissions_boundary_arn ?? undefined,
  }
}
