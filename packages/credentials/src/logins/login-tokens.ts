import { isLoginTokenRefused } from '../errors/classify.ts'
import { AbortError, LoginTokenError } from '../errors/client-errors.ts'
import type { SkewClock } from '../transport/skew-clock.ts'
import type { LoginContext, Logins, ResolvedLogins } from '../v3/Logins.ts'
import { resolveLogins } from '../v3/resolveLogins.ts'
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
 * @throws {AbortError} the signal fired while the functions were asked
 */
export async function withLoginTokens<T>(
  logins: Logins | undefined,
  { clock, signal, forceRefresh = false, memory = {} }: LoginRound,
  run: (tokens: ResolvedLogins | undefined) => Promise<T>,
): Promise<T> {
  if (!hasLogins(logins)) return run(undefined)
  const expires = (token: string, seconds: number) => Number(readJwt(token).exp) <= clock.now() / 1000 + seconds
  const isFixed = Object.values(logins).every((login) => typeof login === 'string')

  for (let isForced = forceRefresh, isLast = isFixed; ; isForced = isLast = true) {
    const current = memory.tokens
    const asking = async (login: (context: LoginContext) => unknown, provider: string) => {
      const token = await askFor(login, { provider, forceRefresh: isForced, currentToken: current?.[provider], signal })
      return isForced || !expires(token, 59.999) ? token : askFor(login, { provider, forceRefresh: true, currentToken: token, signal })
    }
    const toAsk = Object.entries(logins).map(([name, login]) => [name, typeof login === 'function' ? () => asking(login, name) : login])
    const tokens = await resolveLogins(Object.fromEntries(toAsk))
    if (signal?.aborted) throw new AbortError('The call was aborted')
    memory.tokens = tokens
    const expired = Object.keys(tokens ?? {}).find((provider) => expires(String(tokens[provider]), 0))
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
  return Object.keys(logins ?? {}).length > 0
}

async function askFor(login: (context: LoginContext) => unknown, context: LoginContext): Promise<string> {
  let cause: unknown
  try {
    const token = await login(context)
    if (token && typeof token === 'string') return token
  } catch (error) {
    cause = error
  }
  throw new LoginTokenError(`The login function of ${context.provider} gave no token`, { cause })
}

function asExpired(error: unknown): unknown {
  return Object.assign(Object(error), { reason: 'login-token-expired' })
}
