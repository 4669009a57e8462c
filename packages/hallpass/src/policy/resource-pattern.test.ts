import { expect, test } from 'vitest'
import { requestContext } from './request-context.ts'
import { matchResource } from './resource-pattern.ts'

const context = requestContext([['aws:username', 'alice']])

test.each([
  ['arn:aws:sqs:*:111122223333:q', 'arn:aws:sqs:eu-west-1:111122223333:q', 'arn:aws:sqs:*:111122223333:q'],
  ['arn:aws:s3:::', 'arn:aws:s3:::', 'arn:aws:s3:::'],
  ['arn:aws:sqs', 'arn:aws:sqs:eu-west-1:111122223333:q', 'arn:aws:sqs:*:*:*'],
  ['arn:aws:sqs:eu-*', 'arn:aws:sqs:eu-west-1:111122223333:q', 'arn:aws:sqs:eu-*:*:*'],
  ['arn:aws:sqs:us-*', 'arn:aws:sqs:eu-west-1:111122223333:q', undefined],
  ['arn:aws:sqs:*:q', 'arn:aws:sqs:eu-west-1:111122223333:q', undefined],
  ['arn:aws:sqs', '*', undefined],
  ['arn', 'arn:aws:s3:::b/k', undefined],
  ['x', 'x', undefined],
  ['**', 'arn:aws:s3:::b/k', undefined],
])('takes %s for a pattern of %s as %s', (pattern, resource, matching) => {
  expect(matchResource(pattern, { resource, version: '2012-10-17', context })).toBe(matching)
})

test('answers the pattern with its variables filled in', () => {
  const asked = { resource: 'arn:aws:s3:::b/alice/k', version: '2012-10-17', context } as const
  expect(matchResource('arn:aws:s3:::b/${aws:username}/*', asked)).toBe('arn:aws:s3:::b/alice/*')
})

test('matches nothing by a pattern that cannot be read', () => {
  const asked = { resource: 'arn:aws:s3:::b/${aws:username', version: '2012-10-17', context } as const
  expect(matchResource('arn:aws:s3:::b/${aws:username', asked)).toBeUndefined()
})
