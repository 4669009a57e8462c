import { describe, expect, test, vi } from 'vitest'
import { AbortError } from './client-errors.ts'
import * as exceptions from './exceptions.ts'
import { IdentityServiceError } from './service-errors.ts'

const names = [
  'ConcurrentModificationException',
  'DeveloperUserAlreadyRegisteredException',
  'ExternalServiceException',
  'InternalErrorException',
  'InvalidIdentityPoolConfigurationException',
  'InvalidParameterException',
  'LimitExceededException',
  'NotAuthorizedException',
  'ResourceConflictException',
  'ResourceNotFoundException',
  'TooManyRequestsException',
]

describe('CP-ERR-1 errors of the service', () => {
  test('carry the members of both generations of the SDK', () => {
    vi.useFakeTimers({ now: 86_400_000 })
    try {
      const error = new IdentityServiceError('NotAuthorizedException', 'No.', 400, 'request-1')
      expect(error).toBeInstanceOf(Error)
      expect(error).toMatchObject({
        ...{ name: 'NotAuthorizedException', message: 'No.', code: 'NotAuthorizedException', statusCode: 400 },
        ...{ requestId: 'request-1', retryable: false, $fault: 'client', time: new Date(86_400_000) },
      })
    } finally {
      vi.useRealTimers()
    }
  })

  test('are the fault of the service from status 500 on, and may then be tried again', () => {
    expect(new IdentityServiceError('Odd', '', 500)).toMatchObject({ $fault: 'server', retryable: true })
    expect(new IdentityServiceError('Odd', '', 499)).toMatchObject({ $fault: 'client', retryable: false })
  })

  test('may be tried again where their name says so', () => {
    expect(new IdentityServiceError('ExternalServiceException', '', 400)).toMatchObject({ $fault: 'client', retryable: true })
  })

  test('have one class an exception of the API', () => {
    expect(Object.keys(exceptions).sort()).toEqual(names)
  })

  test.each(names)('are instances of the class that has their name: %s', (name) => {
    const error = new IdentityServiceError(name, '', 400)
    const classes = Object.entries(exceptions).filter(([, Exception]) => error instanceof Exception)
    expect(classes.map(([known]) => known)).toEqual([name])
  })

  test("of an SDK client are instances too, and of nothing else's", () => {
    const foreign = Object.assign(new Error('x'), { name: 'NotAuthorizedException' })
    expect(foreign).toBeInstanceOf(exceptions.NotAuthorizedException)
    expect(foreign).not.toBeInstanceOf(IdentityServiceError)
  })

  test.each([
    undefined,
    null,
    'NotAuthorizedException',
    { name: 'NotAuthorizedException' },
    new AbortError('x'),
  ])('%s is none', (thrown) => {
    expect(thrown instanceof exceptions.NotAuthorizedException).toBe(false)
  })

  test('of an exception that the API does not have are no less errors of the service', () => {
    const error = new IdentityServiceError('ValidationException', 'x', 400)
    expect(error).toBeInstanceOf(IdentityServiceError)
    expect(Object.values(exceptions).some((Exception) => error instanceof Exception)).toBe(false)
  })
})
