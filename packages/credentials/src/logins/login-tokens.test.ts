import { describe, expect, test, vi } from 'vitest'
import { jwt, serviceError } from '../../test/fake-client.ts'
import { SkewClock } from '../transport/skew-clock.ts'
import type { LoginContext, Logins } from '../v3/Logins.ts'
import { withLoginTokens } from './login-tokens.ts'

const clock = new SkewClock()
const inSeconds = (seconds: number) => jwt({ exp: Math.floor(Date.now() / 1000) + seconds })
const run = (logins: Logins | undefined, use: (tokens: unknown) => Promise<unknown> = async (tokens) => tokens) =>
  withLoginTokens(logins, { clock }, use)
const expired = () => serviceError('NotAuthorizedException', 'Invalid login token. Token expired: 2 >= 1')

describe('CP-TOK-1: login functions', () => {
  test('are asked once a round, at the same time, and told whose token it is', async () => {
    const ask = vi.fn(async ({ provider }: LoginContext) => `token of ${provider}`)
    expect(await run({ a: ask, b: ask, c: 'text' })).toEqual({ a: 'token of a', b: 'token of b', c: 'text' })
    expect(ask.mock.calls.map(([context]) => context)).toEqual([
      { provider: 'a', forceRefresh: false, currentToken: undefined, signal: undefined },
      { provider: 'b', forceRefresh: false, currentToken: undefined, signal: undefined },
    ])
  })

  test('may answer at once', async () => {
    expect(await run({ a: () => 'token' })).toEqual({ a: 'token' })
  })

  test('are told the token that they gave before', async () => {
    const memory = {}
    const ask = vi.fn(() => 'token')
    await withLoginTokens({ a: ask }, { clock, memory }, async () => {})
    await withLoginTokens({ a: ask }, { clock, memory, forceRefresh: true }, async () => {})
    expect(ask).toHaveBeenLastCalledWith({ provider: 'a', forceRefresh: true, currentToken: 'token', signal: undefined })
  })

  test('of a map without entries are none', async () => {
    expect(await run({})).toBeUndefined()
    expect(await run(undefined)).toBeUndefined()
  })

  test('may be for a provider with the name of a member of all objects', async () => {
    const tokens = await run(JSON.parse('{"__proto__": "token"}'))
    expect(JSON.stringify(tokens)).toBe('{"__proto__":"token"}')
  })
})

describe('CP-TOK-2: a token that the service refuses', () => {
  test('is asked for again, and the request is repeated once with it', async () => {
    const ask = vi.fn(({ forceRefresh }: LoginContext) => (forceRefresh ? 'new' : 'old'))
    const use = vi.fn(async (tokens: unknown) => {
      if ((tokens as Record<string, string>)['a'] === 'old') throw expired()
      return tokens
    })
    expect(await run({ a: ask, b: 'text' }, use)).toEqual({ a: 'new', b: 'text' })
    expect(ask).toHaveBeenLastCalledWith({ provider: 'a', forceRefresh: true, currentToken: 'old', signal: undefined })
  })

  test('is asked for once more only', async () => {
    const use = vi.fn(() => Promise.reject(expired()))
    await expect(run({ a: () => 'old' }, use)).rejects.toMatchObject({ name: 'NotAuthorizedException', reason: 'login-token-expired' })
    expect(use).toHaveBeenCalledTimes(2)
  })

  test('of a text ends in the error, which says so', async () => {
    const use = vi.fn(() => Promise.reject(expired()))
    await expect(run({ a: 'old' }, use)).rejects.toMatchObject({ name: 'NotAuthorizedException', reason: 'login-token-expired' })
    expect(use).toHaveBeenCalledTimes(1)
  })

  test.each([
    "Logins don't match. Please include at least one valid login for this identity or identity pool.",
    'Access to Identity is forbidden.',
  ])('is not what is meant by: %s', async (message) => {
    const use = vi.fn(() => Promise.reject(serviceError('NotAuthorizedException', message)))
    await expect(run({ a: () => 'token' }, use)).rejects.not.toHaveProperty('reason')
    expect(use).toHaveBeenCalledTimes(1)
  })
})

describe('CP-TOK-3: a token that has expired', () => {
  test('fails before any request where it is a text', async () => {
    const use = vi.fn()
    const token = inSeconds(-1)
    const error = await run({ 'login.example.com': token }, use).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      name: 'LoginTokenError',
      reason: 'login-token-expired',
      message: expect.stringContaining('login.example.com'),
    })
    expect(JSON.stringify(error) + String(error)).not.toContain(token)
    expect(use).not.toHaveBeenCalled()
  })

  test('or will within a minute is asked for again once where a function gave it', async () => {
    const tokens = [inSeconds(59), inSeconds(58)]
    const ask = vi.fn((_: LoginContext) => tokens.shift() ?? '')
    const [, second] = tokens
    expect(await run({ a: ask })).toEqual({ a: second })
    expect(ask.mock.calls.map(([{ forceRefresh }]) => forceRefresh)).toEqual([false, true])
  })

  test('is asked for again up to the last moment of that minute', async () => {
    const tokens = [jwt({ exp: Date.now() / 1000 + 59.9 }), inSeconds(3600)]
    const ask = vi.fn(() => tokens.shift() ?? '')
    await run({ a: ask })
    expect(ask).toHaveBeenCalledTimes(2)
  })

  test('a minute from now is good', async () => {
    const ask = vi.fn(() => inSeconds(61))
    await run({ a: ask })
    expect(ask).toHaveBeenCalledTimes(1)
  })

  test('is judged by the time of the service', async () => {
    const ahead = new SkewClock()
    ahead.observe(new Date(Date.now() - 7_200_000).toUTCString(), Date.now(), Date.now())
    const token = inSeconds(-3600)
    expect(await withLoginTokens({ a: token }, { clock: ahead }, async (tokens) => tokens)).toEqual({ a: token })
  })
})

describe('CP-TOK-4: a login function that fails', () => {
  test('ends in a LoginTokenError with its error as the cause', async () => {
    const cause = new Error('The provider is closed.')
    await expect(run({ a: () => Promise.reject(cause) })).rejects.toMatchObject({ name: 'LoginTokenError', cause })
  })

  test('by throwing at once does as well', async () => {
    const fail = () => {
      throw new Error('closed')
    }
    await expect(run({ a: fail })).rejects.toMatchObject({ name: 'LoginTokenError' })
  })

  test.each([undefined, '', 7])('by giving %j does as well', async (token) => {
    await expect(run({ a: () => token as never })).rejects.toMatchObject({ name: 'LoginTokenError' })
  })
})

test('CP-POOL-15: a login that is neither a text nor a function is named', async () => {
  const logins = { loginData: { 'accounts.google.com': 'token' } } as never
  await expect(run(logins)).rejects.toMatchObject({ name: 'ConfigurationError', message: expect.stringContaining("logins['loginData']") })
})
