import { ConfigurationError } from '../errors/client-errors.ts'
import type { LoginContext, Logins, ResolvedLogins } from './Logins.ts'

/** Asks a login function for its token. */
export type AskForToken = (login: (context: LoginContext) => string | Promise<string>, provider: string) => string | Promise<string>

/**
 * The tokens of all logins; functions are asked at the same time.
 * @param ask how a function is asked; unless told, once and for a first token
 * @throws {ConfigurationError} a login is neither a text nor a function
 */
export async function resolveLogins(logins: Logins, ask: AskForToken = askOnce): Promise<ResolvedLogins> {
  const resolve = async ([provider, login]: [string, unknown]) => {
    if (typeof login === 'string') return [provider, login]
    if (typeof login !== 'function') throw new ConfigurationError(`logins['${provider}'] must be a token, or a function that gives one`)
    // What is called is checked; what it gives, by who asks.
    return [provider, await ask(login as Parameters<AskForToken>[0], provider)]
  }
  return Object.fromEntries(await Promise.all(Object.entries(logins).map(resolve)))
}

const askOnce: AskForToken = (login, provider) => login({ provider, forceRefresh: false, currentToken: undefined, signal: undefined })
