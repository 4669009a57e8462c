import { describe, expect, vi } from 'vitest'
import { answer, fault, refusal } from '../stub/reactions.ts'
import { implementations, ours, testOf } from './both.ts'
import { answerTo, cognitoAt, identityPoolId, region } from './cognito-service.ts'

const pool = { IdentityPoolId: identityPoolId }
const uuid = /^[\da-f-]{36}$/

describe.each(implementations)('A4.8 errors of $name', (implementation) => {
  const test = testOf(implementation)

  test('have code and name, message, time, requestId, statusCode, retryable and retryDelay', async ({ AWS, stub }) => {
    stub.next('GetId', refusal('NotAuthorizedException', 'You may not.'))
    const { error, data } = await answerTo(cognitoAt(stub, AWS).getId(pool))
    expect(data).toBeNull()
    expect(error).toBeInstanceOf(Error)
    expect({ ...error, message: error?.message, name: error?.name, stack: typeof error?.stack }).toEqual({
      code: 'NotAuthorizedException',
      name: 'NotAuthorizedException',
      message: 'You may not.',
      time: expect.any(Date),
      requestId: expect.stringMatching(uuid),
      statusCode: 400,
      retryable: false,
      retryDelay: 0,
      '[__type]': 'See error.__type for details.',
      stack: 'string',
    })
  })

  test('show the same members, in the same order', async ({ AWS, stub }) => {
    stub.next('GetId', refusal('NotAuthorizedException', 'You may not.'))
    const { error } = await answerTo(cognitoAt(stub, AWS).getId(pool))
    expect(Object.keys(error ?? {})).toEqual(['message', 'code', '[__type]', 'time', 'requestId', 'statusCode', 'retryable', 'retryDelay'])
  })

  test('are what their string says', async ({ AWS, stub }) => {
    stub.next('GetId', refusal('NotAuthorizedException', 'You may not.'))
    const { error } = await answerTo(cognitoAt(stub, AWS).getId(pool))
    expect(String(error)).toBe('NotAuthorizedException: You may not.')
    expect(error?.stack).toMatch(/^NotAuthorizedException: You may not\./)
  })

  test.for([
    ['in the body', { __type: 'NotAuthorizedException', message: 'no' }, {}, 'NotAuthorizedException', 'no'],
    ['with a namespace', { __type: 'com.amazonaws#NotAuthorizedException', message: 'no' }, {}, 'NotAuthorizedException', 'no'],
    ['in code', { code: 'NotAuthorizedException', message: 'no' }, {}, 'NotAuthorizedException', 'no'],
    ['in Code', { Code: 'NotAuthorizedException', Message: 'no' }, {}, 'NotAuthorizedException', 'no'],
    ['in the header', { message: 'no' }, { 'x-amzn-errortype': 'NotAuthorizedException:http://x/' }, 'NotAuthorizedException', 'no'],
    ['in both: the body wins', { __type: 'A', message: 'no' }, { 'x-amzn-errortype': 'B' }, 'A', 'no'],
    ['nowhere', { message: 'no' }, {}, 'UnknownError', 'no'],
    ['without a message', { __type: 'A' }, {}, 'A', null],
  ] as const)('have a code that is %s', async ([, body, headers, code, message], { AWS, stub }) => {
    stub.next('GetId', answer(body, { status: 400, headers }))
    const { error } = await answerTo(cognitoAt(stub, AWS).getId(pool))
    expect(error).toMatchObject({ code, name: code })
    expect(error?.message).toBe(message)
  })

  test('that are too large are told as such', async ({ AWS, stub }) => {
    stub.next('GetId', answer({ __type: 'RequestEntityTooLarge', message: 'x' }, { status: 413 }))
    const { error } = await answerTo(cognitoAt(stub, AWS).getId(pool))
    expect(error).toMatchObject({ code: 'RequestEntityTooLarge', message: 'Request body must be less than 1 MB' })
  })

  test('have other members of the body, not listed, with a hint that is', async ({ AWS, stub }) => {
    stub.next('GetId', answer({ __type: 'A', message: 'no', Reason: 'because', Detail: { a: 1 } }, { status: 400 }))
    const { error } = await answerTo(cognitoAt(stub, AWS).getId(pool))
    expect(error).toMatchObject({
      Reason: 'because',
      Detail: { a: 1 },
      '[Reason]': 'See error.Reason for details.',
      '[Detail]': 'See error.Detail for details.',
    })
    expect(Object.keys(error ?? {})).not.toContain('Reason')
  })

  test('CP-SEC-5 of which polluting ones have no effect', async ({ AWS, stub }) => {
    stub.next('GetId', answer('{"__type":"A","message":"no","__proto__":{"polluted":true}}', { status: 400 }))
    const { error } = await answerTo(cognitoAt(stub, AWS).getId(pool))
    expect(error).toMatchObject({ code: 'A' })
    expect(error).toBeInstanceOf(Error)
    expect({}).not.toHaveProperty('polluted')
  })

  test.for([
    ['an empty body', '', 400, 'UnknownError', '400'],
    ['a page', '<html>', 400, 'UnknownError', 'Bad Request'],
    ['half an object', '{"__type":', 400, 'UnknownError', 'Bad Request'],
  ] as const)('of %s have the status and what it means', async ([, body, status, code, message], { AWS, stub }) => {
    stub.next('GetId', answer(body, { status }))
    const { error } = await answerTo(cognitoAt(stub, AWS).getId(pool))
    expect(error).toMatchObject({ code, statusCode: status, message })
  })

  test.for([
    ['x-amzn-requestid', { 'x-amzn-requestid': 'one' }, 'one'],
    ['x-amz-request-id, which wins', { 'x-amzn-requestid': 'one', 'x-amz-request-id': 'two' }, 'two'],
  ] as const)('and answers have the id of %s', async ([, headers, id], { AWS, stub }) => {
    stub.next('GetId', answer({ __type: 'A', message: 'no' }, { status: 400, headers }), answer({ IdentityId: 'mine' }, { headers }))
    const failed = await answerTo(cognitoAt(stub, AWS).getId(pool))
    expect([failed.error?.requestId, failed.response.requestId]).toEqual([id, id])
    const { response } = await answerTo(cognitoAt(stub, AWS).getId(pool))
    expect(response.requestId).toBe(id)
  })

  describe('of the network', () => {
    test('NetworkingError where the client says nothing else', async ({ AWS }) => {
      vi.spyOn(AWS.HttpClient.getInstance(), 'handleRequest').mockImplementation((_request, _options, _answered, failed) => {
        failed(Object.assign(new Error('cable out'), { code: 'ECONNREFUSED', errno: 'ECONNREFUSED' }))
        return { on() {} }
      })
      const { error, data } = await answerTo(cognitoAt({ url: 'http://127.0.0.1:1' }, AWS, { maxRetries: 0 }).getId(pool))
      expect(data).toBeNull()
      expect(error).toMatchObject({ code: 'NetworkingError', name: 'NetworkingError', retryable: true, region, hostname: '127.0.0.1' })
      expect(error?.message).toBe('cable out')
      expect(error?.time).toBeInstanceOf(Date)
      expect(error).not.toHaveProperty('statusCode')
      expect(error).not.toHaveProperty('requestId')
    })

    test('TimeoutError where the connection is cut', async ({ AWS, stub }) => {
      stub.always('GetId', fault('cut'))
      const { error } = await answerTo(cognitoAt(stub, AWS, { maxRetries: 0 }).getId(pool))
      expect(error).toMatchObject({ code: 'TimeoutError', message: 'socket hang up', retryable: true, region, hostname: '127.0.0.1' })
    })

    test('TimeoutError where no answer comes in time', async ({ AWS, stub }) => {
      stub.always('GetId', fault('hang'))
      const { error } = await answerTo(cognitoAt(stub, AWS, { maxRetries: 0, httpOptions: { timeout: 20 } }).getId(pool))
      expect(error).toMatchObject({ code: 'TimeoutError', retryable: true, region, hostname: '127.0.0.1' })
    })

    test('repeated, as often as any', async ({ AWS, stub }) => {
      stub.next('GetId', fault('cut'), fault('cut'), fault('cut'))
      const { error, response } = await answerTo(cognitoAt(stub, AWS).getId(pool))
      expect(error).toBeNull()
      expect([response.retryCount, stub.requests.length]).toEqual([3, 4])
    })

    test('UnknownEndpoint where the name is unknown', async ({ AWS }) => {
      const unknown = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND', errno: 'ENOTFOUND', port: 443 })
      vi.spyOn(AWS.HttpClient.getInstance(), 'handleRequest').mockImplementation((_request, _options, _answered, failed) => {
        failed(unknown)
        return { on() {} }
      })
      const service = new AWS.CognitoIdentity({ region, maxRetries: 0 })
      const { error } = await answerTo(service.getId(pool))
      expect(error).toMatchObject({
        code: 'UnknownEndpoint',
        hostname: 'cognito-identity.eu-central-1.amazonaws.com',
        region,
        retryable: true,
        originalError: { code: 'NetworkingError' },
        message:
          "Inaccessible host: `cognito-identity.eu-central-1.amazonaws.com' at port `443'. This service may not be available in the `eu-central-1' region.",
      })
    })
  })

  describe('of abort()', () => {
    test('RequestAbortedError while it waits for an answer', async ({ AWS, stub }) => {
      const held = stub.hold('GetId')
      const request = cognitoAt(stub, AWS).getId(pool)
      const answered = answerTo(request)
      await held.arrived
      expect(request.abort()).toBe(request)
      const { error, data } = await answered
      expect(data).toBeNull()
      expect(error).toMatchObject({
        code: 'RequestAbortedError',
        name: 'RequestAbortedError',
        message: 'Request aborted by user',
        retryable: false,
      })
      held.release()
      expect(stub.requests).toHaveLength(1)
    })

    test('rejects the promise', async ({ AWS, stub }) => {
      const held = stub.hold('GetId')
      const request = cognitoAt(stub, AWS).getId(pool)
      const promise = request.promise()
      await held.arrived
      request.abort()
      await expect(promise).rejects.toMatchObject({ code: 'RequestAbortedError' })
      held.release()
    })

    test('before it is sent', async ({ AWS, stub }) => {
      const request = cognitoAt(stub, AWS, { maxRetries: 0 }).getId(pool)
      request.abort()
      const { error } = await answerTo(request)
      expect(error).toMatchObject({ code: 'RequestAbortedError' })
    })

    test('after the answer changes nothing', async ({ AWS, stub }) => {
      const request = cognitoAt(stub, AWS).getId(pool)
      const { data, error } = await answerTo(request)
      expect(() => request.abort()).not.toThrow()
      expect([data, error, request.response.data]).toEqual([{ IdentityId: expect.any(String) }, null, data])
    })
  })
})

describe('A4.8 errors of the network', () => {
  const test = testOf(ours)

  test('are NetworkingError where nobody listens; the SDK takes these for names that are unknown', async ({ AWS }) => {
    const { error } = await answerTo(cognitoAt({ url: 'http://127.0.0.1:1' }, AWS, { maxRetries: 0 }).getId(pool))
    expect(error).toMatchObject({ code: 'NetworkingError', retryable: true, region, hostname: '127.0.0.1' })
  })
})
