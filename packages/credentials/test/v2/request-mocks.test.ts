import { EventEmitter } from 'node:events'
import { describe, expect, vi } from 'vitest'
import type { AwsNamespace } from '../../src/v2/aws.ts'
import type { Listener } from '../../src/v2/executor-types.ts'
import type { Request, Service } from '../../src/v2/service-types.ts'
import { implementations, testOf } from './both.ts'
import { identityPoolId, keys, region } from './cognito-service.ts'

// The ways in which applications keep requests from the network in their own tests.

const pool = { IdentityPoolId: identityPoolId }
const serviceOf = (AWS: AwsNamespace) => new AWS.CognitoIdentity({ region, credentials: new AWS.Credentials(keys), maxRetries: 0 })

/** What an HTTP client answers, if it is replaced: status, headers and one piece of a body. */
function answering(AWS: AwsNamespace, status: number, body: string, headers: Record<string, string> = {}) {
  return vi.spyOn(AWS.HttpClient.getInstance(), 'handleRequest').mockImplementation((_request, _options, answered) => {
    // As the client's stream, as far as it is listened to: in one step or by pieces that are read.
    const stream = new EventEmitter() as EventEmitter & { read?(): unknown; statusCode?: number; headers?: object }
    Object.assign(stream, { statusCode: status, headers })
    answered(stream as never)
    stream.emit('headers', status, headers, 'Said so')
    let left: Buffer | null = Buffer.from(body)
    stream.read = () => {
      const chunk = left
      left = null
      return chunk
    }
    if (stream.listenerCount('readable') > 0) stream.emit('readable')
    else stream.emit('data', left)
    stream.emit('end')
    return stream as never
  })
}

describe.each(implementations)('CP-V2-5 a request of $name without a network', (implementation) => {
  const test = testOf(implementation)

  test('is over before send returns, with sign and send removed', ({ AWS }) => {
    const request = serviceOf(AWS).getId(pool)
    request.removeListener('sign', AWS.EventListeners.Core.SIGN)
    request.removeListener('send', AWS.EventListeners.Core.SEND)
    request.on('send', (response) => {
      response.httpResponse.statusCode = 200
      response.httpResponse.headers = {}
      response.httpResponse.body = Buffer.from('{"IdentityId":"mine"}')
    })
    const callback = vi.fn()
    request.send(callback)
    expect(callback.mock.calls).toEqual([[null, { IdentityId: 'mine' }]])
    expect(callback.mock.contexts).toEqual([request.response])
  })

  test('… of a signed operation', ({ AWS }) => {
    const request = serviceOf(AWS).describeIdentity({ IdentityId: 'eu-central-1:1' })
    request.removeListener('sign', AWS.EventListeners.Core.SIGN)
    request.removeListener('send', AWS.EventListeners.Core.SEND)
    request.on('send', (response) => Object.assign(response.httpResponse, { statusCode: 200, headers: {}, body: Buffer.from('{}') }))
    const callback = vi.fn()
    request.send(callback)
    expect(callback.mock.calls).toEqual([[null, {}]])
  })

  test('… with a failure, that nobody repeats', ({ AWS }) => {
    const request = serviceOf(AWS).getId(pool)
    request.removeAllListeners('send')
    request.on('send', (response) =>
      Object.assign(response.httpResponse, {
        statusCode: 400,
        headers: { 'x-amzn-requestid': 'the id' },
        body: Buffer.from('{"__type":"NotAuthorizedException","message":"no"}'),
      }),
    )
    const callback = vi.fn()
    request.send(callback)
    const [[error, data] = []] = callback.mock.calls
    expect(error).toMatchObject({ code: 'NotAuthorizedException', message: 'no', statusCode: 400, requestId: 'the id', retryable: false })
    expect(data).toBeNull()
  })

  test('takes a body that is a text', ({ AWS }) => {
    const request = serviceOf(AWS).getId(pool)
    request.removeAllListeners('send')
    request.on('send', (response) => Object.assign(response.httpResponse, { statusCode: 200, headers: {}, body: '{"IdentityId":"mine"}' }))
    const callback = vi.fn()
    request.send(callback)
    expect(callback.mock.calls).toEqual([[null, { IdentityId: 'mine' }]])
  })

  test('CP-V2-14 has what a listener puts into the response at validateResponse', ({ AWS }) => {
    const service = serviceOf(AWS)
    const addAll = service.addAllRequestListeners
    vi.spyOn(service, 'addAllRequestListeners').mockImplementation((request: Request) => {
      addAll.call(service, request)
      request.response.httpResponse.statusCode = 200
      for (const event of ['send', 'extractError', 'extractData']) request.removeAllListeners(event)
      request.on('validateResponse', (response) => Object.assign(response, { data: { IdentityId: 'mine' }, error: null }))
    })
    const callback = vi.fn()
    service.getId(pool, callback)
    expect(callback.mock.calls).toEqual([[null, { IdentityId: 'mine' }]])
  })

  test.for([
    'validate',
    'build',
    'sign',
    'send',
    'extractData',
    'success',
    'complete',
  ] as const)('CP-V2-14 calls back with what a listener of %s leaves at complete', (event, { AWS }) => {
    const service = serviceOf(AWS)
    answering(AWS, 200, '{"IdentityId":"mine"}')
    const request = service.getId(pool)
    request.on('complete', (response) => Object.assign(response, { data: { IdentityId: `changed at ${event}` }, error: null }))
    request.on(event, () => {})
    const callback = vi.fn()
    request.send(callback)
    expect(callback.mock.calls).toEqual([[null, { IdentityId: `changed at ${event}` }]])
  })

  test('CP-V2-14 the promise has what stands in the response at complete', async ({ AWS }) => {
    answering(AWS, 200, '{"IdentityId":"mine"}')
    const request = serviceOf(AWS).getId(pool)
    request.on('complete', (response) => Object.assign(response, { data: { IdentityId: 'changed' } }))
    expect(await request.promise()).toEqual({ IdentityId: 'changed' })
    const failing = serviceOf(AWS).getId(pool)
    const failure = AWS.util.error(new Error('late'), { code: 'Late' })
    failing.on('complete', (response) => Object.assign(response, { error: failure }))
    await expect(failing.promise()).rejects.toBe(failure)
  })

  test('CP-V2-14 the promise has an empty object where there is no data', async ({ AWS }) => {
    answering(AWS, 200, '{}')
    const request = serviceOf(AWS).getId(pool)
    request.on('complete', (response) => Object.assign(response, { data: null }))
    expect(await request.promise()).toEqual({})
  })

  test('goes to the HTTP client that there is at the time', ({ AWS }) => {
    const handleRequest = answering(AWS, 200, '{"IdentityId":"mine"}')
    const callback = vi.fn()
    const request = serviceOf(AWS).getId(pool)
    request.send(callback)
    expect(callback.mock.calls).toEqual([[null, { IdentityId: 'mine' }]])
    const [[httpRequest, options] = []] = handleRequest.mock.calls
    expect(httpRequest).toBe(request.httpRequest)
    expect(options).toBe(request.service.config.httpOptions)
  })

  test('fails as the replaced HTTP client says', ({ AWS }) => {
    vi.spyOn(AWS.HttpClient.getInstance(), 'handleRequest').mockImplementation((_request, _options, _answered, failed) => {
      failed(Object.assign(new Error('cable out'), { code: 'Whatever' }))
      return new EventEmitter() as never
    })
    const callback = vi.fn()
    serviceOf(AWS).getId(pool, callback)
    expect(callback.mock.calls[0]?.[0]).toMatchObject({
      code: 'NetworkingError',
      message: 'cable out',
      region,
      hostname: 'cognito-identity.eu-central-1.amazonaws.com',
      retryable: true,
    })
  })

  test('fails with what the replaced HTTP client throws', ({ AWS }) => {
    vi.spyOn(AWS.HttpClient.getInstance(), 'handleRequest').mockImplementation(() => {
      throw new Error('no such client')
    })
    const callback = vi.fn()
    serviceOf(AWS).getId(pool, callback)
    expect(callback.mock.calls[0]?.[0]).toMatchObject({ code: 'NetworkingError', message: 'no such client' })
  })

  test('with a service whose makeRequest is replaced, methods call it with their name', ({ AWS }) => {
    const service = serviceOf(AWS)
    const makeRequest = vi.spyOn(service, 'makeRequest').mockReturnValue(new AWS.Request(service, 'listIdentityPools') as never)
    const callback = vi.fn()
    service.listIdentityPools({ MaxResults: 1 }, callback)
    expect(makeRequest.mock.calls).toEqual([['listIdentityPools', { MaxResults: 1 }, callback]])
  })

  test('with a service whose makeUnauthenticatedRequest is replaced, unsigned methods call it', ({ AWS }) => {
    const service = serviceOf(AWS)
    const make = vi.spyOn(service, 'makeUnauthenticatedRequest').mockReturnValue(new AWS.Request(service, 'getId') as never)
    service.getId(pool)
    expect(make.mock.calls).toEqual([['getId', pool, undefined]])
  })

  test('methods are on the prototype of the class of their version, where spies replace them', ({ AWS }) => {
    const service = serviceOf(AWS)
    const { getId } = service
    expect(Object.hasOwn(service, 'getId')).toBe(false)
    expect(AWS.CognitoIdentity.services['2014-06-30']?.prototype).toHaveProperty('getId', getId)
  })
})

describe.each(implementations)('CP-V2-7 named listeners of $name', (implementation) => {
  const test = testOf(implementation)
  const named = [
    ['validate', 'Core', 'VALIDATE_CREDENTIALS'],
    ['validate', 'Core', 'VALIDATE_REGION'],
    ['validate', 'Core', 'VALIDATE_PARAMETERS'],
    ['sign', 'Core', 'SIGN'],
    ['send', 'Core', 'SEND'],
    ['validateResponse', 'Core', 'VALIDATE_RESPONSE'],
    ['extractData', 'CorePost', 'EXTRACT_REQUEST_ID'],
    ['extractError', 'CorePost', 'EXTRACT_REQUEST_ID'],
    ['build', 'Json', 'BUILD'],
    ['extractData', 'Json', 'EXTRACT_DATA'],
    ['extractError', 'Json', 'EXTRACT_ERROR'],
    ['afterBuild', 'Core', 'SET_CONTENT_LENGTH'],
    ['afterBuild', 'Core', 'SET_HTTP_HOST'],
    ['restart', 'Core', 'RESTART'],
    ['httpHeaders', 'Core', 'HTTP_HEADERS'],
    ['httpData', 'Core', 'HTTP_DATA'],
    ['httpDone', 'Core', 'HTTP_DONE'],
    ['retry', 'Core', 'FINALIZE_ERROR'],
    ['retry', 'Core', 'INVALIDATE_CREDENTIALS'],
    ['retry', 'Core', 'EXPIRED_SIGNATURE'],
    ['retry', 'Core', 'CLOCK_SKEWED'],
    ['retry', 'Core', 'REDIRECT'],
    ['retry', 'Core', 'RETRY_CHECK'],
    ['afterRetry', 'Core', 'RESET_RETRY_STATE'],
    ['httpError', 'CorePost', 'ENOTFOUND_ERROR'],
  ] as const

  test.for(named)('at %s: %s.%s is there, and goes', ([event, group, name], { AWS }) => {
    // Each name is one of its group.
    const listener = (AWS.EventListeners[group] as unknown as Record<string, Listener>)[name] as Listener
    expect(listener).toBeTypeOf('function')
    const request = serviceOf(AWS).describeIdentity({ IdentityId: 'id' })
    expect(request.listeners(event)).toContain(listener)
    request.removeListener(event, listener)
    expect(request.listeners(event)).not.toContain(listener)
    expect(serviceOf(AWS).describeIdentity().listeners(event)).toContain(listener)
  })

  test('CP-V2-14 come in this order: AWS.events, Core, the protocol, CorePost, and the service', ({ AWS }) => {
    const [first, last] = [vi.fn(), vi.fn()]
    AWS.events.on('extractData', first)
    const service = serviceOf(AWS)
    service.setupRequestListeners = (request) => void request.on('extractData', last)
    const { Json, CorePost } = AWS.EventListeners
    expect(service.getId().listeners('extractData')).toEqual([first, Json.EXTRACT_DATA, CorePost.EXTRACT_REQUEST_ID, last])
    const validate = service.getId().listeners('validate')
    const order = ['VALIDATE_REGION', 'VALIDATE_PARAMETERS'] as const
    expect(order.map((name) => validate.indexOf(AWS.EventListeners.Core[name]))).toEqual(
      order.map((name) => validate.indexOf(AWS.EventListeners.Core[name])).toSorted((a, b) => a - b),
    )
  })

  test('CP-V2-14 are taken when the request is made', ({ AWS }) => {
    const early = serviceOf(AWS).getId()
    const listener = vi.fn()
    AWS.events.on('validate', listener)
    expect(early.listeners('validate')).not.toContain(listener)
    const late = serviceOf(AWS).getId()
    expect(late.listeners('validate')).toContain(listener)
    AWS.events.removeListener('validate', listener)
    expect(late.listeners('validate')).toContain(listener)
  })

  test('CP-V2-6 AWS.events may be another', ({ AWS }) => {
    const listener = vi.fn()
    AWS.events = new AWS.SequentialExecutor()
    AWS.events.on('validate', listener)
    expect(serviceOf(AWS).getId().listeners('validate')).toContain(listener)
  })

  test('are removed for all requests to come from Core itself', ({ AWS }) => {
    const { Core } = AWS.EventListeners
    Core.removeListener('validate', Core.VALIDATE_REGION)
    Core.removeListener('validate', Core.VALIDATE_PARAMETERS)
    const request = new AWS.CognitoIdentity({ endpoint: 'http://127.0.0.1:1' }).getId().build()
    expect(request.response.error).toBeNull()
  })

  test('of parameters are not taken with paramValidation: false', ({ AWS }) => {
    const service: Service = new AWS.CognitoIdentity({ region, paramValidation: false })
    expect(service.makeRequest('getId').listeners('validate')).not.toContain(AWS.EventListeners.Core.VALIDATE_PARAMETERS)
  })

  test('of the log are taken with a logger', ({ AWS }) => {
    const { LOG_REQUEST } = AWS.EventListeners.Logger
    expect(new AWS.CognitoIdentity({ region, logger: { log: vi.fn() } }).getId().listeners('complete')).toContain(LOG_REQUEST)
    expect(serviceOf(AWS).getId().listeners('complete')).not.toContain(LOG_REQUEST)
  })

  test('without credentials and region, nothing is missed', ({ AWS }) => {
    answering(AWS, 200, '{"IdentityPools":[]}')
    const request = new AWS.CognitoIdentity({
      credentials: null,
      credentialProvider: null,
      endpoint: 'http://127.0.0.1:1',
    }).listIdentityPools({
      MaxResults: 1,
    })
    const { Core } = AWS.EventListeners
    request.removeListener('validate', Core.VALIDATE_CREDENTIALS)
    request.removeListener('validate', Core.VALIDATE_REGION)
    request.removeListener('sign', Core.SIGN)
    const callback = vi.fn()
    request.send(callback)
    expect(callback.mock.calls).toEqual([[null, { IdentityPools: [] }]])
  })
})
