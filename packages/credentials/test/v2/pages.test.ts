import { describe, expect, vi } from 'vitest'
import type { AwsNamespace } from '../../src/v2/aws.ts'
import type { AWSError } from '../../src/v2/executor-types.ts'
import { type Answer, answeredBy, granted, pool, refused } from './answers.ts'
import { implementations, testOf } from './both.ts'

const page = (number: number, NextToken?: string): Answer => ({
  status: 200,
  body: JSON.stringify({ IdentityPools: [{ IdentityPoolId: `a${number}` }, { IdentityPoolId: `b${number}` }], NextToken }),
})
const three = [page(1, 't1'), page(2, 't2'), page(3)]
const listed = (AWS: AwsNamespace, ...answers: Answer[]) => {
  const { service, requests } = answeredBy(AWS, ...answers)
  return { request: service.listIdentityPools({ MaxResults: 2 }), bodies: () => requests.map(({ body }) => JSON.parse(body)) }
}

/** What a callback was called with, once the last call was made: null and null. */
function walk(start: (callback: (error: AWSError | null, value: unknown) => unknown) => void, answer?: (value: unknown) => unknown) {
  return new Promise<unknown[]>((resolve) => {
    const calls: unknown[] = []
    start((error, value) => {
      calls.push(error ? error.code : value)
      const result = answer?.(value)
      if ((error === null && value === null) || result === false) resolve(calls)
      return result
    })
  })
}

describe.each(implementations)('A4.11 pages of $name', (implementation) => {
  const test = testOf(implementation)

  test('come one after another, then null', async ({ AWS }) => {
    const { request, bodies } = listed(AWS, ...three)
    const calls = await walk((callback) => request.eachPage(callback))
    expect(calls).toMatchObject([{ NextToken: 't1' }, { NextToken: 't2' }, { IdentityPools: [{ IdentityPoolId: 'a3' }, {}] }, null])
    expect(bodies().map(({ NextToken }) => NextToken)).toEqual([undefined, 't1', 't2'])
    expect(bodies().every(({ MaxResults }) => MaxResults === 2)).toBe(true)
  })

  test('stop where the callback returns false', async ({ AWS }) => {
    const { request, bodies } = listed(AWS, ...three)
    await walk(
      (callback) => request.eachPage(callback),
      () => false,
    )
    expect(bodies()).toHaveLength(1)
  })

  test('wait for done where the callback takes it, with the response as this', async ({ AWS }) => {
    const { request, bodies } = listed(AWS, ...three)
    const seen = await new Promise<unknown[]>((resolve) => {
      const contexts: unknown[] = []
      request.eachPage(function (this: unknown, _error, data, done) {
        contexts.push((this as typeof request.response).data)
        if (data === null) resolve(contexts)
        else queueMicrotask(() => done?.())
      })
    })
    expect(seen).toMatchObject([{ NextToken: 't1' }, { NextToken: 't2' }, { IdentityPools: [{}, {}] }, { IdentityPools: [{}, {}] }])
    expect(bodies()).toHaveLength(3)
  })

  test('stop where done says false', async ({ AWS }) => {
    const { request, bodies } = listed(AWS, ...three)
    await new Promise<void>((resolve) => {
      request.eachPage((_error, _data, done) => {
        done?.(false)
        resolve()
      })
    })
    expect(bodies()).toHaveLength(1)
  })

  test('that fail are told, and then the end', async ({ AWS }) => {
    const { request } = listed(AWS, page(1, 't1'), refused)
    const calls = await walk((callback) => request.eachPage(callback))
    expect(calls).toMatchObject([{ NextToken: 't1' }, 'NotAuthorizedException', null])
  })

  test('of an operation without pages are one', async ({ AWS }) => {
    const { service } = answeredBy(AWS, granted)
    expect(await walk((callback) => service.getId(pool).eachPage(callback))).toEqual([{ IdentityId: 'eu-central-1:1' }, null])
  })

  test('are taken apart by eachItem', async ({ AWS }) => {
    const { request } = listed(AWS, ...three)
    const calls = await walk((callback) => request.eachItem(callback))
    expect(calls.map((item) => (item as { IdentityPoolId: string } | null)?.IdentityPoolId)).toEqual(
      'a1 b1 a2 b2 a3 b3'.split(' ').concat(undefined as never),
    )
  })

  test('are not asked for once eachItem’s callback returns false', async ({ AWS }) => {
    const { request, bodies } = listed(AWS, ...three)
    const calls = await walk(
      (callback) => request.eachItem(callback),
      (item) => (item as { IdentityPoolId?: string })?.IdentityPoolId !== 'a2',
    )
    expect([calls.length, bodies().length]).toEqual([3, 2])
  })

  test('without items end at once', async ({ AWS }) => {
    const { request } = listed(AWS, { status: 200, body: '{}' })
    expect(await walk((callback) => request.eachItem(callback))).toEqual([null])
  })

  test('exist of one operation alone', ({ AWS }) => {
    const { service } = answeredBy(AWS)
    const pageable = Object.keys(service.api.operations).filter((operation) => service.makeRequest(operation, {}).isPageable())
    expect(pageable).toEqual(['listIdentityPools'])
  })
})

describe.each(implementations)('A4.11 response.nextPage of $name', (implementation) => {
  const test = testOf(implementation)

  test('makes the request of the next page, with the params of this one', async ({ AWS }) => {
    const { request, bodies } = listed(AWS, ...three)
    await request.promise()
    const { response } = request
    expect([response.hasNextPage(), response.nextPageTokens, response.cacheNextPageTokens()]).toEqual([true, ['t1'], ['t1']])
    const next = response.nextPage()
    expect([next?.operation, next?.params, request.params]).toEqual([
      'listIdentityPools',
      { MaxResults: 2, NextToken: 't1' },
      { MaxResults: 2 },
    ])
    expect(bodies()).toHaveLength(1)
  })

  test('sends it where there is a callback', async ({ AWS }) => {
    const { request } = listed(AWS, ...three)
    await request.promise()
    const data = await new Promise((resolve) => request.response.nextPage((_error, page) => resolve(page)))
    expect(data).toMatchObject({ NextToken: 't2' })
  })

  test('is null on the last page, told to the callback too', async ({ AWS }) => {
    const { request } = listed(AWS, page(3))
    await request.promise()
    const callback = vi.fn()
    expect([request.response.hasNextPage(), request.response.nextPage(), request.response.nextPage(callback)]).toEqual([false, null, null])
    expect(callback).toHaveBeenCalledExactlyOnceWith(null, null)
  })

  test('throws the error of a failed page, or hands it to the callback', async ({ AWS }) => {
    const { request } = listed(AWS, refused)
    await request.promise().catch(() => {})
    const callback = vi.fn()
    request.response.nextPage(callback)
    expect(callback).toHaveBeenCalledExactlyOnceWith(request.response.error, null)
    expect(() => request.response.nextPage()).toThrow('no')
  })

  test('throws where the operation has no pages', async ({ AWS }) => {
    const request = answeredBy(AWS).service.getId(pool)
    await request.promise()
    expect([request.response.hasNextPage(), request.response.nextPageTokens]).toEqual([undefined, undefined])
    expect(() => request.response.nextPage()).toThrow('No pagination configuration for getId')
  })
})
