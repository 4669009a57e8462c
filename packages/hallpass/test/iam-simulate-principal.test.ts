import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreatePolicyVersionCommand,
  GetContextKeysForPrincipalPolicyCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam'
import { describe, expect } from 'vitest'
import { accountId, type Hallpass, test } from './hallpass.ts'
import { allowing, clientAllowed, createPolicy, createRole, createUser, notFound, refusal, whole } from './iam-entities.ts'
import { decisions, resourcePolicy, simulatePrincipal } from './simulations.ts'

async function userWith({ iam }: Hallpass, user: { UserName: string | undefined }, policies: Readonly<Record<string, string>>) {
  for (const [PolicyName, PolicyDocument] of Object.entries(policies)) {
    await iam.send(new PutUserPolicyCommand({ UserName: user.UserName, PolicyName, PolicyDocument }))
  }
}

/** A document that is one line, and where its only statement begins and ends. */
const document = allowing('s3:GetObject')
const span = { StartPosition: { Line: 1, Column: 38 }, EndPosition: { Line: 1, Column: document.length - 1 } }

describe('the policies of a user', () => {
  test('are inline ones, attached ones, and those that are given besides', async ({ hallpass }) => {
    const user = await createUser(hallpass, { Path: '/staff/' })
    await userWith(hallpass, user, { own: document, other: allowing('sqs:*') })
    const PolicyArn = await createPolicy(hallpass, { PolicyName: `m-${user.UserName}`, Path: '/p/' })
    for (const arn of [PolicyArn, 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess']) {
      await hallpass.iam.send(new AttachUserPolicyCommand({ UserName: user.UserName, PolicyArn: arn }))
    }
    const [result] = await simulatePrincipal(hallpass, user.Arn, { PolicyInputList: [document] })
    expect(result).toMatchObject({
      EvalActionName: 's3:GetObject',
      EvalResourceName: '*',
      EvalDecision: 'allowed',
      MissingContextValues: [],
    })
    expect(result?.MatchedStatements).toEqual([
      { SourcePolicyId: `user_${user.UserName}_own`, SourcePolicyType: 'IAM Policy', ...span },
      { SourcePolicyId: `m-${user.UserName}`, SourcePolicyType: 'IAM Policy', ...span },
      {
        SourcePolicyId: 'AmazonS3ReadOnlyAccess',
        SourcePolicyType: 'IAM Policy',
        StartPosition: expect.anything(),
        EndPosition: expect.anything(),
      },
      { SourcePolicyId: 'PolicyInputList.1', SourcePolicyType: 'IAM Policy', ...span },
    ])
  })

  test('are of today', async ({ hallpass }) => {
    const user = await createUser(hallpass)
    const PolicyArn = await createPolicy(hallpass)
    const act = async () => decisions(await simulatePrincipal(hallpass, user.Arn, { ActionNames: ['s3:GetObject', 's3:PutObject'] }))
    expect(await act()).toEqual(['implicitDeny', 'implicitDeny'])
    await hallpass.iam.send(new AttachUserPolicyCommand({ UserName: user.UserName, PolicyArn }))
    expect(await act()).toEqual(['allowed', 'implicitDeny'])
    const PolicyDocument = allowing('s3:PutObject')
    await hallpass.iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }))
    expect(await act()).toEqual(['implicitDeny', 'allowed'])
  })

  test('are narrowed by his boundary, or by the one that is given in its place', async ({ hallpass }) => {
    const boundary = await createPolicy(hallpass, { PolicyDocument: allowing('sqs:*') })
    const user = await createUser(hallpass, { PermissionsBoundary: boundary })
    await userWith(hallpass, user, { own: document })
    expect(await simulatePrincipal(hallpass, user.Arn)).toMatchObject([
      { EvalDecision: 'implicitDeny', PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false } },
    ])
    const given = { PermissionsBoundaryPolicyInputList: [allowing('s3:*')] }
    expect(await simulatePrincipal(hallpass, user.Arn, given)).toMatchObject([
      { EvalDecision: 'allowed', PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: true } },
    ])
  })
})

test('the policies of a role are its own', async ({ hallpass }) => {
  const role = await createRole(hallpass, { Path: '/a/' })
  await hallpass.iam.send(new PutRolePolicyCommand({ RoleName: role.RoleName, PolicyName: 'in-line', PolicyDocument: document }))
  await hallpass.iam.send(
    new AttachRolePolicyCommand({ RoleName: role.RoleName, PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }),
  )
  const [result] = await simulatePrincipal(hallpass, role.Arn)
  expect(result?.MatchedStatements?.map(({ SourcePolicyId }) => SourcePolicyId)).toEqual([
    `role_${role.RoleName}_in-line`,
    'AdministratorAccess',
  ])
})

describe('what follows from the principal', () => {
  const keysOf = (hallpass: Hallpass, arn: string | undefined, condition: object, request = {}) =>
    simulatePrincipal(hallpass, arn, { PolicyInputList: [allowing('s3:*', '*', condition)], ...request }).then(decisions)

  test('is known of a user', async ({ hallpass }) => {
    const user = await createUser(hallpass, { Path: '/staff/', Tags: [{ Key: 'team', Value: 'red' }] })
    const StringEquals = {
      'aws:PrincipalArn': user.Arn,
      'aws:PrincipalAccount': accountId,
      'aws:PrincipalType': 'User',
      'aws:userid': user.UserId,
      'aws:username': user.UserName,
      'aws:PrincipalTag/Team': 'red',
    }
    expect(await keysOf(hallpass, user.Arn, { StringEquals })).toEqual(['allowed'])
  })

  test('is known of a role, but for the name of a session', async ({ hallpass }) => {
    const role = await createRole(hallpass, { Tags: [{ Key: 'team', Value: 'red' }] })
    const StringEquals = { 'aws:PrincipalArn': role.Arn, 'aws:PrincipalType': 'AssumedRole', 'aws:PrincipalTag/team': 'red' }
    expect(await keysOf(hallpass, role.Arn, { StringEquals })).toEqual(['allowed'])
    expect(await keysOf(hallpass, role.Arn, { Null: { 'aws:userid': 'true', 'aws:username': 'true' } })).toEqual(['allowed'])
  })

  test('is all that is known of the request', async ({ hallpass }) => {
    const { Arn } = await createUser(hallpass)
    const Null = Object.fromEntries(['aws:SourceIp', 'aws:CurrentTime', 'aws:SecureTransport', 'aws:UserAgent'].map((key) => [key, 'true']))
    expect(await keysOf(hallpass, Arn, { Null })).toEqual(['allowed'])
  })

  test('gives way to the context that is given', async ({ hallpass }) => {
    const { Arn } = await createUser(hallpass)
    const ContextEntries = [{ ContextKeyName: 'AWS:username', ContextKeyType: 'string' as const, ContextKeyValues: ['zoe'] }]
    expect(await keysOf(hallpass, Arn, { StringEquals: { 'aws:username': 'zoe' } }, { ContextEntries })).toEqual(['allowed'])
  })

  test('is that of the caller where another is named', async ({ hallpass }) => {
    const [ann, bob] = [await createUser(hallpass), await createUser(hallpass)]
    await userWith(hallpass, ann, { own: allowing('s3:*', '*', { StringEquals: { 'aws:userid': bob.UserId } }) })
    expect(decisions(await simulatePrincipal(hallpass, ann.Arn))).toEqual(['implicitDeny'])
    expect(decisions(await simulatePrincipal(hallpass, ann.Arn, { CallerArn: bob.Arn }))).toEqual(['allowed'])
    const CallerArn = 'arn:aws:iam::111122223333:user/x/zoe'
    const StringEquals = { 'aws:username': 'zoe', 'aws:PrincipalAccount': '111122223333', 'aws:PrincipalArn': CallerArn }
    expect(await keysOf(hallpass, ann.Arn, { StringEquals }, { CallerArn })).toEqual(['allowed'])
  })
})

test('a policy of the resource means the role or user himself', async ({ hallpass }) => {
  const [user, role] = [await createUser(hallpass), await createRole(hallpass)]
  for (const { Arn } of [user, role]) {
    expect(decisions(await simulatePrincipal(hallpass, Arn, { ResourcePolicy: resourcePolicy({ AWS: Arn }) }))).toEqual(['allowed'])
  }
  const ResourcePolicy = resourcePolicy({ AWS: role.Arn })
  expect(decisions(await simulatePrincipal(hallpass, user.Arn, { ResourcePolicy }))).toEqual(['implicitDeny'])
  const bound = { ResourcePolicy, PermissionsBoundaryPolicyInputList: [allowing('sqs:*')] }
  expect(decisions(await simulatePrincipal(hallpass, role.Arn, bound))).toEqual(['implicitDeny'])
})

describe('who has no policies here', () => {
  test.for(['role', 'user'] as const)('a %s that is not there', async (kind, { hallpass }) => {
    const { UserName = '' } = await createUser(hallpass)
    for (const path of ['/nobody', `/other/path/${UserName}`]) {
      const name = path.slice(path.lastIndexOf('/') + 1)
      await expect(simulatePrincipal(hallpass, `arn:aws:iam::${accountId}:${kind}${path}`)).rejects.toMatchObject(
        notFound(`The ${kind} with name ${name} cannot be found.`),
      )
    }
  })

  test.for([
    `arn:aws:iam::${accountId}:root`,
    `arn:aws:sts::${accountId}:assumed-role/r/s`,
    `arn:aws:iam::${accountId}:policy/some-policy`,
    'this-is-not-an-arn-at-all',
  ])('%s', async (arn, { hallpass }) => {
    const invalid = refusal('InvalidInputException', `Invalid Entity Arn: ${arn} does not clearly define entity type and name.`)
    await expect(simulatePrincipal(hallpass, arn)).rejects.toMatchObject(invalid)
    const { Arn } = await createUser(hallpass)
    await expect(simulatePrincipal(hallpass, Arn, { CallerArn: arn })).rejects.toMatchObject(invalid)
    await expect(hallpass.iam.send(new GetContextKeysForPrincipalPolicyCommand({ PolicySourceArn: arn }))).rejects.toMatchObject(invalid)
  })
})

test('the keys that the policies of a principal ask for are told, his boundary’s too', async ({ hallpass }) => {
  const boundary = await createPolicy(hallpass, { PolicyDocument: allowing('s3:*', '*', { Bool: { 'aws:SecureTransport': 'true' } }) })
  const user = await createUser(hallpass, { PermissionsBoundary: boundary })
  await userWith(hallpass, user, { own: allowing('s3:*', 'arn:aws:s3:::${aws:username}/*') })
  const { ContextKeyNames } = await hallpass.iam.send(
    new GetContextKeysForPrincipalPolicyCommand({
      PolicySourceArn: user.Arn,
      PolicyInputList: [allowing('s3:*', '*', { Null: { 's3:prefix': 'true', 'AWS:UserName': 'false' } })],
    }),
  )
  expect(new Set(ContextKeyNames)).toEqual(new Set(['aws:username', 'aws:SecureTransport', 's3:prefix']))
})

test('a user may simulate the principals that his own policies name', async ({ hallpass }) => {
  const [ann, bob] = [await createUser(hallpass), await createUser(hallpass)]
  const iam = await clientAllowed(hallpass, allowing('iam:SimulatePrincipalPolicy', whole(ann.Arn)))
  expect(decisions(await simulatePrincipal({ iam }, ann.Arn))).toEqual(['implicitDeny'])
  await expect(simulatePrincipal({ iam }, bob.Arn)).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining(`iam:SimulatePrincipalPolicy on resource: ${bob.Arn} because`),
  })
})
