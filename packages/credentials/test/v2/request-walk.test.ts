import { describe, expect, vi } from 'vitest'
import { answeredBy, granted, pool, refused } from './answers.ts'
import { implementations, testOf } from './both.ts'
import { recordEvents } from './cognito-service.ts'

describe.each(implementations)('A4.1 a request of $name', (implementation) => {
  const test = testOf(implementation)
  const begin = ['validate', 'build', 'afterBuild', 'sign']

  test('sends nothing before send', ({ AWS }) => {
    const { service, requests } = answeredBy(AWS)
    const request = service.getId(pool)
    expect(request).toMatchObject({ operation: 'getId', params: pool, service, startTime: expect.any(Date) })
    expect(request.response).toMatchObject({ data: null, error: null, retryCount: 0, redirectCount: 0, maxRetries: 3, maxRedirects: 10 })
    expect(request.response.request).toBe(request)
    expect(requests).toEqual([])
  })

  test('hands back its response from send, and has it as this in the callback', ({ AWS }) => {
    const request = answeredBy(AWS).service.getId(pool)
    const callback = vi.fn()
    expect(request.send(callback)).toBe(request.response)
    expect(callback.mock.contexts).toEqual([request.response])
    expect(callback).toHaveBeenCalledExactlyOnceWith(null, { IdentityId: 'eu-central-1:1' })
  })

  test('calls back with the error and null', ({ AWS }) => {
    const callback = vi.fn()
    const { response } = answeredBy(AWS, refused).service.listIdentityPools({ MaxResults: 1 }).toUnauthenticated()
    response.request.send(callback)
    expect(callback).toHaveBeenCalledExactlyOnceWith(response.error, null)
    expect(response.error).toMatchObject({ code: 'NotAuthorizedException' })
  })

  test('build stops before send, and calls back', ({ AWS }) => {
    const { service, requests } = answeredBy(AWS)
    const request = service.getId(pool)
    const told = recordEvents(request)
    const built = vi.fn()
    expect(request.build(built)).toBe(request)
    expect(built).toHaveBeenCalledExactlyOnceWith(null)
    expect(built.mock.contexts).toEqual([request])
    expect([told, requests]).toEqual([begin, []])
    expect(request.httpRequest.headers).toMatchObject({
      'Content-Length': JSON.stringify(pool).length,
      Host: 'cognito-identity.eu-central-1.amazonaws.com',
    })
  })

  test('what was built is sent by send', ({ AWS }) => {
    const { service, requests } = answeredBy(AWS)
    const request = service.getId(pool)
    const told = recordEvents(request)
    request.build().send()
    expect(requests).toHaveLength(1)
    expect(told.filter((event) => begin.includes(event))).toEqual(begin)
  })

  test('a build that fails calls back with the error, the request being complete', ({ AWS }) => {
    const request = answeredBy(AWS).service.makeUnauthenticatedRequest('getId', {})
    const told = recordEvents(request)
    const built = vi.fn()
    request.build(built)
    expect(built).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'MissingRequiredParameter' }))
    expect(told).toEqual(['validate', 'error', 'complete'])
  })

  test('runTo goes from one event to another', ({ AWS }) => {
    const request = answeredBy(AWS).service.getId(pool)
    const told = recordEvents(request)
    request.runTo('afterBuild')
    expect(told).toEqual(['validate', 'build'])
    request.runTo('complete')
    expect(told.at(-1)).toBe('success')
  })

  test('sent a second time, it only calls back again', ({ AWS }) => {
    const { service, requests } = answeredBy(AWS)
    const request = service.getId(pool)
    const [first, second] = [vi.fn(), vi.fn()]
    request.send(first)
    request.send(second)
    expect([requests.length, first.mock.calls.length, second.mock.calls.length]).toEqual([1, 2, 1])
  })

  test('says in its user agent how it was sent', async ({ AWS }) => {
    const { service, requests } = answeredBy(AWS)
    service.config.customUserAgent = 'mine/1'
    service.getId(pool, () => {})
    await service.getId(pool).promise()
    expect(requests.map(({ headers }) => String(headers['User-Agent']).split(' ').slice(2))).toEqual([
      ['mine/1', 'callback'],
      ['mine/1', 'promise'],
    ])
  })

  test('A4.11 its promise is of data with a hidden $response', async ({ AWS }) => {
    const request = answeredBy(AWS).service.getId(pool)
    const data = await request.promise()
    expect(data).toEqual({ IdentityId: 'eu-central-1:1' })
    expect(Object.keys(data)).toEqual(['IdentityId'])
    expect(data.$response).toBe(request.response)
  })

  test('CP-V2-15 its promises may be another library’s, or be taken away', async ({ AWS }) => {
    class Own<T> extends Promise<T> {}
    AWS.Request.addPromisesToClass(Own)
    const { service } = answeredBy(AWS)
    expect(service.getId(pool).promise()).toBeInstanceOf(Own)
    AWS.Request.deletePromisesFromClass()
    expect(service.getId(pool).promise).toBeUndefined()
  })

  test('toUnauthenticated needs no credentials', ({ AWS }) => {
    const { service, requests } = answeredBy(AWS, { status: 200, body: '{}' })
    Object.assign(service.config, { credentials: null, credentialProvider: null })
    const request = service.describeIdentity({ IdentityId: 'eu-central-1:1' })
    expect(request.toUnauthenticated()).toBe(request)
    request.send()
    expect(request.response.error).toBeNull()
    expect(requests[0]?.headers).not.toHaveProperty('Authorization')
  })

  test('emits events of an application’s own, with the response unless told otherwise', ({ AWS }) => {
    const request = answeredBy(AWS).service.getId(pool)
    const listener = vi.fn()
    request.on('mine', listener)
    request.emit('mine')
    request.emit('mine', [1, 2])
    expect(listener.mock.calls).toEqual([[request.response], [1, 2]])
  })

  test('keeps the error of such an event in the response', ({ AWS }) => {
    const request = answeredBy(AWS).service.getId(pool)
    const done = vi.fn()
    request.on('mine', () => {
      throw new Error('wrong')
    })
    request.emit('mine', [], done)
    expect(done).toHaveBeenCalledExactlyOnceWith(request.response.error)
    expect(request.response.error).toMatchObject({ message: 'wrong' })
  })
})

describe.each(implementations)('A4.7 restart of $name', (implementation) => {
  const test = testOf(implementation)
  const failingOnce = (error: object) => {
    let isFirst = true
    return () => {
      if (!isFirst) return
      isFirst = false
      throw Object.assign(new Error('again'), error)
    }
  }

  test('builds anew after an error that may be repeated', ({ AWS }) => {
    const request = answeredBy(AWS, granted).service.getId(pool)
    request.on('build', failingOnce({ retryable: true }))
    const told = recordEvents(request)
    request.send()
    expect(told.slice(0, 5)).toEqual(['validate', 'build', 'restart', 'build', 'afterBuild'])
    expect(request.response).toMatchObject({ error: null, retryCount: 0 })
  })

  test('ends in the error where maxRetries is set', ({ AWS }) => {
    const { service } = answeredBy(AWS, granted)
    service.config.maxRetries = 2
    const request = service.getId(pool)
    request.on('build', failingOnce({ retryable: true }))
    const told = recordEvents(request)
    request.send()
    expect(told).toEqual(['validate', 'build', 'restart', 'error', 'complete'])
    expect(request.response).toMatchObject({ error: { message: 'again' }, retryCount: 1 })
  })

  test('goes on where a listener takes the error away', ({ AWS }) => {
    const request = answeredBy(AWS, granted).service.getId(pool)
    request.on('build', failingOnce({}))
    request.on('restart', () => {
      request.response.error = null
    })
    request.send()
    expect(request.response.data).toEqual({ IdentityId: 'eu-central-1:1' })
  })
})
