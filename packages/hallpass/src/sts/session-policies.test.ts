import { expect, test } from 'vitest'
import { checkSessionPolicies } from './session-policies.ts'

const check = (inline: string | undefined, ...arns: string[]) => checkSessionPolicies(inline, arns, { accountId: '000000000000' })

test('takes a JSON object, and managed policies of our account and of AWS', () => {
  const arns = ['arn:aws:iam::000000000000:policy/path/Mine', 'arn:aws:iam::aws:policy/ReadOnlyAccess']
  expect(() => check('{"Version":"2012-10-17","Statement":[]}', ...arns)).not.toThrow()
  expect(() => check(undefined)).not.toThrow()
})

test.each(['', '{', '[]', 'null', '"x"', '7', '{}{}'])('refuses the policy %j', (policy) => {
  expect(() => check(policy)).toThrow(
    expect.objectContaining({ type: 'MalformedPolicyDocument', message: 'This policy contains invalid Json' }),
  )
})

test.each([
  'arn:aws:iam::111111111111:policy/Theirs',
  'arn:aws:iam::000000000000:role/Mine',
  'arn:aws:s3::000000000000:policy/Mine',
  'arn:aws:iam:us-east-1:000000000000:policy/Mine',
  'not an arn',
])('refuses the managed policy %s', (arn) => {
  expect(() => check(undefined, arn)).toThrow(expect.objectContaining({ type: 'MalformedPolicyDocument' }))
})
