import type { Pool, RoleMapping } from '../identity/pool.ts'
import type { Claims, VerifiedLogin } from '../logins/verification.ts'
import { claimTexts, matchesRule } from './match-rule.ts'

export type RoleSelection =
  | { readonly kind: 'role'; readonly roleArn: string }
  /** The pool has no role for this kind of identity. */
  | { readonly kind: 'no-role' }
  | { readonly kind: 'custom-role-not-allowed' }
  /** The login offers several roles, and the caller named none. */
  | { readonly kind: 'custom-role-needed' }
  /** No rule decides, and the mapping under this key says to deny. */
  | { readonly kind: 'denied'; readonly roleMappingKey: string }

/**
 * Which role the identity gets. A guest and a user without a role mapping get the pool's own roles, unless the user's login
 * offers roles itself; otherwise the first mapping that yields a role does, and where none does, the first mapping's ambiguous
 * resolution decides.
 * Source: Cognito developer guide, "Using role-based access control" and "SAML identity providers"; several logins at a time are our reading.
 * @param logins the logins of this request, in the order of their providers' names; a guest has none
 */
export function selectRole(pool: Pool, logins: readonly VerifiedLogin[], customRoleArn: string | undefined): RoleSelection {
  if (logins.length === 0) return customRoleArn === undefined ? poolRole(pool.roles.unauthenticated) : { kind: 'custom-role-not-allowed' }

  const mapped = logins.flatMap(({ roleMappingKey, claims }) => {
    const mapping = pool.roleMappings.get(roleMappingKey)
    return mapping === undefined ? [] : [{ roleMappingKey, mapping, claims }]
  })
  const [first] = mapped
  if (first === undefined) return unmappedRole(pool, logins, customRoleArn)

  for (const { mapping, claims } of mapped) {
    const roleArn = mappedRole(mapping, claims, customRoleArn)
    if (roleArn !== undefined) return { kind: 'role', roleArn }
  }
  if (customRoleArn !== undefined) return { kind: 'custom-role-not-allowed' }
  if (first.mapping.ambiguousRoleResolution === 'Deny') return { kind: 'denied', roleMappingKey: first.roleMappingKey }
  return poolRole(pool.roles.authenticated)
}

/** The role of a user whom no mapping speaks of: a custom role can only be that very one. */
export function authenticatedRole(pool: Pool, customRoleArn: string | undefined): RoleSelection {
  if (customRoleArn !== undefined && customRoleArn !== pool.roles.authenticated) return { kind: 'custom-role-not-allowed' }
  return poolRole(pool.roles.authenticated)
}

function unmappedRole(pool: Pool, logins: readonly VerifiedLogin[], customRoleArn: string | undefined): RoleSelection {
  const offered = logins.map(({ assertedRoles = [] }) => assertedRoles).find((roles) => roles.length > 0)
  if (offered === undefined) return authenticatedRole(pool, customRoleArn)
  const [roleArn, ...others] = customRoleArn === undefined ? offered : offered.filter((role) => role === customRoleArn)
  if (roleArn === undefined) return { kind: 'custom-role-not-allowed' }
  return others.length === 0 ? { kind: 'role', roleArn } : { kind: 'custom-role-needed' }
}

function poolRole(roleArn: string | undefined): RoleSelection {
  return roleArn === undefined ? { kind: 'no-role' } : { kind: 'role', roleArn }
}

function mappedRole(mapping: RoleMapping, claims: Claims, customRoleArn: string | undefined): string | undefined {
  if (mapping.type === 'Token') return tokenRole(claims, customRoleArn)
  return mapping.rules.find((rule) => matchesRule(rule, claims) && (customRoleArn === undefined || rule.roleArn === customRoleArn))?.roleArn
}

function tokenRole(claims: Claims, customRoleArn: string | undefined): string | undefined {
  const roles = tokenRoles(claims['cognito:roles'])
  if (customRoleArn !== undefined) return roles.find((role) => role === customRoleArn)
  const preferred = claims['cognito:preferred_role']
  if (typeof preferred === 'string' && preferred !== '') return preferred
  return roles.length === 1 ? roles[0] : undefined
}

// User pools send a JSON array; the developer guide shows one text with commas.
function tokenRoles(claim: unknown): readonly string[] {
  if (typeof claim !== 'string') return claimTexts(claim) ?? []
  return claim
    .split(',')
    .map((role) => role.trim())
    .filter((role) => role !== '')
}
