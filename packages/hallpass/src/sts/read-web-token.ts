import { type CompactJws, parseCompactJws } from '../openid/compact-jws.ts'
import { missingClaim, notAToken } from './web-identity-refusals.ts'

/** In the order in which they are missed. Source: IAM user guide, "Creating OpenID Connect identity providers". */
const requiredClaims = ['iss', 'sub', 'aud', 'exp', 'iat']

/** A token with all that it must say, its signature not verified. */
export interface WebToken extends CompactJws {
  readonly iss: string
  readonly sub: string
  /** Seconds since the epoch. */
  readonly exp: number
  /** Seconds since the epoch: `iat`, and `nbf` where there is one. */
  readonly notBefore: readonly number[]
}

/** Takes a token apart. What it lacks is told before it is asked whose it is. */
export function readWebToken(token: string): WebToken {
  const jws = parseCompactJws(token)
  if (jws === undefined || 'crit' in jws.header) throw notAToken()
  const missing = requiredClaims.find((claim) => isAbsent(jws.payload[claim]))
  if (missing !== undefined) throw missingClaim(missing)

  const { iss, sub, exp, iat, nbf } = jws.payload
  const notBefore = [iat, ...(isAbsent(nbf) ? [] : [nbf])]
  // Control characters and halves of characters are in no URL, and no provider can be looked for by them.
  if (typeof iss !== 'string' || /[\p{Cc}\p{Cs}]/u.test(iss) || typeof sub !== 'string') throw notAToken()
  if (!isTime(exp) || !notBefore.every(isTime)) throw notAToken()
  return { iss, sub, exp, notBefore, ...jws }
}

function isAbsent(claim: unknown): claim is undefined | null {
  return claim === undefined || claim === null
}

function isTime(value: unknown): value is number {
  return Number.isSafeInteger(value)
}
