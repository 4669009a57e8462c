import { describe, expect, test } from 'vitest'
import { mayExist, readPolicyArn } from './policy-arn.ts'

const accountId = '123456789012'

describe('readPolicyArn', () => {
  test.each([
    ['arn:aws:iam::123456789012:policy/x', '/', 'x'],
    ['arn:aws:iam::123456789012:policy/a/b-c/x+=,.@-_1', '/a/b-c/', 'x+=,.@-_1'],
    ['arn:aws:iam::123456789012:policy//x', '//', 'x'],
    ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole', '/service-role/', 'AWSLambdaBasicExecutionRole'],
  ])('reads %s', (arn, path, name) => {
    expect(readPolicyArn(arn)).toEqual({ path, name })
  })

  test.each([
    '',
    'x',
    'arn:aws:iam::123456789012:policy',
    'arn:aws:iam::123456789012:policy/',
    'arn:aws:iam::123456789012:policy/a/',
    'arn:aws:iam::123456789012:policy/a b',
    'arn:aws:iam::123456789012:policy/x\n',
    'arn:aws:iam::123456789012:policyx/x',
    'arn:aws:iam::123456789012:role/policy/x',
    'arn:aws:iam:us-east-1:123456789012:policy/x',
    'arn:aws:s3::123456789012:policy/x',
  ])('finds no policy in %j', (text) => {
    expect(readPolicyArn(text)).toBeUndefined()
  })
})

test.each([
  [`arn:aws:iam::${accountId}:policy/anything/at-all`, true],
  ['arn:aws:iam::aws:policy/AdministratorAccess', true],
  ['arn:aws:iam::aws:policy/Unknown', false],
  ['arn:aws:iam::aws:policy/administratoraccess', false],
  [`arn:aws-cn:iam::${accountId}:policy/x`, false],
  ['arn:aws:iam::999999999999:policy/x', false],
])('whether there may be %s: %s', (arn, expected) => {
  expect(mayExist(arn, { accountId })).toBe(expected)
})
