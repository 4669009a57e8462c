import { ExpiredTokenException, InvalidIdentityToken } from './errors.ts'

// What is wrong with a token, in AWS's words.

export function notAToken(): InvalidIdentityToken {
  return new InvalidIdentityToken('The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)')
}

export function missingClaim(claim: string): InvalidIdentityToken {
  return new InvalidIdentityToken(`Missing a required claim: ${claim}`)
}

export function wrongSignature(): InvalidIdentityToken {
  return new InvalidIdentityToken('Token signature could not be verified')
}

/** Both in seconds since the epoch. */
export function expired(now: number, expiresAt: number): ExpiredTokenException {
  return new ExpiredTokenException(`Token expired: current date/time ${now} must be before the expiration date/time ${expiresAt}`)
}
