import { describe, expect, vi } from 'vitest'
import { fault, internalError, refusal } from '../stub/reactions.ts'
import { implementations, testOf } from './both.ts'
import { answerTo, cognitoAt, identityPoolId, recordEvents } from './cognito-service.ts'

const begin = ['validate', 'build', 'afterBuild']
const exchange = ['sign', 'httpHeaders', 'httpData', 'httpDone', 'send', 'validateResponse']
const success = [...exchange, 'extractData', 'success', 'complete']
const failure = [...exchange, 'extractError', 'retry']

describe.each(implementations)('A4.7 the events of a request of $name', (implementation) => {
  const test = testOf(implementation)
  const pool = { IdentityPoolId: identityPoolId }

  test('come in this order at a success', async ({ AWS, stub }) => {
    const request = cognitoAt(stub, AWS).getId(pool)
    const told = recordEvents(request)
    await request.promise()
    expect(told).toEqual([...begin, ...success])
  })

  test('… of a signed call, too', async ({ AWS, stub }) => {
    const request = cognitoAt(stub, AWS).listIdentityPools({ MaxResults: 1 })
    const told = recordEvents(request)
    await request.promise()
    expect(told).toEqual([...begin, ...success])
  })

  test('at a failure that is not repeated', async ({ AWS, stub }) => {
    stub.next('GetId', refusal('NotAuthorizedException', 'no'))
    const request = cognitoAt(stub, AWS).getId(pool)
    const told = recordEvents(request)
    await answerTo(request)
    expect(told).toEqual([...begin, ...failure, 'afterRetry', 'error', 'complete'])
  })

  test('at a failure that is repeated: afterRetry leads to sign', async ({ AWS, stub }) => {
    stub.next('GetId', internalError(), internalError())
    const request = cognitoAt(stub, AWS).getId(pool)
    const told = recordEvents(request)
    await answerTo(request)
    expect(told).toEqual([...begin, ...failure, 'afterRetry', ...failure, 'afterRetry', ...success])
  })

  test('at a failure without end', async ({ AWS, stub }) => {
    stub.always('GetId', internalError())
    const request = cognitoAt(stub, AWS, { maxRetries: 1 }).getId(pool)
    const told = recordEvents(request)
    await answerTo(request)
    expect(told).toEqual([...begin, ...failure, 'afterRetry', ...failure, 'afterRetry', 'error', 'complete'])
  })

  test('at a fault of the network: httpError, before send is over', async ({ AWS, stub }) => {
    stub.always('GetId', fault('cut'))
    const request = cognitoAt(stub, AWS, { maxRetries: 0 }).getId(pool)
    const told = recordEvents(request)
    await answerTo(request)
    expect(told).toEqual([...begin, 'sign', 'httpError', 'send', 'retry', 'afterRetry', 'error', 'complete'])
  })

  test('at wrong parameters: validate alone', async ({ AWS, stub }) => {
    const request = cognitoAt(stub, AWS).getId()
    const told = recordEvents(request)
    await answerTo(request)
    expect(told).toEqual(['validate', 'error', 'complete'])
    expect(stub.requests).toEqual([])
  })

  test('at a failing build: restart', async ({ AWS, stub }) => {
    const request = cognitoAt(stub, AWS).getId(pool)
    const told = recordEvents(request)
    request.on('build', () => {
      throw AWS.util.error(new Error('no'), { code: 'NoBuild' })
    })
    const { error } = await answerTo(request)
    expect(told).toEqual(['validate', 'build', 'restart', 'error', 'complete'])
    expect(error).toMatchObject({ code: 'NoBuild', message: 'no' })
    expect(stub.requests).toEqual([])
  })

  test('at a failing build that may be repeated: restart leads to build', async ({ AWS, stub }) => {
    const request = cognitoAt(stub, AWS).getId(pool)
    const told = recordEvents(request)
    let times = 0
    request.on('afterBuild', () => {
      times += 1
      if (times === 1) throw AWS.util.error(new Error('no'), { code: 'NoBuild', retryable: true })
    })
    const { error } = await answerTo(request)
    expect(error).toBeNull()
    expect(told).toEqual([...begin, 'restart', 'build', 'afterBuild', ...success])
  })

  test('at a failing signature: retry, with no answer', async ({ AWS, stub }) => {
    const request = cognitoAt(stub, AWS, { maxRetries: 0 }).listIdentityPools({ MaxResults: 1 })
    const told = recordEvents(request)
    request.on('sign', () => {
      throw AWS.util.error(new Error('no'), { code: 'NoSign' })
    })
    const { error } = await answerTo(request)
    expect(told).toEqual([...begin, 'sign', 'retry', 'afterRetry', 'error', 'complete'])
    expect(error).toMatchObject({ code: 'NoSign' })
  })

  test('at data that cannot be read: retry, of what was a success', async ({ AWS, stub }) => {
    stub.next('GetId', fault('html'))
    const request = cognitoAt(stub, AWS).getId(pool)
    const told = recordEvents(request)
    const { error } = await answerTo(request)
    expect(told).toEqual([...begin, ...exchange, 'extractData', 'retry', 'afterRetry', 'error', 'complete'])
    expect(error).toMatchObject({ statusCode: 200, retryable: false })
  })

  test('hand over request, response, or error and response', async ({ AWS, stub }) => {
    stub.next('GetId', refusal('NotAuthorizedException', 'no'))
    const request = cognitoAt(stub, AWS).getId(pool)
    const spies = Object.fromEntries(
      ['validate', 'build', 'afterBuild', 'sign', 'send', 'validateResponse', 'extractError', 'retry', 'error', 'complete'].map((event) => {
        const spy = vi.fn()
        request.on(event, spy)
        return [event, spy]
      }),
    )
    const { response, error } = await answerTo(request)
    for (const event of ['validate', 'build', 'afterBuild', 'sign']) expect(spies[event]?.mock.calls[0]?.[0]).toBe(request)
    for (const event of ['send', 'validateResponse', 'extractError', 'retry', 'complete'])
      expect(spies[event]?.mock.calls[0]?.[0]).toBe(response)
    expect(spies['error']?.mock.calls[0]?.slice(0, 2)).toEqual([error, response])
    expect(spies['complete']?.mock.contexts[0]).toBe(request)
  })

  test('httpHeaders hands over status, headers, response and what the status means', async ({ AWS, stub }) => {
    const request = cognitoAt(stub, AWS).getId(pool)
    const spy = vi.fn()
    request.on('httpHeaders', spy)
    await answerTo(request)
    expect(spy.mock.calls).toEqual([
      [200, expect.objectContaining({ 'content-type': 'application/x-amz-json-1.1' }), request.response, 'OK'],
    ])
  })

  test('httpData hands over bytes and response; httpDone the response', async ({ AWS, stub }) => {
    const request = cognitoAt(stub, AWS).getId(pool)
    const [data, done] = [vi.fn(), vi.fn()]
    request.on('httpData', data).on('httpDone', done)
    const { data: answer } = await answerTo(request)
    const text = data.mock.calls.map(([chunk]) => String(chunk)).join('')
    expect(JSON.parse(text)).toEqual(answer)
    expect(data.mock.calls[0]?.[1]).toBe(request.response)
    expect(done.mock.calls[0]?.[0]).toBe(request.response)
  })

  test('httpError hands over error and response', async ({ AWS, stub }) => {
    stub.always('GetId', fault('cut'))
    const request = cognitoAt(stub, AWS, { maxRetries: 0 }).getId(pool)
    const spy = vi.fn()
    request.on('httpError', spy)
    const { error } = await answerTo(request)
    expect(spy.mock.calls).toEqual([[error, request.response]])
  })
})
