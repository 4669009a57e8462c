import { describe, expect, test } from 'vitest'
import { queryApis } from './query-api.ts'
import { invalidAction, missingAction, signatureError, validationError } from './query-errors.ts'

describe('signatureError', () => {
  test.each([
    ['missing-authentication-token', 'MissingAuthenticationToken', 403],
    ['incomplete-signature', 'IncompleteSignature', 400],
    ['two-forms', 'IncompleteSignature', 400],
    ['invalid-signature', 'SignatureDoesNotMatch', 403],
    ['invalid-uri-path', 'InvalidURIPath', 400],
    ['malformed-query-string', 'MalformedQueryString', 400],
    ['unknown-key', 'InvalidClientTokenId', 403],
    ['session-expired', 'ExpiredToken', 403],
  ] as const)('calls %s %s', (kind, type, status) => {
    expect(signatureError(kind, 'Why.')).toMatchObject({ type, status, message: 'Why.' })
  })
})

test('a missing action is told', () => {
  expect(missingAction()).toMatchObject({ type: 'MissingAction', status: 400, message: 'The request must contain the parameter Action' })
})

test('an unknown action of STS is told with its version', () => {
  expect(invalidAction('X', '2011-06-15', queryApis.sts, ['GetCallerIdentity'])).toMatchObject({
    type: 'InvalidAction',
    status: 400,
    message: 'Could not find operation X for version 2011-06-15',
  })
})

test('an unknown action of IAM is told with those that there are', () => {
  expect(invalidAction('CreateRole', '2010-05-08', queryApis.iam, ['TagB', 'GetA']).message).toBe(
    'Could not find operation CreateRole for version 2010-05-08. Supported operations: GetA, TagB',
  )
})

test('a violation shows its value at STS and not at IAM', () => {
  const violations = [{ path: 'roleArn', shown: 'secret', constraint: 'Member must have length greater than or equal to 20' }]
  expect(validationError(violations, queryApis.sts)).toMatchObject({ type: 'ValidationError', status: 400 })
  expect(validationError(violations, queryApis.sts).message).toContain("Value 'secret' at 'roleArn'")
  expect(validationError(violations, queryApis.iam).message).toContain("Value at 'roleArn'")
})
