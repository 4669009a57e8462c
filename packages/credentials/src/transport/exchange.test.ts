import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { jsonReply, type Reply, refusal, rejection, stubFetch } from '../../test/stub-fetch.ts'
import { AbortError, ConfigurationError, NetworkError, TimeoutError } from '../errors/client-errors.ts'
import { IdentityServiceError } from '../errors/service-errors.ts'
import type { CallContext, RetryOptions } from './call-context.ts'
import type { ClientConfig } from './client-config.ts'
import { callJson } from './json-call.ts'
import { clockOf, type SkewClock } from './skew-clock.ts'

const endpoint = 'http://127.0.0.1:4255'
const noon = Date.UTC(2030, 0, 1, 12)

interface Told {
  readonly name: string
  readonly payload: object
}

interface How {
  readonly retry?: RetryOptions
  readonly config?: ClientConfig
  readonly repeatable?: boolean
  readonly signal?: AbortSignal
  readonly clock?: SkewClock
  readonly input?: object
}

/** A call against replies. */
function call(replies: readonly (Reply | ((init: RequestInit) => Reply))[], how: How = {}) {
  const { fetch, requests } = stubFetch(...replies)
  const events: Told[] = []
  const clock = how.clock ?? clockOf({})
  const context: CallContext = { clock, retry: how.retry, signal: how.signal, emit: (name, payload) => events.push({ name, payload }) }
  const { input = { IdentityPoolId: 'pool' }, repeatable } = how
  const answer = callJson<object>({ operation: 'GetOpenIdToken', input, repeatable }, { endpoint, fetch, ...how.config }, context)
  answer.catch(() => {})
  return { answer, requests, events, clock }
}

beforeEach(() => {
  vi.useFakeTimers({ now: noon })
  vi.spyOn(Math, 'random').mockReturnValue(1)
})

afterEach(() => {
  vi.useRealTimers()
})

const ok = () => jsonReply({ Token: 't' })
const offline = new TypeError('fetch failed')
const unavailable = () => refusal('InternalErrorException', 'Later.', 500)

describe('CP-NET-1 a request', () => {
  test('has these options and no others', async () => {
    const { answer, requests } = call([ok()])
    await answer
    expect(requests).toEqual([
      {
        url: `${endpoint}/`,
        at: noon,
        init: {
          method: 'POST',
          headers: {
            'content-type': 'application/x-amz-json-1.1',
            'x-amz-target': 'AWSCognitoIdentityService.GetOpenIdToken',
            'user-agent': 'hallpass',
          },
          body: '{"IdentityPoolId":"pool"}',
          signal: expect.any(AbortSignal),
          redirect: 'manual',
          cache: 'no-store',
          credentials: 'omit',
          mode: 'cors',
        },
      },
    ])
  })

  test('leaves out in Cloudflare workers what they refuse', async () => {
    vi.stubGlobal('navigator', { userAgent: 'Cloudflare-Workers' })
    const { answer, requests } = call([ok()])
    await answer.finally(() => vi.unstubAllGlobals())
    expect(Object.keys(requests[0]?.init ?? {})).toEqual(['method', 'headers', 'body', 'signal', 'redirect'])
  })

  test('keeps the path of the endpoint', async () => {
    const { answer, requests } = call([ok()], { config: { endpoint: 'https://example.com/pools' } })
    await answer
    expect(requests[0]?.url).toBe('https://example.com/pools/')
  })

  test('CP-NET-8 is sent by the global fetch where none is given', async () => {
    const stub = stubFetch(ok())
    vi.stubGlobal('fetch', stub.fetch)
    try {
      expect(await call([], { config: { fetch: undefined } }).answer).toEqual({ Token: 't' })
    } finally {
      vi.unstubAllGlobals()
    }
    expect(stub.requests).toHaveLength(1)
  })

  test('leaves no timer behind', async () => {
    await call([ok()]).answer
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('CP-NET-3 attempts', () => {
  test.each([
    ['a lost connection', offline],
    ['status 500', unavailable()],
    ['status 503 of a proxy', jsonReply('<html>', 503)],
    ['status 429', jsonReply({}, 429)],
    ['throttling', refusal('TooManyRequestsException', 'Slowly.')],
    ['a provider that does not answer the service', refusal('ExternalServiceException', 'Later.')],
    ["a network's login page", jsonReply('<html>Log in</html>')],
  ])('are made again after %s', async (_, reply) => {
    const { answer, requests } = call([reply, ok()])
    await vi.runAllTimersAsync()
    expect(await answer).toEqual({ Token: 't' })
    expect(requests).toHaveLength(2)
  })

  test.each([
    'NotAuthorizedException',
    'ResourceNotFoundException',
    'InvalidParameterException',
    'LimitExceededException',
  ])('are not made again after %s', async (type) => {
    const { answer, requests } = call([refusal(type, 'No.'), ok()])
    expect(await rejection(answer)).toMatchObject({ name: type, $metadata: { attempts: 1, totalRetryDelay: 0 } })
    expect(requests).toHaveLength(1)
  })

  test('are three unless told, and the last failure is thrown with their number and pauses', async () => {
    const { answer, requests } = call([unavailable()])
    await vi.runAllTimersAsync()
    expect(await rejection(answer)).toMatchObject({
      name: 'InternalErrorException',
      $metadata: { httpStatusCode: 500, attempts: 3, totalRetryDelay: 300 },
    })
    expect(requests.map(({ at }) => at - noon)).toEqual([0, 100, 300])
  })

  test.each([
    [{ config: { maxAttempts: 5 } }, 5],
    [{ config: { maxAttempts: async () => 2 } }, 2],
    [{ config: { maxAttempts: 1 } }, 1],
    [{ config: { maxAttempts: 0 } }, 1],
    [{ config: { maxAttempts: 5 }, retry: { maxAttempts: 4 } }, 4],
  ])('with %j are %d', async (how, count) => {
    const { answer, requests } = call([offline], how)
    await vi.runAllTimersAsync()
    expect(await rejection(answer)).toMatchObject({ name: 'NetworkError', $metadata: { attempts: count } })
    expect(requests).toHaveLength(count)
  })

  test('are apart by a random part of twice as long each time, 20 s at most', async () => {
    vi.mocked(Math.random).mockReturnValue(0.5)
    const retry = { maxAttempts: 11, totalTimeout: 600_000 }
    const { answer, requests } = call([offline], { retry })
    await vi.runAllTimersAsync()
    await rejection(answer)
    const pauses = requests.slice(1).map(({ at }, index) => at - (requests[index]?.at ?? 0))
    expect(pauses).toEqual([50, 100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 20_000])
  })

  test.each([
    ['2', 2_000],
    ['3600', 20_000],
    [new Date(noon + 7_000).toUTCString(), 7_000],
    ['soon', 100],
    ['0', 100],
    [new Date(noon - 7_000).toUTCString(), 100],
  ])('wait as Retry-After: %s asks, %d ms', async (after, pause) => {
    const { answer, requests } = call([jsonReply({}, 503, { 'retry-after': after }), ok()], { retry: { totalTimeout: 60_000 } })
    await vi.runAllTimersAsync()
    await answer
    expect((requests[1]?.at ?? 0) - noon).toBe(pause)
  })

  test('are paid for, so that a service in trouble is not asked three times by everyone', async () => {
    const clock = clockOf({})
    for (let i = 0; i < 50; i++) {
      const { answer } = call([offline], { clock })
      await vi.runAllTimersAsync()
      await rejection(answer)
    }
    expect(clock.retryTokens).toBe(0)
    const { answer, requests } = call([offline], { clock })
    expect(await rejection(answer)).toBeInstanceOf(NetworkError)
    expect(requests).toHaveLength(1)
  })

  test('that succeed give the price of a retry back, and a first one a little', async () => {
    const clock = clockOf({})
    clock.retryTokens = 100
    const retried = call([offline, ok()], { clock })
    await vi.runAllTimersAsync()
    await retried.answer
    expect(clock.retryTokens).toBe(100)
    await call([ok()], { clock }).answer
    expect(clock.retryTokens).toBe(101)
    clock.retryTokens = 500
    await call([ok()], { clock }).answer
    expect(clock.retryTokens).toBe(500)
  })

  describe('of what a second time would make twice', () => {
    test.each([
      ['no byte of an answer came', offline],
      ['no byte came in time', 'silence' as const],
      ['the answer was 429', jsonReply({}, 429)],
      ['the answer was 500', unavailable()],
      ['the answer was 503', jsonReply('', 503)],
    ])('are made again where %s', async (_, reply) => {
      const { answer, requests } = call([reply, ok()], { repeatable: false })
      await vi.runAllTimersAsync()
      expect(await answer).toEqual({ Token: 't' })
      expect(requests).toHaveLength(2)
    })

    test.each([
      ['an answer came that is not of the service', jsonReply('<html>')],
      ['it was refused with a status below 429', refusal('ExternalServiceException', 'Later.')],
    ])('are not where %s', async (_, reply) => {
      const { answer, requests } = call([reply, ok()], { repeatable: false })
      await vi.runAllTimersAsync()
      await rejection(answer)
      expect(requests).toHaveLength(1)
    })

    test('are not where the answer broke off', async () => {
      const broken = new Response(new ReadableStream({ pull: (controller) => controller.error(new TypeError('terminated')) }))
      const { fetch, requests } = stubFetch(() => broken, ok())
      const { answer } = call([], { repeatable: false, config: { fetch } })
      await vi.runAllTimersAsync()
      expect(await rejection(answer)).toMatchObject({ name: 'NetworkError', $metadata: { httpStatusCode: 200, attempts: 1 } })
      expect(requests).toHaveLength(1)
    })
  })
})

describe('CP-NET-4 the times', () => {
  test('an attempt may take ten seconds, and is then given up', async () => {
    const { answer, requests } = call(['silence', ok()])
    await vi.advanceTimersByTimeAsync(9_999)
    expect(requests[0]?.init.signal?.aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(requests[0]?.init.signal?.aborted).toBe(true)
    await vi.runAllTimersAsync()
    expect(await answer).toEqual({ Token: 't' })
  })

  test('all of them may take thirty', async () => {
    const { answer } = call(['silence'])
    const failed = rejection(answer)
    await vi.runAllTimersAsync()
    expect(await failed).toBeInstanceOf(TimeoutError)
    expect(Date.now() - noon).toBe(30_000)
    expect(vi.getTimerCount()).toBe(0)
  })

  test.each<[How, number]>([
    [{ retry: { attemptTimeout: 50 } }, 50],
    [{ config: { requestTimeout: 60 } }, 60],
    [{ config: { requestHandler: { requestTimeout: 70 } } }, 70],
    [{ config: { requestTimeout: 0 } }, 10_000],
    [{ retry: { attemptTimeout: 50 }, config: { requestTimeout: 60 } }, 50],
    [{ retry: { totalTimeout: 40 } }, 40],
  ])('with %j the first attempt ends after %d ms', async (how, ms) => {
    const { answer, requests } = call(['silence'], { ...how, config: { maxAttempts: 1, ...how.config } })
    const failed = rejection(answer)
    await vi.advanceTimersByTimeAsync(ms - 1)
    expect(requests[0]?.init.signal?.aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(await failed).toBeInstanceOf(TimeoutError)
  })

  test('short attempts leave time for all of them', async () => {
    const { answer, requests } = call(['silence'], { config: { requestTimeout: 50 } })
    const failed = rejection(answer)
    await vi.runAllTimersAsync()
    expect(await failed).toBeInstanceOf(TimeoutError)
    expect(requests).toHaveLength(3)
  })

  test('five attempts of ten seconds each may be made unless less is allowed', async () => {
    const { answer, requests } = call(['silence'], { config: { maxAttempts: 5, requestTimeout: 10_000 } })
    const failed = rejection(answer)
    await vi.runAllTimersAsync()
    expect(await failed).toBeInstanceOf(TimeoutError)
    expect(requests).toHaveLength(5)
  })

  test('a pause that would outlast the total time is not begun', async () => {
    const { answer, requests } = call([jsonReply({}, 503, { 'retry-after': '5' })], { retry: { totalTimeout: 4_000 } })
    expect(await rejection(answer)).toMatchObject({ $metadata: { httpStatusCode: 503 } })
    expect(requests).toHaveLength(1)
  })
})

describe('CP-NET-5 the signal', () => {
  test('ends an attempt at once', async () => {
    const controller = new AbortController()
    const { answer, requests } = call(['silence'], { signal: controller.signal })
    await vi.advanceTimersByTimeAsync(1_000)
    controller.abort(new Error('left'))
    expect(await rejection(answer)).toMatchObject({ name: 'AbortError', cause: new Error('left') })
    expect(requests[0]?.init.signal?.aborted).toBe(true)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('ends a pause at once', async () => {
    const controller = new AbortController()
    const { answer, requests } = call([jsonReply({}, 503, { 'retry-after': '10' })], { signal: controller.signal })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(requests).toHaveLength(1)
    controller.abort()
    expect(await rejection(answer)).toBeInstanceOf(AbortError)
    await vi.runAllTimersAsync()
    expect(requests).toHaveLength(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('that has fired lets nothing be sent', async () => {
    const { answer, requests } = call([ok()], { signal: AbortSignal.abort() })
    expect(await rejection(answer)).toBeInstanceOf(AbortError)
    expect(requests).toHaveLength(0)
  })
})

describe('CP-NET-6 the clock', () => {
  const dated = (ms: number) => () => jsonReply({}, 200, { date: new Date(Date.now() + ms).toUTCString() })

  test('is set by the answers, refusals too', async () => {
    const reply = refusal('NotAuthorizedException', 'No.', 400, { date: new Date(noon + 60_000).toUTCString() })
    const { answer, clock } = call([reply])
    await rejection(answer)
    expect(clock.offset).toBe(60_000)
  })

  test('that is wrong by five minutes is told once', async () => {
    const clock = clockOf({})
    const told: object[] = []
    for (const late of [7_200_000, 7_201_000, 7_199_000, 7_200_000]) {
      const { answer, events } = call([dated(late)], { clock })
      await answer
      told.push(...events.filter(({ name }) => name === 'skew').map(({ payload }) => payload))
    }
    expect(told).toEqual([{ offset: 7_200_000 }])
  })

  test.each([0, 4_000, 200_000])('that is wrong by %d ms is not told', async (late) => {
    const { answer, events } = call([dated(late)])
    await answer
    expect(events.map(({ name }) => name)).toEqual(['request'])
  })
})

describe('CP-EVT-1 the event request', () => {
  test('tells of each attempt, when it is over', async () => {
    const { answer, events } = call(['silence', unavailable(), ok()], { retry: { attemptTimeout: 1_000 } })
    await vi.runAllTimersAsync()
    await answer
    expect(events.map(({ payload }) => payload)).toEqual([
      { operation: 'GetOpenIdToken', attempt: 1, status: undefined, duration: 1_000 },
      { operation: 'GetOpenIdToken', attempt: 2, status: 500, duration: 0 },
      { operation: 'GetOpenIdToken', attempt: 3, status: 200, duration: 0 },
    ])
  })
})

describe('CP-ERR-1 and CP-ERR-2 a refusal', () => {
  test.each([
    ['the body', refusal('NotAuthorizedException', 'No.')],
    ['the body, after #', refusal('com.amazonaws.cognito#NotAuthorizedException', 'No.')],
    ['the header, before :', jsonReply({ message: 'No.' }, 400, { 'x-amzn-errortype': 'NotAuthorizedException:http://example.com/' })],
    ['the header', jsonReply({ Message: 'No.' }, 400, { 'x-amzn-errortype': 'NotAuthorizedException' })],
    [
      'the body rather than the header',
      jsonReply({ __type: 'NotAuthorizedException', message: 'No.' }, 400, { 'x-amzn-errortype': 'OtherException' }),
    ],
  ])('has its name from %s', async (_, reply) => {
    const error = await rejection(call([reply]).answer)
    expect(error).toBeInstanceOf(IdentityServiceError)
    expect(error).toMatchObject({ name: 'NotAuthorizedException', message: 'No.', statusCode: 400 })
  })

  test.each([
    ['', 'HTTP status 400'],
    ['{}', 'HTTP status 400'],
    ['<html>Bad Gateway</html>', 'HTTP status 400'],
    ['{"message":', 'HTTP status 400'],
    ['null', 'HTTP status 400'],
    ['[1]', 'HTTP status 400'],
    ['"text"', 'HTTP status 400'],
    ['{"message":""}', 'HTTP status 400'],
  ])('with the body %j is an UnknownError that tells its status', async (body, message) => {
    expect(await rejection(call([jsonReply(body, 400)]).answer)).toMatchObject({ name: 'UnknownError', message })
  })

  test('carries the id of the request', async () => {
    const reply = refusal('ResourceNotFoundException', 'No.', 400, { 'x-amzn-requestid': 'request-1' })
    expect(await rejection(call([reply]).answer)).toMatchObject({
      ...{ requestId: 'request-1', code: 'ResourceNotFoundException', statusCode: 400, $fault: 'client', retryable: false },
      $metadata: { httpStatusCode: 400, requestId: 'request-1', attempts: 1, totalRetryDelay: 0 },
    })
  })

  test.each(['__proto__', 'constructor', 'toString'])('named %s is one like others', async (type) => {
    expect(await rejection(call([refusal(type, 'No.')]).answer)).toMatchObject({ name: type, message: 'No.' })
  })

  test('CP-SEC-5 changes no prototype', async () => {
    await rejection(call([jsonReply('{"__proto__":{"polluted":1},"__type":"X"}', 400)]).answer)
    expect({}).not.toHaveProperty('polluted')
  })
})

describe('CP-ERR-5 a message', () => {
  test('does not repeat the tokens of the request', async () => {
    const token = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl'
    const input = { Logins: { 'oidc.example.com': token } }
    const { answer } = call([refusal('NotAuthorizedException', `Invalid login token ${token}.`)], { input })
    const error = await rejection(answer)
    expect(error.message).toBe('Invalid login token ***.')
    expect(JSON.stringify(error) + error.stack).not.toContain(token)
  })

  test('of a lost connection keeps what the runtime threw as the cause', async () => {
    const { answer } = call([offline], { retry: { maxAttempts: 1 } })
    expect(await rejection(answer)).toMatchObject({ name: 'NetworkError', cause: offline })
  })

  test('of a lost connection has no cause that repeats a token of the request', async () => {
    const input = { Logins: { 'oidc.example.com': 'a-login-token' } }
    const { answer } = call([new TypeError('Not sent: {"oidc.example.com":"a-login-token"}')], { input, retry: { maxAttempts: 1 } })
    const error = await rejection(answer)
    expect(error).toMatchObject({ name: 'NetworkError' })
    expect(error.cause).toBeUndefined()
  })
})

describe('CP-SEC-2 an endpoint that is not encrypted', () => {
  const warned = async (config: ClientConfig, times = 1) => {
    const warn = vi.fn()
    const clock = clockOf({})
    for (let i = 0; i < times; i++) await call([ok()], { clock, config: { logger: { warn }, ...config } }).answer
    return warn.mock.calls.length
  }

  test('is warned of once a client', async () => {
    expect(await warned({ endpoint: 'http://pools.example.com' }, 3)).toBe(1)
  })

  test.each([
    'http://localhost:4255',
    'http://localhost',
    'http://127.0.0.1:4255',
    'http://127.8.9.1',
    'http://[::1]:4255',
    'https://pools.example.com',
  ])('is not %s', async (address) => {
    expect(await warned({ endpoint: address })).toBe(0)
  })

  test.each(['http://localhost.example.com', 'http://127.evil.com', 'http://10.0.0.1:4255'])('is %s', async (address) => {
    expect(await warned({ endpoint: address })).toBe(1)
  })

  test('is not warned of where the configuration says that it is meant', async () => {
    expect(await warned({ endpoint: 'http://pools.example.com', insecure: true })).toBe(0)
  })

  test('is warned of on the console where there is no logger', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    await call([ok()], { config: { endpoint: 'http://pools.example.com' } }).answer
    expect(warn).toHaveBeenCalledOnce()
  })

  test('is not spoken of to a logger that takes no warnings', async () => {
    const { answer } = call([ok()], { config: { endpoint: 'http://pools.example.com', logger: {} } })
    expect(await answer).toEqual({ Token: 't' })
  })
})

describe('CP-SEC-3 a redirect', () => {
  test.each([301, 302, 303, 307, 308])('of status %d is not followed, and said', async (status) => {
    const { answer, requests } = call([new Response(null, { status, headers: { location: 'https://elsewhere.example.com/' } })])
    const error = await rejection(answer)
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(error.message).toContain('redirect')
    expect(requests).toHaveLength(1)
  })

  test('is known in pages too, which are told that it is one and no more', async () => {
    const opaque = Object.assign(Response.error(), { clone: () => opaque })
    expect(await rejection(call([opaque]).answer)).toBeInstanceOf(ConfigurationError)
  })
})
