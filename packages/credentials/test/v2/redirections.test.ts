import { createServer } from 'node:http'
import { describe, expect } from 'vitest'
import { answer } from '../stub/reactions.ts'
import { implementations, ours, testOf } from './both.ts'
import { answerTo, cognitoAt, identityPoolId } from './cognito-service.ts'

const pool = { IdentityPoolId: identityPoolId }

describe.each(implementations)('A4.9 redirections of $name', (implementation) => {
  const test = testOf(implementation)

  test('of the same origin are followed, and counted', async ({ AWS, stub }) => {
    const location = (path: string) => answer('', { status: 307, headers: { location: `${stub.url}${path}` } })
    stub.next('GetId', location('/a'), location('/b'))
    const request = cognitoAt(stub, AWS).getId(pool)
    const { error, data, response } = await answerTo(request)
    expect(error).toBeNull()
    expect(data).toEqual({ IdentityId: expect.any(String) })
    expect(stub.requests.map(({ path, input }) => [path, input])).toEqual(['/', '/a', '/b'].map((path) => [path, pool]))
    expect({ retries: response.retryCount, redirects: response.redirectCount, max: response.maxRedirects }).toEqual(redirectCounts)
  })

  test('are no more than maxRedirects and maxRetries', async ({ AWS, stub }) => {
    stub.always('GetId', answer('', { status: 307, headers: { location: stub.url } }))
    const { error, response } = await answerTo(cognitoAt(stub, AWS, { maxRedirects: 2, maxRetries: 0 }).getId(pool))
    expect(error).toMatchObject({ statusCode: 307, redirect: true, retryable: true })
    expect([stub.requests.length, response.redirectCount]).toEqual([3, 2])
  })

  test('without a location are failures', async ({ AWS, stub }) => {
    stub.always('GetId', answer('', { status: 304 }))
    const { error } = await answerTo(cognitoAt(stub, AWS, { maxRetries: 0 }).getId(pool))
    expect(error).toMatchObject({ statusCode: 304, retryable: false })
  })
})

// A redirection is a failure that may be repeated, so that it is counted as such while there are retries left.
const redirectCounts = { retries: 2, redirects: 0, max: 10 }

describe('CP-SEC-3 redirections to another origin', () => {
  const test = testOf(ours)

  test('get no token: they are not followed', async ({ AWS, stub }) => {
    const asked: unknown[] = []
    const other = createServer((request, response) => {
      asked.push(request.url)
      response.end('{}')
    })
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const port = typeof address === 'object' ? address?.port : undefined
    stub.always('GetId', answer('', { status: 307, headers: { location: `http://127.0.0.1:${port}/` } }))
    const { error } = await answerTo(cognitoAt(stub, AWS, { maxRetries: 1 }).getId({ ...pool, Logins: { a: 'token' } }))
    expect(error).toMatchObject({ statusCode: 307 })
    expect(asked).toEqual([])
    other.close()
  })
})
