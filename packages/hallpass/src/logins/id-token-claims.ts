import { sameIssuer } from '../identity/issuer.ts'
import { invalidLogin, notSupported, type Refusal } from './refusal.ts'
import { isSubject } from './subject.ts'
import type { Claims } from './verification.ts'

/** What a provider's tokens must say. */
export interface IdTokenRules {
  /** `iss` equals one of these but for one trailing slash. */
  readonly issuers: readonly string[]
  /** The client ids that the pool takes; none where the pool does not have the provider. */
  readonly audiences: readonly string[]
  /** Where there is an `azp`: whether it alone is checked, or `aud` counts as well. */
  readonly azp: 'alone' | 'or-aud'
  /** How long a token is still taken after its `exp`, seconds. */
  readonly leeway: number
  /** Whether `token_use` must say that this is an ID token. */
  readonly requiresTokenUse: boolean
}

export type CheckedClaims = { readonly kind: 'accepted'; readonly subject: string; readonly audience: string } | Refusal

export const malformed = invalidLogin('Not a valid OpenId Connect identity token.')

/** How far ahead of ours a provider's clock may be, seconds. */
const clockTolerance = 300

/**
 * Checks the claims of a token, in the order in which AWS tells what is wrong: shape, issuer, required claims, audience, time.
 * The signature is the caller's to check before he relies on any of this.
 * Source: Cognito developer guide, "OpenID Connect providers"; OpenID Connect Core 1.0, section 3.1.3.7.
 * @param now seconds since the epoch
 */
export function checkIdTokenClaims(claims: Claims, rules: IdTokenRules, now: number): CheckedClaims {
  const { iss, aud, exp, sub, nbf, iat, azp, token_use } = claims
  if (!isAbsent(sub) && !isSubject(sub)) return malformed
  if (![exp, nbf, iat].every((time) => isAbsent(time) || isTime(time))) return malformed

  if (!isAbsent(iss) && !isIssuer(iss, rules)) return invalidLogin("Issuer doesn't match providerName")

  const missing = Object.entries({ aud, exp, sub, iss }).find(([, value]) => isAbsent(value))
  if (missing !== undefined) return invalidLogin(`Missing a required claim: ${missing[0]}`)
  if (rules.requiresTokenUse && isAbsent(token_use)) return invalidLogin('Missing a required claim: token_use')
  if (rules.requiresTokenUse && token_use !== 'id') return invalidLogin('The claim token_use is not id.')

  const audience = findAudience(aud, azp, rules)
  if (audience === undefined) return notSupported

  // Present, and of the right type: seen above.
  const expiry = Number(exp)
  if (now >= expiry + rules.leeway) return invalidLogin(`Token expired: ${now} >= ${Math.trunc(expiry)}`)
  if ([nbf, iat].some((time) => isTime(time) && time > now + clockTolerance)) return invalidLogin('Token is not yet valid.')
  return { kind: 'accepted', subject: String(sub), audience }
}

function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function isIssuer(iss: unknown, { issuers }: IdTokenRules): boolean {
  return typeof iss === 'string' && issuers.some((issuer) => sameIssuer(iss, issuer))
}

/** The client id of the pool that the token was made for. */
function findAudience(aud: unknown, azp: unknown, rules: IdTokenRules): string | undefined {
  const named: readonly unknown[] = Array.isArray(aud) ? aud : [aud]
  if (!named.every((name) => typeof name === 'string')) return undefined

  const party = isAbsent(azp) ? [] : [azp]
  const candidates = rules.azp === 'or-aud' ? [...named, ...party] : party.length > 0 ? party : named
  return rules.audiences.find((audience) => candidates.includes(audience))
}
