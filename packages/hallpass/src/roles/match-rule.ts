import type { MappingRule } from '../identity/pool.ts'
import type { Claims } from '../logins/verification.ts'

/**
 * Whether a claim meets a rule. Of an array any element will do, except for `NotEqual`, where no element may be equal.
 * A missing claim meets no rule, `NotEqual` included; objects never do.
 * Source: Cognito developer guide, "Using role-based access control"; arrays, numbers and booleans are our reading.
 */
export function matchesRule(rule: MappingRule, claims: Claims): boolean {
  const values = claimTexts(Object.hasOwn(claims, rule.claim) ? claims[rule.claim] : undefined)
  if (values === undefined) return false
  switch (rule.matchType) {
    case 'Equals':
      return values.some((value) => value === rule.value)
    case 'NotEqual':
      return values.every((value) => value !== rule.value)
    case 'StartsWith':
      return values.some((value) => value.startsWith(rule.value))
    case 'Contains':
      return values.some((value) => value.includes(rule.value))
  }
}

/** A claim as texts: a scalar is one, an array one for each scalar in it; undefined when there is nothing to compare. */
export function claimTexts(claim: unknown): readonly string[] | undefined {
  if (Array.isArray(claim)) return claim.flatMap((element) => scalarText(element) ?? [])
  const text = scalarText(claim)
  return text === undefined ? undefined : [text]
}

/** Strings as they are, numbers and booleans by their JSON text. */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? JSON.stringify(value) : undefined
}
