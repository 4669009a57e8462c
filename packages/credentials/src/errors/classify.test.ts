import { describe, expect, test } from 'vitest'
import { isIdentityGone, isLoginTokenRefused, isTransient } from './classify.ts'
import { AbortError, ConfigurationError, LoginTokenError, NetworkError, TimeoutError } from './client-errors.ts'

const named = (name: string, message = '', more: object = {}) => Object.assign(new Error(message), { name, ...more })

describe('CP-ERR-4 what is transient', () => {
  test.each([new NetworkError('x'), new TimeoutError('x'), new AbortError('x')])('is $name', (error) => {
    expect(isTransient(error)).toBe(true)
  })

  test.each([
    'TooManyRequestsException',
    'ThrottlingException',
    'Throttling',
    'RequestThrottledException',
    'ThrottledException',
    'SlowDown',
    'RequestLimitExceeded',
    'InternalErrorException',
    'ExternalServiceException',
    'RequestTimeoutException',
    'IDPCommunicationError',
  ])('is %s by its name, whatever its status', (name) => {
    expect(isTransient(named(name, '', { $metadata: { httpStatusCode: 400 } }))).toBe(true)
  })

  test.each([429, 500, 502, 503, 504])('is any error of status %d', (httpStatusCode) => {
    expect(isTransient(named('Whatever', '', { $metadata: { httpStatusCode } }))).toBe(true)
    expect(isTransient(named('Whatever', '', { statusCode: httpStatusCode }))).toBe(true)
  })

  test.each([
    'NotAuthorizedException',
    'ResourceNotFoundException',
    'ResourceConflictException',
    'InvalidParameterException',
    'InvalidIdentityPoolConfigurationException',
    'LimitExceededException',
    'ValidationException',
    'UnknownError',
    'Error',
  ])('is not %s', (name) => {
    expect(isTransient(named(name, '', { $metadata: { httpStatusCode: 400 } }))).toBe(false)
  })

  test.each([new ConfigurationError('x'), new LoginTokenError('x')])('is not $name', (error) => {
    expect(isTransient(error)).toBe(false)
  })

  test.each([undefined, null, 'a text', 7, {}, { $metadata: undefined }])('is not %j, which is no error', (thrown) => {
    expect(isTransient(thrown)).toBe(false)
  })
})

describe('CP-POOL-9 an identity that is gone', () => {
  test.each([
    named('ResourceNotFoundException', "Identity 'x' not found."),
    named('NotAuthorizedException', "Access to Identity 'us-east-1:1' is forbidden."),
    named('NotAuthorizedException', "Logins don't match. Please include at least one valid login for this identity or identity pool."),
  ])('is told by $name: $message', (error) => {
    expect(isIdentityGone(error)).toBe(true)
  })

  test.each([
    named('NotAuthorizedException', "Access to IdentityPool 'us-east-1:1' is forbidden."),
    named('NotAuthorizedException', 'Invalid login token. Token expired: 2 >= 1'),
    named('NotAuthorizedException', 'Unauthenticated access is not supported for this identity pool.'),
    named('AccessDenied', "Access to Identity 'us-east-1:1' is forbidden."),
    named('InternalErrorException', "Logins don't match."),
    undefined,
  ])('is not told by %s', (error) => {
    expect(isIdentityGone(error)).toBe(false)
  })
})

describe('CP-TOK-2 a login token that is refused', () => {
  test.each([
    'Token expired',
    'Invalid login token. Token expired: 1700000001 >= 1700000000',
    "Invalid login token. Couldn't verify signed token.",
    'Token is expired.',
  ])('is told by NotAuthorizedException: %s', (message) => {
    expect(isLoginTokenRefused(named('NotAuthorizedException', message))).toBe(true)
  })

  test.each([
    named('NotAuthorizedException', "Logins don't match."),
    named('InvalidParameterException', 'Invalid login token.'),
    named('ExpiredTokenException', 'Token expired'),
    null,
  ])('is not told by %s', (error) => {
    expect(isLoginTokenRefused(error)).toBe(false)
  })
})
