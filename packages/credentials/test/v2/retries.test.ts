import { describe, expect, vi } from 'vitest'
import type { AwsNamespace } from '../../src/v2/aws.ts'
import { answer, fault, internalError, refusal, tooManyRequests } from '../stub/reactions.ts'
import { implementations, testOf } from './both.ts'
import { answerTo, cognitoAt, identityPoolId, keys, region } from './cognito-service.ts'

const pool = { IdentityPoolId: identityPoolId }

describe.each(implementations)('A4.9 retries of $name', (implementation) => {
  const test = testOf(implementation)

  test('are three unless told otherwise', async ({ AWS, stub }) => {
    stub.always('GetId', internalError())
    const { error, response } = await answerTo(cognitoAt(stub, AWS).getId(pool))
    expect(error).toMatchObject({ code: 'InternalErrorException', statusCode: 500, retryable: true })
    expect([stub.requests.length, response.retryCount, response.maxRetries]).toEqual([4, 3, 3])
  })

  test.for([0, 1, 5])('are %i where maxRetries says so', async (maxRetries, { AWS, stub }) => {
    stub.always('GetId', internalError())
    const { response } = await answerTo(cognitoAt(stub, AWS, { maxRetries }).getId(pool))
    expect([stub.requests.length, response.retryCount, response.maxRetries]).toEqual([maxRetries + 1, maxRetries, maxRetries])
  })

  test.for([
    ['429', answer({}, { status: 429 }), 2],
    ['TooManyRequestsException', tooManyRequests(), 2],
    ['TooManyRequestsException with status 400', refusal('TooManyRequestsException'), 2],
    ['ThrottlingException', refusal('ThrottlingException'), 2],
    ['Throttling', refusal('Throttling'), 2],
    ['RequestLimitExceeded', refusal('RequestLimitExceeded'), 2],
    ['RequestThrottled', refusal('RequestThrottled'), 2],
    ['RequestThrottledException', refusal('RequestThrottledException'), 2],
    ['EC2ThrottledException', refusal('EC2ThrottledException'), 2],
    ['ProvisionedThroughputExceededException', refusal('ProvisionedThroughputExceededException'), 2],
    ['TransactionInProgressException', refusal('TransactionInProgressException'), 2],
    ['500', answer('', { status: 500 }), 2],
    ['503', fault('html-503'), 2],
    ['400', refusal('NotAuthorizedException'), 1],
    ['404', answer({}, { status: 404 }), 1],
    ['InternalErrorException with status 400', refusal('InternalErrorException'), 1],
    ['LimitExceededException', refusal('LimitExceededException'), 1],
    ['a page with status 200', fault('html'), 1],
  ] as const)('at %s', async ([, reaction, requests], { AWS, stub }) => {
    stub.next('GetId', reaction)
    await answerTo(cognitoAt(stub, AWS).getId(pool))
    expect(stub.requests).toHaveLength(requests)
  })

  test('of ExpiredTokenException mark the credentials as expired', async ({ AWS, stub }) => {
    const credentials = new AWS.Credentials(keys)
    const refresh = vi.spyOn(credentials, 'refresh')
    stub.next('ListIdentityPools', refusal('ExpiredTokenException', 'expired'))
    const { error } = await answerTo(cognitoAt(stub, AWS, { credentials }).listIdentityPools({ MaxResults: 1 }))
    expect(error).toBeNull()
    expect(refresh).toHaveBeenCalledOnce()
    expect(stub.requests).toHaveLength(2)
  })

  test.for(['ExpiredToken', 'RequestExpired'])('of %s, too', async (code, { AWS, stub }) => {
    const credentials = new AWS.Credentials(keys)
    const refresh = vi.spyOn(credentials, 'refresh')
    stub.next('ListIdentityPools', refusal(code, 'expired'))
    const { error } = await answerTo(cognitoAt(stub, AWS, { credentials }).listIdentityPools({ MaxResults: 1 }))
    expect(error).toBeNull()
    expect(refresh).toHaveBeenCalledOnce()
  })

  test('of an expired signature', async ({ AWS, stub }) => {
    stub.next('ListIdentityPools', refusal('InvalidSignatureException', 'Signature expired: 1 is now earlier than 2'))
    const { error } = await answerTo(cognitoAt(stub, AWS).listIdentityPools({ MaxResults: 1 }))
    expect(error).toBeNull()
    expect(stub.requests).toHaveLength(2)
  })

  test('not of a wrong one', async ({ AWS, stub }) => {
    stub.next('ListIdentityPools', refusal('InvalidSignatureException', 'The request signature is wrong.'))
    const { error } = await answerTo(cognitoAt(stub, AWS).listIdentityPools({ MaxResults: 1 }))
    expect(error).toMatchObject({ code: 'InvalidSignatureException', retryable: false })
  })

  test('not where a listener said so by null', async ({ AWS, stub }) => {
    stub.next('GetId', internalError())
    const request = cognitoAt(stub, AWS).getId(pool)
    request.on('extractError', ({ error }) => Object.assign(error ?? {}, { retryable: null }))
    const { error } = await answerTo(request)
    expect(error).toMatchObject({ code: 'InternalErrorException', retryable: null })
    expect(stub.requests).toHaveLength(1)
  })

  describe('wait', () => {
    const waits = (AWS: AwsNamespace, config: object) => {
      const service = new AWS.CognitoIdentity({ region, ...config })
      return [0, 1, 2].map((count) => service.retryDelays(count, AWS.util.error(new Error('no'), { code: 'No' })))
    }

    test('up to 100 ms, twice as long each time', ({ AWS }) => {
      vi.spyOn(Math, 'random').mockReturnValue(0.5)
      expect(waits(AWS, {})).toEqual([50, 100, 200])
    })

    test('by the base that is given', ({ AWS }) => {
      vi.spyOn(Math, 'random').mockReturnValue(0.5)
      expect(waits(AWS, { retryDelayOptions: { base: 300 } })).toEqual([150, 300, 600])
      expect(waits(AWS, { retryDelayOptions: { base: 0 } })).toEqual([0, 0, 0])
    })

    test('as customBackoff says, which gets count and error, and base counts for nothing', ({ AWS }) => {
      const customBackoff = vi.fn((count: number) => count * 7)
      expect(waits(AWS, { retryDelayOptions: { base: 300, customBackoff } })).toEqual([0, 7, 14])
      expect(customBackoff.mock.calls[1]).toEqual([1, expect.objectContaining({ code: 'No' })])
    })

    test('as customBackoff says: each error has its retryDelay', async ({ AWS, stub }) => {
      stub.always('GetId', internalError())
      const delays: unknown[] = []
      const request = cognitoAt(stub, AWS, { retryDelayOptions: { customBackoff: (count) => count + 1 } }).getId(pool)
      request.on('retry', ({ error }) => delays.push(error?.retryDelay))
      await answerTo(request)
      expect(delays).toEqual([1, 2, 3, undefined])
    })

    test('no longer where customBackoff is negative: that was the last', async ({ AWS, stub }) => {
      stub.always('GetId', internalError())
      const { error, response } = await answerTo(cognitoAt(stub, AWS, { retryDelayOptions: { customBackoff: () => -1 } }).getId(pool))
      expect(error).toMatchObject({ code: 'InternalErrorException', retryable: true, retryDelay: -1 })
      expect(stub.requests).toHaveLength(1)
      expect(response.retryCount).toBe(1)
    })

    test('as a replaced retryDelays of the service says', async ({ AWS, stub }) => {
      stub.next('GetId', internalError())
      const service = cognitoAt(stub, AWS)
      const retryDelays = vi.spyOn(service, 'retryDelays').mockReturnValue(0)
      const { error } = await answerTo(service.getId(pool))
      expect(error).toBeNull()
      expect(retryDelays).toHaveBeenCalledWith(0, expect.objectContaining({ code: 'InternalErrorException' }))
    })
  })

  test('go by retryableError of the service', async ({ AWS, stub }) => {
    stub.next('GetId', refusal('NotAuthorizedException'))
    const service = cognitoAt(stub, AWS)
    const retryableError = vi.spyOn(service, 'retryableError').mockReturnValue(true)
    const { error } = await answerTo(service.getId(pool))
    expect(error).toBeNull()
    expect(retryableError.mock.calls[0]?.[0]).toMatchObject({ code: 'NotAuthorizedException', statusCode: 400 })
  })

  test('are what a listener of retry decides', async ({ AWS, stub }) => {
    stub.next('GetId', refusal('NotAuthorizedException'))
    const request = cognitoAt(stub, AWS).getId(pool)
    request.on('retry', ({ error }) => {
      if (error) error.retryable = true
    })
    const { error, response } = await answerTo(request)
    expect(error).toBeNull()
    expect(response.retryCount).toBe(1)
  })
})
