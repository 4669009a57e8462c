import { expect, test } from 'vitest'
import { isRoleArn } from './role-arn.ts'

const account = '123456789012'

test.each(['role/User', 'role/app/web/User', 'role/a+=,.@-_9', `role/${'n'.repeat(64)}`])('%s is a role', (resource) => {
  expect(isRoleArn(`arn:aws:iam::${account}:${resource}`, account)).toBe(true)
})

test.each([
  'User',
  'arn:aws:iam::210987654321:role/User',
  `arn:aws-cn:iam::${account}:role/User`,
  `arn:aws:sts::${account}:role/User`,
  `arn:aws:iam:eu-central-1:${account}:role/User`,
  `arn:aws:iam::${account}:user/User`,
  `arn:aws:iam::${account}:role/`,
  `arn:aws:iam::${account}:role/app/`,
  `arn:aws:iam::${account}:role//User`,
  `arn:aws:iam::${account}:role/Us er`,
  `arn:aws:iam::${account}:role/*`,
  `arn:aws:iam::${account}:role/User\n`,
  `arn:aws:iam::${account}:role/${'n'.repeat(65)}`,
])('%j is none of the account', (text) => {
  expect(isRoleArn(text, account)).toBe(false)
})
