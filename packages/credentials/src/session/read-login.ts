import { ConfigurationError } from '../errors/client-errors.ts'
import { hasLogins } from '../logins/login-tokens.ts'
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
 * @throws {ConfigurationError} it is none of them
 */
export function readLogin([first, second, third]: LoginArguments): { readonly logins: Logins; readonly options: LoginOptions } {
  if (typeof second === 'string' || typeof second === 'function') return { logins: { [`${first}`]: second }, options: third ?? {} }
  const { iss } = readJwt(`${first}`)
  // A text that is no ID token is a map without members.
  const logins = typeof iss === 'string' ? { [oidc(iss)]: `${first}` } : typeof first === 'object' ? first : {}
  if (!hasLogins(logins)) throw new ConfigurationError('login: pass a provider and its token, a map of them, or an ID token')
  return { logins, options: second ?? {} }
}
