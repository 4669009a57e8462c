import { CreatePolicyCommand, CreatePolicyVersionCommand, DeletePolicyCommand } from '@aws-sdk/client-iam'
import type { AssumeRoleRequest, STSClient } from '@aws-sdk/client-sts'
import { describe, expect } from 'vitest'
import { accountId, type Hallpass, test } from '../hallpass.ts'
import { newUser, policyOf } from '../iam-users.ts'
import { assumeAs, mayList, newRole } from './new-role.ts'

const anybody = { Principal: { AWS: '*' }, Action: ['sts:AssumeRole', 'sts:TagSession'] }
const readOnly = 'arn:aws:iam::aws:policy/AmazonCognitoReadOnly'

/** Assumes a role that may do everything in its pools. */
async function bench(hallpass: Hallpass) {
  const { sts } = await newUser(hallpass)
  const role = await newRole(hallpass, anybody, { statements: [{ Action: 'cognito-identity:*' }] })
  return (request: Partial<AssumeRoleRequest>) => assumeAs(sts satisfies STSClient, role.arn, request)
}

describe('session policies', () => {
  test('narrow what the role may, and are weighed', async ({ hallpass }) => {
    const assume = await bench(hallpass)
    const narrow = await assume({ Policy: policyOf({ Action: 'cognito-identity:DescribeIdentityPool' }) })
    expect(narrow.PackedPolicySize).toBeGreaterThan(0)
    expect(await mayList(hallpass, narrow.Credentials)).toBe(false)
    expect(await mayList(hallpass, (await assume({ Policy: policyOf({ Action: '*' }) })).Credentials)).toBe(true)
    expect(await mayList(hallpass, (await assume({})).Credentials)).toBe(true)
  })

  test('add up: what one of them allows is allowed', async ({ hallpass }) => {
    const assume = await bench(hallpass)
    const Policy = policyOf({ Action: 'iam:*' })
    expect(await mayList(hallpass, (await assume({ Policy })).Credentials)).toBe(false)
    expect(await mayList(hallpass, (await assume({ Policy, PolicyArns: [{ arn: readOnly }] })).Credentials)).toBe(true)
  })

  test('deny with the same force as others', async ({ hallpass }) => {
    const assume = await bench(hallpass)
    const Policy = policyOf({ Action: '*' }, { Effect: 'Deny', Action: 'cognito-identity:List*' })
    expect(await mayList(hallpass, (await assume({ Policy, PolicyArns: [{ arn: readOnly }] })).Credentials)).toBe(false)
  })

  test('give nothing that the role does not', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass)
    const role = await newRole(hallpass, anybody)
    expect(await mayList(hallpass, (await assumeAs(sts, role.arn, { Policy: policyOf({ Action: '*' }) })).Credentials)).toBe(false)
  })

  test('of our account mean what they mean today', async ({ hallpass }) => {
    const assume = await bench(hallpass)
    const PolicyDocument = policyOf({ Action: 'iam:*' })
    const { Policy } = await hallpass.iam.send(new CreatePolicyCommand({ PolicyName: `p-${crypto.randomUUID()}`, PolicyDocument }))
    const { Credentials } = await assume({ PolicyArns: [{ arn: Policy?.Arn }] })
    expect(await mayList(hallpass, Credentials)).toBe(false)
    const next = { PolicyArn: Policy?.Arn, PolicyDocument: policyOf({ Action: 'cognito-identity:*' }), SetAsDefault: true }
    await hallpass.iam.send(new CreatePolicyVersionCommand(next))
    expect(await mayList(hallpass, Credentials)).toBe(true)
  })

  test('leave nothing once one of them has gone, for what it denied has gone with it', async ({ hallpass }) => {
    const assume = await bench(hallpass)
    const PolicyDocument = policyOf({ Effect: 'Deny', Action: 'cognito-identity:List*' })
    const { Policy } = await hallpass.iam.send(new CreatePolicyCommand({ PolicyName: `p-${crypto.randomUUID()}`, PolicyDocument }))
    const { Credentials } = await assume({ Policy: policyOf({ Action: '*' }), PolicyArns: [{ arn: Policy?.Arn }] })
    await hallpass.iam.send(new DeletePolicyCommand({ PolicyArn: Policy?.Arn }))
    expect(await mayList(hallpass, Credentials)).toBe(false)
  })

  test.for([
    ['no JSON', '{', 'Syntax errors in policy.'],
    ['no statement', '{"Version":"2012-10-17","Statement":[]}', 'Syntax errors in policy.'],
    [
      'an older version',
      policyOf({ Action: '*' }).replace('2012-10-17', '2008-10-17'),
      'Policy document must be version 2012-10-17 or greater.',
    ],
    ['an unknown version', policyOf({ Action: '*' }).replace('2012-10-17', '2012-10-18'), 'Syntax errors in policy.'],
    ['a principal', policyOf({ Action: '*', Principal: '*' }), ''],
    ['no action', policyOf({}), 'Policy statement must contain actions.'],
    ['a short ARN', policyOf({ Action: '*', Resource: 'arn:aws:s3' }), 'Resource arn:aws:s3 must be in ARN format or "*".'],
    ['a short ARN among others', policyOf({ Action: '*', NotResource: ['*', 'arn:aws:sqs:*'] }), 'arn:aws:sqs:*'],
    ['an action of nobody', policyOf({ Action: 'invalid' }), 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.'],
  ] as const)('are refused with %s', async ([, Policy, words], { hallpass }) => {
    const assume = await bench(hallpass)
    await expect(assume({ Policy })).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message: expect.stringContaining(words),
      $metadata: { httpStatusCode: 400 },
    })
  })

  test.for([
    `arn:aws:iam::${accountId}:policy/Nobody`,
    'arn:aws:iam::210987654321:policy/Theirs',
    'arn:aws:iam::aws:policy/NoPolicyOfTheirs',
    `arn:aws:iam::${accountId}:role/NotAPolicy`,
    `arn:aws:s3:::a-bucket-of-mine`,
  ])('are refused with %s', async (arn, { hallpass }) => {
    const assume = await bench(hallpass)
    await expect(assume({ PolicyArns: [{ arn: readOnly }, { arn }] })).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message: expect.stringContaining(arn),
    })
  })

  test('have 2,048 characters at most, their names included', async ({ hallpass }) => {
    const assume = await bench(hallpass)
    const padded = (length: number) => policyOf({ Action: 'cognito-identity:*' }).padEnd(length)
    expect(await assume({ Policy: padded(2048) })).toHaveProperty('Credentials')
    const tooLong = { name: 'ValidationError', message: expect.stringContaining('2048'), $metadata: { httpStatusCode: 400 } }
    await expect(assume({ Policy: padded(2049) })).rejects.toMatchObject(tooLong)
    await expect(assume({ Policy: padded(2048), PolicyArns: [{ arn: readOnly }] })).rejects.toMatchObject(tooLong)
  })

  test('come ten at a time at most, by ARNs', async ({ hallpass }) => {
    const assume = await bench(hallpass)
    const PolicyArns = Array.from({ length: 11 }, () => ({ arn: readOnly }))
    await expect(assume({ PolicyArns })).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining("at 'policyArns' failed to satisfy constraint: Member must have length less than or equal to 10"),
    })
    await expect(assume({ PolicyArns: [{ arn: 'twenty characters and more' }] })).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'twenty characters and more is invalid',
    })
  })
})
