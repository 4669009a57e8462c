import { describe, expect, test } from 'vitest'
import { type Answer, answeredBy, granted, pool, refused } from './answers.ts'
import { ours } from './both.ts'
import { recordEvents } from './cognito-service.ts'

const aborted = { code: 'RequestAbortedError', message: 'Request aborted by user', retryable: false }
const lost: () => Answer = () => ({ fault: new Error('cut') })

describe('A4.8 abort() within a listener of', () => {
  const cases: [event: string, sent: number, answer: () => Answer][] = [
    ['validate', 0, () => granted],
    ['build', 0, () => granted],
    ['afterBuild', 0, () => granted],
    ['sign', 0, () => granted],
    ['send', 1, () => granted],
    ['httpError', 1, lost],
    ['httpHeaders', 1, () => granted],
    ['httpData', 1, () => granted],
    ['httpDone', 1, () => granted],
    ['retry', 1, lost],
    ['afterRetry', 1, lost],
  ]
  test.each(cases)('%s ends the request as aborted, with %i requests sent', async (event, sent, answer) => {
    const AWS = await ours.load()
    const { service, requests } = answeredBy(AWS, answer(), granted)
    const request = service.getId(pool)
    request.on(event as 'mine', () => request.abort(), true)
    const told = recordEvents(request)
    await expect(request.promise()).rejects.toMatchObject(aborted)
    expect(requests).toHaveLength(sent)
    expect(told.slice(-2)).toEqual(['error', 'complete'])
    expect(request.response.data).toBeNull()
  })

  test.each(['success', 'complete'] as const)('%s changes nothing', async (event) => {
    const AWS = await ours.load()
    const request = answeredBy(AWS).service.getId(pool)
    request.on(event, () => request.abort(), true)
    await expect(request.promise()).resolves.toEqual({ IdentityId: 'eu-central-1:1' })
  })

  test.each(['error', 'complete'] as const)('%s leaves the error as it was', async (event) => {
    const AWS = await ours.load()
    const request = answeredBy(AWS, refused).service.getId(pool)
    request.on(event, () => request.abort(), true)
    await expect(request.promise()).rejects.toMatchObject({ code: 'NotAuthorizedException' })
  })
})

describe('A4.8 abort()', () => {
  test('before the credentials came sends nothing', async () => {
    const AWS = await ours.load()
    const { service, requests } = answeredBy(AWS)
    const request = service.describeIdentity({ IdentityId: 'eu-central-1:1' })
    const promise = request.promise()
    request.abort()
    await expect(promise).rejects.toMatchObject(aborted)
    expect(requests).toEqual([])
  })

  test('is told to the HTTP client, unless that is done', async () => {
    const AWS = await ours.load()
    const request = answeredBy(AWS).service.getId(pool)
    const stream = {
      aborted: 0,
      didCallback: false,
      abort() {
        this.aborted++
      },
    }
    request.httpRequest.stream = stream
    expect(request.abort()).toBe(request)
    stream.didCallback = true
    request.abort()
    expect(stream.aborted).toBe(1)
  })
})
