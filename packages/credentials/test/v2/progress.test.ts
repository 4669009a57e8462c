import { EventEmitter } from 'node:events'
import { describe, expect, vi } from 'vitest'
import type { HttpClient } from '../../src/v2/http-types.ts'
import { answeredBy, granted, pool } from './answers.ts'
import { implementations, ours, testOf } from './both.ts'

describe.each(implementations)('A4.7 progress of a request of $name', (implementation) => {
  const test = testOf(implementation)

  test('is what the HTTP client tells of', ({ AWS }) => {
    const { service } = answeredBy(AWS)
    const stream = new EventEmitter()
    AWS.HttpClient.getInstance = () => ({ handleRequest: () => stream }) as HttpClient
    const request = service.getId(pool)
    const [up, down] = [vi.fn(), vi.fn()]
    request.on('httpUploadProgress', up).on('httpDownloadProgress', down).send()
    stream.emit('sendProgress', { loaded: 1, total: 2 })
    stream.emit('receiveProgress', { loaded: 3, total: 4 })
    expect(up.mock.calls).toEqual([[{ loaded: 1, total: 2 }, request.response]])
    expect(down.mock.calls).toEqual([[{ loaded: 3, total: 4 }, request.response]])
  })

  test('is counted in Node by the bytes that came', ({ AWS }) => {
    const { service } = answeredBy(AWS, { ...granted, headers: { 'content-length': '31' } })
    const request = service.getId(pool)
    const down = vi.fn()
    request.on('httpDownloadProgress', down).send()
    expect(down.mock.calls).toEqual([[{ loaded: 31, total: '31' }, request.response]])
    expect(Object.keys(request.response.httpResponse)).not.toContain('numBytes')
  })

  test('ends in a body that is one Buffer', ({ AWS }) => {
    const request = answeredBy(AWS).service.getId(pool)
    request.send()
    const { body, statusCode } = request.response.httpResponse
    expect([Buffer.isBuffer(body), String(body), statusCode]).toEqual([true, '{"IdentityId":"eu-central-1:1"}', 200])
  })
})

describe('CP-V2-6 a request in a browser', () => {
  const test = testOf(ours)

  test('has a body whose text is the answer’s', ({ browser: { AWS } }) => {
    const request = answeredBy(AWS, { status: 200, body: '{"IdentityId":"é€"}' }).service.getId(pool)
    request.send()
    expect(String(request.response.httpResponse.body)).toBe('{"IdentityId":"é€"}')
    expect(request.response.data).toEqual({ IdentityId: 'é€' })
  })

  test('names its agent in a header that scripts may set', ({ browser: { AWS } }) => {
    const { headers } = answeredBy(AWS).service.getId(pool).httpRequest
    expect(Object.keys(headers)).toEqual(['X-Amz-User-Agent'])
    AWS.util.isBrowser = () => false
    expect(Object.keys(answeredBy(AWS).service.getId(pool).httpRequest.headers)).toEqual(['User-Agent'])
  })
})
