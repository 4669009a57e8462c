import { parseCompactJws } from '../openid/compact-jws.ts'
import { checkIdTokenClaims, type IdTokenRules, malformed } from './id-token-claims.ts'
import type { KeySource } from './key-source.ts'
import { invalidLogin, type Refusal } from './refusal.ts'
import type { Claims } from './verification.ts'
import type { VerifySignature } from './verify-signature.ts'

/** A provider of ID tokens, as the pool at hand has it. */
export interface IdTokenProvider extends IdTokenRules {
  readonly keySource: KeySource
}

export type VerifiedIdToken =
  | { readonly kind: 'valid'; readonly claims: Claims; readonly subject: string; readonly audience: string }
  | Refusal

/** Verifies an ID token; throws ProviderFailure when its provider's keys cannot be had. */
export type VerifyIdToken = (token: string, provider: IdTokenProvider) => Promise<VerifiedIdToken>

/** What needs nobody else comes first; nothing is accepted before the signature has been verified. */
export function createVerifyIdToken(verifySignature: VerifySignature, now: () => number): VerifyIdToken {
  return async (token, provider) => {
    const jws = parseCompactJws(token)
    if (jws === undefined) return malformed

    const checked = checkIdTokenClaims(jws.payload, provider, Math.floor(now() / 1000))
    if (checked.kind === 'refused') return checked
    if ((await verifySignature(token, jws, provider.keySource)) !== 'valid') return invalidLogin("Couldn't verify signed token.")
    return { kind: 'valid', claims: jws.payload, subject: checked.subject, audience: checked.audience }
  }
}
