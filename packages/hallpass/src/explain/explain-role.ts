import type { Pool, RoleMapping } from '../identity/pool.ts'
import type { VerifiedLogin } from '../logins/verification.ts'
import { claimTexts, matchesRule } from '../roles/match-rule.ts'
import { type RoleSelection, selectRole } from '../roles/select-role.ts'
import type { MappingStep } from './explanation.ts'

/** The role mappings that these logins have, each with what it makes of the login by itself. */
export function explainMappings(pool: Pool, logins: readonly VerifiedLogin[], customRoleArn: string | undefined): readonly MappingStep[] {
  return logins.flatMap((login) => {
    const mapping = pool.roleMappings.get(login.roleMappingKey)
    return mapping === undefined ? [] : [explainMapping(pool, login, mapping, customRoleArn)]
  })
}

/** Why a selection came out as it did: one sentence. */
export function explainSelection(selection: RoleSelection, pool: Pool, mappings: readonly MappingStep[], isGuest: boolean): string {
  switch (selection.kind) {
    case 'no-role':
      return `The pool has no role for ${isGuest ? 'guests' : 'authenticated identities'}.`
    case 'custom-role-not-allowed':
      return 'The custom role is none that this identity may choose.'
    case 'custom-role-needed':
      return 'The login offers several roles: the caller must choose one of them as CustomRoleArn.'
    case 'denied':
      return `No rule or claim decides, and the role mapping of ${selection.roleMappingKey} says to deny then.`
    case 'role': {
      if (isGuest) return "The pool's role for guests."
      const mapping = mappings.find(({ role }) => role === selection.roleArn)
      if (mapping !== undefined) return `Chosen by the role mapping of ${mapping.provider}.`
      if (mappings.length > 0) return "No rule or claim decides, so that it is the pool's role for authenticated identities."
      return selection.roleArn === pool.roles.authenticated
        ? "The pool's role for authenticated identities, as no role mapping speaks of these logins."
        : 'Named by the login itself.'
    }
  }
}

function explainMapping(pool: Pool, login: VerifiedLogin, mapping: RoleMapping, customRoleArn: string | undefined): MappingStep {
  // By itself, and denying where it is ambiguous: a role that comes out is the mapping's own.
  const alone = { ...pool, roleMappings: new Map([[login.roleMappingKey, { ...mapping, ambiguousRoleResolution: 'Deny' as const }]]) }
  const selection = selectRole(alone, [login], customRoleArn)
  return {
    provider: login.roleMappingKey,
    type: mapping.type,
    rules: mapping.type === 'Rules' ? mapping.rules.map((rule) => explainRule(rule, login)) : [],
    claims: mapping.type === 'Token' ? tokenClaims(login) : {},
    role: selection.kind === 'role' ? selection.roleArn : undefined,
    ambiguousRoleResolution: mapping.ambiguousRoleResolution,
  }
}

function explainRule(rule: (RoleMapping & { type: 'Rules' })['rules'][number], { claims }: VerifiedLogin): MappingStep['rules'][number] {
  const { claim, matchType, value, roleArn } = rule
  const claimValues = claimTexts(Object.hasOwn(claims, claim) ? claims[claim] : undefined) ?? null
  return { claim, matchType, value, role: roleArn, claimValues, matched: matchesRule(rule, claims) }
}

function tokenClaims({ claims }: VerifiedLogin): MappingStep['claims'] {
  const names = ['cognito:preferred_role', 'cognito:roles']
  return Object.fromEntries(names.map((name) => [name, claims[name] ?? null]))
}
