import { isLoginTokenRefused } from '../errors/classify.ts'
import { AbortError, LoginTokenError } from '../errors/client-errors.ts'
import type { SkewClock } from '../transport/skew-clock.ts'
import type { Logins, ResolvedLogins } from '../v3/Logins.ts'
import { type LoginFunction, resolveLogins } from '../v3/resolveLogins.ts'
import { readJwt } from './read-jwt.ts'

export interface LoginRound {
  readonly clock: SkewClock
  readonly signal?: AbortSignal | undefined
  /** Whether the login functions are asked for new tokens from the start. */
  readonly forceRefresh?: boolean | undefined
  /** Keeps the tokens from round to round, so that login functions are told the one that they gave before. */
  readonly memory?: { tokens?: ResolvedLogins | undefined } | undefined
}

/** A token of a function that ends within this time is asked for again, milliseconds. */
const shortLife = 60_000

/**
 * Runs with the tokens of the logins, undefined where there are none. Each login function is asked once; where its token is about to expire,
 * or the service refuses the tokens, once more, and the run is repeated with what it gives then.
 * @throws {LoginTokenError} a token has expired, or a login function failed
 */
export async function withLoginTokens<T>(
  logins: Logins | undefined,
  round: LoginRound,
  run: (tokens: ResolvedLogins | undefined) => Promise<T>,
): Promise<T> {
  if (!logins || Object.keys(logins).length === 0) return run(undefined)
  const { memory = {} } = round
  memory.tokens = await resolve(logins, round, memory.tokens, round.forceRefresh ?? false)
  try {
    return await run(memory.tokens)
  } catch (error) {
    if (!isLoginTokenRefused(error)) throw error
    if (!Object.values(logins).some((login) => typeof login === 'function')) throw asExpired(error)
  }
  try {
    memory.tokens = await resolve(logins, round, memory.tokens, true)
    return await run(memory.tokens)
  } catch (error) {
    throw isLoginTokenRefused(error) ? asExpired(error) : error
  }
}

async function resolve(
  logins: Logins,
  { clock, signal }: LoginRound,
  current: ResolvedLogins | undefined,
  isForced: boolean,
): Promise<ResolvedLogins> {
  const life = (token: string) => {
    const { exp } = readJwt(token) ?? {}
    return typeof exp === 'number' ? exp * 1000 - clock.now() : Infinity
  }
  const tokens = await resolveLogins(logins, async (provider, login) => {
    const ask = (forceRefresh: boolean, currentToken: string | undefined) => askFor(login, { provider, forceRefresh, currentToken, signal })
    const token = await ask(isForced, current?.[provider])
    return isForced || life(token) >= shortLife ? token : ask(true, token)
  })
  for (const [provider, token] of Object.entries(tokens ?? {})) {
    if (life(token) <= 0)
      throw asExpired(
        new LoginTokenError(`The login token of ${provider} has expired: sign in there again, or pass a function that gives a new one.`),
      )
  }
  return tokens
}

async function askFor(login: LoginFunction, context: Parameters<LoginFunction>[0]): Promise<string> {
  const failed = (why: string, cause?: unknown) => new LoginTokenError(`The login function of ${context.provider} ${why}.`, { cause })
  let token: unknown
  try {
    token = await login(context)
  } catch (cause) {
    throw context.signal?.aborted ? new AbortError('The request was aborted.', { cause }) : failed('failed', cause)
  }
  if (typeof token !== 'string' || token === '') throw failed('gave no token')
  return token
}

function asExpired(error: unknown): unknown {
  return Object.assign(Object(error), { reason: 'login-token-expired' })
}
