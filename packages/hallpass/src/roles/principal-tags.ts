import type { Login } from '../identity/login.ts'
import type { Pool } from '../identity/pool.ts'
import { isSamlProviderArn } from '../identity/saml-provider.ts'
import type { Claims, VerifiedLogin } from '../logins/verification.ts'
import { scalarText } from './match-rule.ts'

/** The map in force where a pool says to use the defaults. Source: Cognito developer guide, "Using attributes for access control". */
const defaultTags: ReadonlyMap<string, string> = new Map([
  ['username', 'sub'],
  ['client', 'aud'],
])
const defaultSamlTags: ReadonlyMap<string, string> = new Map([
  ['username', 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier'],
  ['client', 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name'],
])

/**
 * The principal tags of a login: tag key → the claim that the pool's map names. Absent claims make no tag. Of several logins
 * that name one tag, the first in the order of the providers' names wins.
 */
export function principalTags(pool: Pool, logins: readonly VerifiedLogin[]): ReadonlyMap<string, string> {
  const tags = new Map<string, string>()
  for (const { login, principalTagKeys, claims } of logins) {
    for (const [tag, claim] of tagMap(pool, login, principalTagKeys)) {
      const value = tagValue(claims, claim)
      if (value !== undefined && !tags.has(tag)) tags.set(tag, value)
    }
  }
  return tags
}

function tagMap(pool: Pool, { provider }: Login, keys: readonly string[]): ReadonlyMap<string, string> {
  const map = keys.map((key) => pool.principalTagMaps.get(key)).find((found) => found !== undefined)
  if (map === undefined) return new Map()
  if (!map.useDefaults) return map.tags
  return isSamlProviderArn(provider) ? defaultSamlTags : defaultTags
}

// A list of one is that one; longer lists and objects have no text that a policy could be held against.
function tagValue(claims: Claims, claim: string): string | undefined {
  const value = Object.hasOwn(claims, claim) ? claims[claim] : undefined
  return scalarText(Array.isArray(value) && value.length === 1 ? value[0] : value)
}
