import { ConfigurationError } from '../errors/client-errors.ts'
import type { Logins, LoginToken, ResolvedLogins } from './Logins.ts'

export type LoginFunction = Exclude<LoginToken, string>

/**
 * The tokens of all logins; functions are asked at the same time.
 * @param ask how a function is asked; unless told, once and for a first token
 * @throws {ConfigurationError} a login is neither a text nor a function
 */
export async function resolveLogins(
  logins: Logins,
  ask: (provider: string, login: LoginFunction) => string | Promise<string> = askOnce,
): Promise<ResolvedLogins> {
  const misplaced = Object.entries(logins).find(([, login]) => typeof login !== 'string' && typeof login !== 'function')
  if (misplaced) {
    throw new ConfigurationError(
      `logins['${misplaced[0]}'] is neither a token nor a function: logins maps the name of each provider straight to its token.`,
    )
  }
  const resolve = async ([provider, login]: [string, LoginToken]) => [
    provider,
    typeof login === 'string' ? login : await ask(provider, login),
  ]
  return Object.fromEntries(await Promise.all(Object.entries(logins).map(resolve)))
}

function askOnce(provider: string, login: LoginFunction): string | Promise<string> {
  return login({ provider, forceRefresh: false, currentToken: undefined, signal: undefined })
}
