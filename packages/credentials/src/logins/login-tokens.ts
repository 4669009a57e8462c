import { isLoginTokenRefused } from '../errors/classify.ts'
import { LoginTokenError } from '../errors/client-errors.ts'
import type { SkewClock } from '../transport/skew-clock.ts'
import type { Logins, ResolvedLogins } from '../v3/Logins.ts'
import { type AskForToken, resolveLogins } from '../v3/resolveLogins.ts'
import { readJwt } from './read-jwt.ts'

export interface LoginRound {
  readonly clock: SkewClock
  readonly signal?: AbortSignal | undefined
  /** Whether the login functions are asked for new tokens from the start. */
  readonly forceRefresh?: boolean | undefined
  /** Keeps the tokens from round to round, so that login functions are told the one that they gave before. */
  readonly memory?: { tokens?: ResolvedLogins | undefined } | undefined
}

/**
 * Runs with the tokens of the logins, undefined where there are none. Each login function is asked once; where its token is about to expire,
 * or the service refuses the tokens, once more, and the run is repeated with what it gives then.
 * @throws {LoginTokenError} a token has expired, or a login function failed
 */
export async function withLoginTokens<T>(
  logins: Logins | undefined,
  { clock, signal, forceRefresh = false, memory = {} }: LoginRound,
  run: (tokens: ResolvedLogins | undefined) => Promise<T>,
): Promise<T> {
  if (!hasLogins(logins)) return run(undefined)
  for (
    let isLast = Object.values(logins).every((login) => typeof login === 'string'), isForced = forceRefresh;
    ;
    isLast = isForced = true
  ) {
    memory.tokens = await resolveLogins(logins, asking(isForced, { clock, signal, memory }))
    for (const [provider, token] of Object.entries(memory.tokens ?? {})) {
      if (lifeOf(token, clock) <= 0) throw asExpired(new LoginTokenError(`The login token of ${provider} has expired: sign in there again`))
    }
    try {
      return await run(memory.tokens)
    } catch (error) {
      if (!isLoginTokenRefused(error)) throw error
      if (isLast) throw asExpired(error)
    }
  }
}

export function hasLogins(logins: Logins | undefined): logins is Logins {
  return Object.keys(logins ?? {}).length > 0
}

function asking(isForced: boolean, { clock, signal, memory }: LoginRound): AskForToken {
  return async (login, provider) => {
    const ask = async (forceRefresh: boolean, currentToken: string | undefined) => {
      let token: unknown
      let cause: unknown
      try {
        token = await login({ provider, forceRefresh, currentToken, signal })
      } catch (error) {
        cause = error
      }
      if (token && typeof token === 'string') return token
      throw new LoginTokenError(`The login function of ${provider} gave no token`, { cause })
    }
    const token = await ask(isForced, memory?.tokens?.[provider])
    return isForced || lifeOf(token, clock) >= 60_000 ? token : ask(true, token)
  }
}

/** Milliseconds until the token expires; `NaN` where it does not say. */
function lifeOf(token: string, clock: SkewClock): number {
  const { exp = Number.POSITIVE_INFINITY } = readJwt(token) ?? {}
  return Number(exp) * 1000 - clock.now()
}

function asExpired(error: unknown): unknown {
  return Object.assign(Object(error), { reason: 'login-token-expired' })
}
