import { ConfigurationError } from '../errors/client-errors.ts'
import { oidc } from '../logins/providers.ts'
import { readJwt } from '../logins/read-jwt.ts'
import type { Logins, LoginToken } from '../v3/Logins.ts'
import type { LoginOptions } from './session.ts'

export type LoginArguments =
  | [provider: string, token: LoginToken, options?: LoginOptions | undefined]
  | [logins: Logins, options?: LoginOptions | undefined]
  | [idToken: string, options?: LoginOptions | undefined]

/**
 * The three ways to hand over logins, as one.
 * @throws {ConfigurationError} there is no telling which provider a token is of
 */
export function readLogin([first, second, third]: LoginArguments): { readonly logins: Logins; readonly options: LoginOptions } {
  if (typeof second === 'string' || typeof second === 'function') return { logins: { [String(first)]: second }, options: third ?? {} }
  if (typeof first === 'object') {
    if (Object.keys(first).length === 0) throw new ConfigurationError('login: there is no login in the map.')
    return { logins: first, options: second ?? {} }
  }
  const { iss } = readJwt(String(first)) ?? {}
  if (typeof iss !== 'string') {
    throw new ConfigurationError('login: the token is no ID token that names its issuer; pass the name of the provider and the token.')
  }
  return { logins: { [oidc(iss)]: first }, options: second ?? {} }
}
