import type { Pool, PoolRoles, PrincipalTagMap, RoleMapping, UserPoolClient } from '../identity/pool.ts'
import { fromList, fromMap, toList, toMap } from './json-column.ts'
import type { PoolRow } from './schema.ts'

/** A pool as its row. */
export function fromPool(pool: Pool): PoolRow {
  return {
    id: pool.id,
    account_id: pool.accountId,
    name: pool.name,
    created_at: pool.createdAt,
    allows_guests: Number(pool.allowsGuests),
    allows_classic_flow: pool.allowsClassicFlow === undefined ? null : Number(pool.allowsClassicFlow),
    developer_provider_name: pool.developerProviderName ?? null,
    supported_login_providers: fromMap(pool.supportedLoginProviders),
    openid_connect_provider_arns: fromList(pool.openIdConnectProviderArns),
    user_pool_clients: JSON.stringify(pool.userPoolClients),
    saml_provider_arns: fromList(pool.samlProviderArns),
    tags: fromMap(pool.tags),
    roles: JSON.stringify(pool.roles),
    role_mappings: fromMap(pool.roleMappings),
    principal_tag_maps: fromTagMaps(pool.principalTagMaps),
  }
}

/** The pool of a row. The casts are true because only {@link fromPool} writes these columns. */
export function toPool(row: PoolRow): Pool {
  return {
    id: row.id,
    accountId: row.account_id,
    name: row.name,
    createdAt: row.created_at,
    allowsGuests: row.allows_guests === 1,
    allowsClassicFlow: row.allows_classic_flow === null ? undefined : row.allows_classic_flow === 1,
    supportedLoginProviders: toMap(row.supported_login_providers),
    developerProviderName: row.developer_provider_name ?? undefined,
    openIdConnectProviderArns: toList(row.openid_connect_provider_arns),
    userPoolClients: toClients(row.user_pool_clients),
    samlProviderArns: toList(row.saml_provider_arns),
    tags: toMap(row.tags),
    roles: JSON.parse(row.roles) as PoolRoles,
    roleMappings: toMap<RoleMapping>(row.role_mappings),
    principalTagMaps: toTagMaps(row.principal_tag_maps),
  }
}

function fromTagMaps(maps: ReadonlyMap<string, PrincipalTagMap>): string {
  return JSON.stringify([...maps].map(([provider, { useDefaults, tags }]) => [provider, useDefaults, [...tags]]))
}

function toTagMaps(column: string): ReadonlyMap<string, PrincipalTagMap> {
  const entries = JSON.parse(column) as [string, boolean, [string, string][]][]
  return new Map(entries.map(([provider, useDefaults, tags]) => [provider, { useDefaults, tags: new Map(tags) }]))
}

function toClients(column: string): readonly UserPoolClient[] {
  // JSON drops a member that is undefined.
  const clients = JSON.parse(column) as (Omit<UserPoolClient, 'serverSideTokenCheck'> & { readonly serverSideTokenCheck?: boolean })[]
  return clients.map((client) => ({ ...client, serverSideTokenCheck: client.serverSideTokenCheck }))
}
