import { expect, test } from 'vitest'
import { requestContext } from './request-context.ts'
import { matchResource } from './resource-pattern.ts'

const context = requestContext([['aws:username', 'alice']])

test.each([
  ['arn:aws:sqs:*:111122223333:q', 'arn:aws:sqs:eu-west-1:111122223333:q'],
  ['arn:aws:sqs:*:q', 'arn:aws:sqs:eu-west-1:111122223333:q'],
  ['arn:aws:sqs:eu-*', 'arn:aws:sqs:eu-west-1:111122223333:q'],
  ['arn:aws:s3:::', 'arn:aws:s3:::'],
  ['x', 'x'],
  ['**', 'arn:aws:s3:::b/k'],
])('matches %s with %s only where both have six parts', (pattern, resource) => {
  const areArns = pattern.split(':').length > 5 && resource.split(':').length > 5
  expect(matchResource(pattern, { resource, version: '2012-10-17', context })).toBe(areArns ? pattern : undefined)
})

test('answers the pattern with its variables filled in', () => {
  const asked = { resource: 'arn:aws:s3:::b/alice/k', version: '2012-10-17', context } as const
  expect(matchResource('arn:aws:s3:::b/${aws:username}/*', asked)).toBe('arn:aws:s3:::b/alice/*')
})

test('matches nothing by a pattern that cannot be read', () => {
  const asked = { resource: 'arn:aws:s3:::b/${aws:username', version: '2012-10-17', context } as const
  expect(matchResource('arn:aws:s3:::b/${aws:username', asked)).toBeUndefined()
})
