import { isLoginTokenRefused } from '../errors/classify.ts'
import { LoginTokenError } from '../errors/client-errors.ts'
import { refuseAborted } from '../transport/flight.ts'
import type { SkewClock } from '../transport/skew-clock.ts'
import type { Logins, LoginToken, ResolvedLogins } from '../v3/Logins.ts'
import { resolveLogins } from '../v3/resolveLogins.ts'
import { readJwt } from './read-jwt.ts'

/** Keeps the tokens from round to round, so that login functions are told the one that they gave before. */
export interface LoginMemory {
  tokens?: ResolvedLogins | undefined
}

export interface LoginRound {
  readonly clock: SkewClock
  readonly signal?: AbortSignal | undefined
  /** Whether the login functions are asked for new tokens from the start. */
  readonly forceRefresh?: boolean | undefined
  readonly memory?: LoginMemory | undefined
}

/**
 * Runs with the tokens of the logins, undefined where there are none. Each login function is asked once; where its token is about to expire,
 * or the service refuses the tokens, once more, and the run is repeated with what it gives then.
 * @throws {LoginTokenError} a token has expired, or a login function failed
 * @throws {AbortError} the signal fired while the functions were asked
 */
export async function withLoginTokens<T>(
  logins: Logins | undefined,
  { clock, signal, forceRefresh = false, memory = {} }: LoginRound,
  run: (tokens: ResolvedLogins | undefined) => Promise<T>,
): Promise<T> {
  if (!hasLogins(logins)) return run(undefined)
  const secondsLeft = (token = '') => Number(readJwt(token).exp) - clock.now() / 1000

  for (let isLast = Object.values(logins).every((login) => typeof login === 'string'); ; forceRefresh = isLast = true) {
    const isForced = forceRefresh
    const asking = ([provider, login]: [string, LoginToken]): [string, LoginToken] => {
      if (typeof login !== 'function') return [provider, login]
      const ask = async (forceRefresh: boolean, currentToken: string | undefined): Promise<string> => {
        let cause: unknown
        try {
          const token: unknown = await login({ provider, forceRefresh, currentToken, signal })
          if (token && typeof token === 'string') return secondsLeft(token) < 60 && !forceRefresh ? ask(true, token) : token
        } catch (error) {
          cause = error
        }
        throw new LoginTokenError(`The login function of ${provider} gave no token`, { cause })
      }
      return [provider, () => ask(isForced, memory.tokens?.[provider])]
    }
    const tokens = await resolveLogins(Object.fromEntries(Object.entries(logins).map(asking)))
    refuseAborted(signal)
    memory.tokens = tokens
    const expired = Object.keys(Object(tokens)).find((provider) => secondsLeft(tokens[provider]) <= 0)
    if (expired) throw asExpired(new LoginTokenError(`The login token of ${expired} has expired: sign in there again`))
    try {
      return await run(tokens)
    } catch (error) {
      if (!isLoginTokenRefused(error)) throw error
      if (isLast) throw asExpired(error)
    }
  }
}

export function hasLogins(logins: Logins | undefined): logins is Logins {
  return Object.keys(Object(logins)).length > 0
}

function asExpired(error: unknown): unknown {
  return Object.assign(Object(error), { reason: 'login-token-expired' })
}
