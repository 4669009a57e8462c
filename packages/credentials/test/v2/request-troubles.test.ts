import { describe, expect, test, vi } from 'vitest'
import type { AwsNamespace } from '../../src/v2/aws.ts'
import type { AWSError, Listener } from '../../src/v2/executor-types.ts'
import { type Answer, answeredBy, broken, granted, pool, refused } from './answers.ts'
import { implementations, original, ours, testOf } from './both.ts'
import { events, recordEvents } from './cognito-service.ts'

const answers: Record<string, () => Answer> = {
  granted: () => granted,
  refused: () => refused,
  'lost in the network': () => ({ fault: Object.assign(new Error('cut'), { code: 'ECONNRESET' }) }),
}
const troubles: Record<string, (message: string) => Listener> = {
  'is thrown': (message) => () => {
    throw Object.assign(new TypeError(message), { own: 1 })
  },
  'is thrown, where the others halt': (message) =>
    function () {
      this.haltHandlersOnError()
      throw new Error(message)
    },
  'is handed to an asynchronous listener’s done': (message) =>
    Object.assign((...values: unknown[]) => (values.at(-1) as (error: object) => void)({ message, code: 'Own' }), { _isAsync: true }),
  'is put into the response': (message) =>
    function () {
      this.response.error = Object.assign(new Error(message), { code: 'Own' })
    },
}

/** All that can be seen of a request with one such listener: events, callbacks, what is thrown at whoever sends it. */
async function trial(AWS: AwsNamespace, event: string, listener: Listener, answer: Answer, toHead: boolean) {
  const { service, requests } = answeredBy(AWS, answer)
  service.config.maxRetries = 0
  const request = service.getId(pool)
  let isFirst = true
  const once = function (this: unknown, ...values: unknown[]): void {
    if (isFirst) {
      isFirst = false
      listener.apply(this, values)
    } else if (listener._isAsync) (values.at(-1) as () => void)()
  }
  request.on(event as 'mine', Object.assign(once, listener._isAsync && { _isAsync: true }), toHead)
  const told = recordEvents(request)
  const called: unknown[] = []
  let thrown: unknown
  try {
    request.send((error, data) => called.push([shown(error), data]))
  } catch (error) {
    thrown = shown(error as AWSError)
  }
  await vi.waitFor(() => expect(told.at(-1)).toBe('complete'), { interval: 1, timeout: 50 }).catch(() => {})
  return { told, called, thrown, error: shown(request.response.error), data: request.response.data, requests: requests.length }
}

function shown(error: AWSError | null): unknown {
  return error && { ...error, text: String(error), time: typeof error.time, originalError: error.originalError?.message }
}

describe('CP-V2-1 an error that', () => {
  const kinds = Object.keys(troubles).flatMap((trouble) => Object.keys(answers).map((answer) => [trouble, answer] as const))
  test.each(kinds)('%s ends as with the SDK, in each event, of what is %s', async (trouble, answer) => {
    const [theirs, mine] = await Promise.all([original.load(), ours.load()])
    for (const event of events) {
      for (const toHead of [false, true]) {
        const of = (AWS: AwsNamespace) =>
          trial(AWS, event, troubles[trouble]?.(`in ${event}`) as Listener, answers[answer]?.() as Answer, toHead)
        expect([event, await of(mine)]).toEqual([event, await of(theirs)])
      }
    }
  })
})

describe.each(implementations)('A4.1 what the callback throws, of $name,', (implementation) => {
  const test = testOf(implementation)

  test('reaches whoever sent it, where nothing waits', ({ AWS }) => {
    const request = answeredBy(AWS).service.getId(pool)
    request.removeListener('send', AWS.EventListeners.Core.SEND)
    request.on('send', ({ httpResponse }) => Object.assign(httpResponse, { statusCode: 200, headers: {}, body: '{}' }))
    const after = vi.fn()
    request.on('complete', after)
    const send = () =>
      request.send(() => {
        throw new RangeError('mine')
      })
    expect(send).toThrow(expect.objectContaining({ message: 'mine', code: 'RangeError' }))
    expect(after).toHaveBeenCalledOnce()
  })

  test('is nobody’s but the promise’s where that is used', async ({ AWS }) => {
    const used = answeredBy(AWS)
      .service.getId(pool)
      .promise()
      .then(() => {
        throw new RangeError('mine')
      })
    await expect(used).rejects.toThrow(RangeError)
  })
})

describe.each(implementations)('A4.9 a request of $name', (implementation) => {
  const test = testOf(implementation)

  test('is repeated with what it was, and the listeners see each attempt', async ({ AWS }) => {
    const { service, requests } = answeredBy(AWS, broken, broken, granted)
    const request = service.getId(pool)
    const told = recordEvents(request)
    await expect(request.promise()).resolves.toEqual({ IdentityId: 'eu-central-1:1' })
    expect(requests.map(({ body }) => body)).toEqual(Array(3).fill(JSON.stringify(pool)))
    expect([told.filter((event) => event === 'afterRetry').length, request.response.retryCount]).toEqual([2, 2])
  })
})
