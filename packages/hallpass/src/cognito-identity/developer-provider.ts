import type { Login } from '../identity/login.ts'
import type { Pool } from '../identity/pool.ts'
import { InvalidParameterException, ResourceNotFoundException } from './errors.ts'

/** The pool must have this developer provider and no other. */
export function checkDeveloperProvider(pool: Pool, name: string): void {
  if (pool.developerProviderName !== name) throw unsupportedDeveloperProvider()
}

export function unsupportedDeveloperProvider(): InvalidParameterException {
  return new InvalidParameterException('This identity pool does not support the specified developer provider.')
}

/** A user of the pool's developer provider; without one the pool has no such users. */
export function developerLogin(pool: Pool, userIdentifier: string): Login {
  if (pool.developerProviderName === undefined) return noSuchDeveloperUser()
  return { provider: pool.developerProviderName, subject: userIdentifier }
}

// The identifier is the caller's own data on a person, so that it is not repeated.
export function noSuchDeveloperUser(): never {
  throw new ResourceNotFoundException('The developer user identifier was not found in this identity pool.')
}
