import { ConfigurationError } from '../errors/client-errors.ts'
import type { Logins, LoginToken, ResolvedLogins } from './Logins.ts'

/**
 * The tokens of all logins; functions are asked at the same time, for a first token.
 * @throws {ConfigurationError} a login is neither a text nor a function
 */
export async function resolveLogins(logins: Logins): Promise<ResolvedLogins> {
  const resolve = async ([provider, login]: [string, LoginToken]) => {
    if (typeof login === 'string') return [provider, login]
    if (typeof login !== 'function') throw new ConfigurationError(`logins['${provider}'] must be a token, or a function that gives one`)
    return [provider, await login({ provider, forceRefresh: false, currentToken: undefined, signal: undefined })]
  }
  return Object.fromEntries(await Promise.all(Object.entries(logins).map(resolve)))
}
