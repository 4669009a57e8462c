import { GetContextKeysForCustomPolicyCommand } from '@aws-sdk/client-iam'
import { describe, expect } from 'vitest'
import { test } from './hallpass.ts'
import { allowing, clientAllowed, postAsRoot } from './iam-entities.ts'
import { decisions, simulateCustom } from './simulations.ts'

const denying = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] })
const alice = 'arn:aws:iam::111122223333:user/alice'

describe('what is answered', () => {
  test('is one result for each action and resource, with all that it rests on', async ({ hallpass }) => {
    const policy = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::b/*"}}'
    const results = await simulateCustom(hallpass, {
      PolicyInputList: [policy],
      ActionNames: ['s3:GetObject', 's3:PutObject'],
      ResourceArns: ['arn:aws:s3:::b/k', 'arn:aws:s3:::c'],
    })
    const MatchedStatements = [
      {
        SourcePolicyId: 'PolicyInputList.1',
        SourcePolicyType: 'IAM Policy',
        StartPosition: { Line: 1, Column: 38 },
        EndPosition: { Line: 1, Column: policy.length },
      },
    ]
    const result = (EvalActionName: string, EvalResourceName: string, decision: string, matched: object[]) => {
      const details = { MatchedStatements: matched, MissingContextValues: [] }
      const ResourceSpecificResults = [{ EvalResourceName, EvalResourceDecision: decision, ...details }]
      return { EvalActionName, EvalResourceName, EvalDecision: decision, ...details, ResourceSpecificResults }
    }
    expect(results).toEqual([
      result('s3:GetObject', 'arn:aws:s3:::b/k', 'allowed', MatchedStatements),
      result('s3:GetObject', 'arn:aws:s3:::c', 'implicitDeny', []),
      result('s3:PutObject', 'arn:aws:s3:::b/k', 'implicitDeny', []),
      result('s3:PutObject', 'arn:aws:s3:::c', 'implicitDeny', []),
    ])
  })

  test('has the members of the model on the wire', async ({ hallpass }) => {
    const { status, body } = await postAsRoot(hallpass, {
      Action: 'SimulateCustomPolicy',
      'PolicyInputList.member.1': '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
      'ActionNames.member.1': 'a&b:<c>',
    })
    expect(status).toBe(200)
    expect(body.replace(/<RequestId>.*<\/RequestId>/, '')).toBe(
      '<SimulateCustomPolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><SimulateCustomPolicyResult><EvaluationResults><member>' +
        '<EvalActionName>a&amp;b:&lt;c&gt;</EvalActionName><EvalResourceName>*</EvalResourceName><EvalDecision>allowed</EvalDecision>' +
        '<MatchedStatements><member><SourcePolicyId>PolicyInputList.1</SourcePolicyId><SourcePolicyType>IAM Policy</SourcePolicyType>' +
        '<StartPosition><Line>1</Line><Column>38</Column></StartPosition><EndPosition><Line>1</Line><Column>84</Column></EndPosition>' +
        '</member></MatchedStatements><MissingContextValues/></member></EvaluationResults><IsTruncated>false</IsTruncated>' +
        '</SimulateCustomPolicyResult><ResponseMetadata></ResponseMetadata></SimulateCustomPolicyResponse>',
    )
  })

  test('names each statement that allows, of each policy', async ({ hallpass }) => {
    const two = JSON.stringify({
      Version: '2012-10-17',
      Statement: ['s3:PutObject', 's3:*', '*'].map((Action) => ({ Effect: 'Allow', Action, Resource: '*' })),
    })
    const [result] = await simulateCustom(hallpass, { PolicyInputList: [allowing('s3:PutObject'), two] })
    const [first, second] = [two.indexOf('},') + 2, two.indexOf('},', two.indexOf('},') + 1) + 2]
    expect(result?.MatchedStatements).toMatchObject([
      { SourcePolicyId: 'PolicyInputList.2', StartPosition: { Line: 1, Column: first }, EndPosition: { Line: 1, Column: second } },
      { SourcePolicyId: 'PolicyInputList.2', StartPosition: { Line: 1, Column: second }, EndPosition: { Line: 1, Column: two.length - 1 } },
    ])
  })

  test('names the statements that deny, and no others, where one does', async ({ hallpass }) => {
    const [result] = await simulateCustom(hallpass, { PolicyInputList: [allowing('*'), denying] })
    expect(result).toMatchObject({ EvalDecision: 'explicitDeny', MatchedStatements: [{ SourcePolicyId: 'PolicyInputList.2' }] })
    expect(result?.MatchedStatements).toHaveLength(1)
  })

  test('names the keys that policies ask for and the request lacks', async ({ hallpass }) => {
    const policy = allowing('s3:*', 'arn:aws:s3:::b/*', {
      StringEquals: { 'aws:PrincipalTag/team': '${aws:username}', 's3:prefix': 'x' },
    })
    const ContextEntries = [{ ContextKeyName: 'S3:Prefix', ContextKeyType: 'string' as const, ContextKeyValues: ['x'] }]
    const [result] = await simulateCustom(hallpass, { PolicyInputList: [policy], ResourceArns: ['arn:aws:s3:::b/k'], ContextEntries })
    expect(new Set(result?.MissingContextValues)).toEqual(new Set(['aws:username', 'aws:PrincipalTag/team']))
  })

  test('tells whether the boundary allows', async ({ hallpass }) => {
    const within = async (boundary: string) => (await simulateCustom(hallpass, { PermissionsBoundaryPolicyInputList: [boundary] }))[0]
    expect(await within(allowing('s3:*'))).toMatchObject({
      EvalDecision: 'allowed',
      MatchedStatements: [{ SourcePolicyId: 'PolicyInputList.1' }],
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: true },
    })
    expect(await within(allowing('sqs:*'))).toMatchObject({
      EvalDecision: 'implicitDeny',
      MatchedStatements: [],
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
    })
    expect(await within(denying)).toMatchObject({
      EvalDecision: 'explicitDeny',
      MatchedStatements: [{ SourcePolicyId: 'PermissionsBoundaryPolicyInputList.1' }],
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
    })
    expect((await simulateCustom(hallpass))[0]).not.toHaveProperty('PermissionsBoundaryDecisionDetail')
  })
})

describe('what is known of the request', () => {
  test.for([
    ['aws:SourceIp', 'IpAddress', '0.0.0.0/0'],
    ['aws:SecureTransport', 'Bool', ['true', 'false']],
    ['aws:CurrentTime', 'DateGreaterThan', '1970-01-01T00:00:00Z'],
    ['aws:PrincipalArn', 'ArnLike', 'arn:aws:iam::*:*'],
    ['aws:userid', 'StringLike', '*'],
  ] as const)('is not %s, unless it is given', async ([key, operator, value], { hallpass }) => {
    const PolicyInputList = [allowing('s3:GetObject', '*', { [operator]: { [key]: value } })]
    const [result] = await simulateCustom(hallpass, { PolicyInputList, CallerArn: alice })
    expect(result).toMatchObject({ EvalDecision: 'implicitDeny', MissingContextValues: [key] })
  })

  test('an entry without values is a key that is there, and empty', async ({ hallpass }) => {
    const decide = async (Condition: object) => {
      const ContextEntries = [{ ContextKeyName: 'aws:TagKeys', ContextKeyType: 'stringList' as const, ContextKeyValues: [] }]
      return decisions(await simulateCustom(hallpass, { PolicyInputList: [allowing('s3:*', '*', Condition)], ContextEntries }))
    }
    expect(await decide({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'a' } })).toEqual(['implicitDeny'])
    expect(await decide({ StringEqualsIfExists: { 'aws:TagKeys': 'a' } })).toEqual(['implicitDeny'])
    expect(await decide({ Null: { 'aws:TagKeys': 'true' } })).toEqual(['allowed'])
  })

  test('a list has no place in a variable, one value of no list has', async ({ hallpass }) => {
    const decide = async (ContextKeyType: 'string' | 'stringList') => {
      const ContextEntries = [{ ContextKeyName: 'aws:username', ContextKeyType, ContextKeyValues: ['alice'] }]
      const PolicyInputList = [allowing('s3:*', 'arn:aws:s3:::b/${aws:username}/*')]
      return decisions(await simulateCustom(hallpass, { PolicyInputList, ResourceArns: ['arn:aws:s3:::b/alice/k'], ContextEntries }))
    }
    expect(await decide('string')).toEqual(['allowed'])
    expect(await decide('stringList')).toEqual(['implicitDeny'])
  })

  test('a value that does not fit its type is no number, and no error', async ({ hallpass }) => {
    const ContextEntries = [{ ContextKeyName: 's3:max-keys', ContextKeyType: 'numeric' as const, ContextKeyValues: ['many'] }]
    const PolicyInputList = [allowing('s3:*', '*', { NumericNotEquals: { 's3:max-keys': '5' } })]
    expect(decisions(await simulateCustom(hallpass, { PolicyInputList, ContextEntries }))).toEqual(['implicitDeny'])
  })
})

describe('the policies that are given', () => {
  test('need not be such as IAM would keep', async ({ hallpass }) => {
    const PolicyInputList = [
      '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"x"},{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}',
    ]
    expect(decisions(await simulateCustom(hallpass, { PolicyInputList }))).toEqual(['allowed'])
  })

  test.for([
    ['no JSON', '{'],
    ['an unknown element', '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","What":1}]}'],
    ['an effect in the wrong case', '{"Statement":[{"Effect":"aLLOW","Action":"*","Resource":"*"}]}'],
    ['an unreadable date', allowing('*', '*', { DateEquals: { 'aws:CurrentTime': 'today' } })],
  ] as const)('may not be %s', async ([_, policy], { hallpass }) => {
    const invalid = { name: 'InvalidInputException', $metadata: { httpStatusCode: 400 } }
    await expect(simulateCustom(hallpass, { PolicyInputList: [policy] })).rejects.toMatchObject(invalid)
    await expect(simulateCustom(hallpass, { PermissionsBoundaryPolicyInputList: [policy] })).rejects.toMatchObject(invalid)
    await expect(simulateCustom(hallpass, { ResourcePolicy: policy, CallerArn: alice })).rejects.toMatchObject(invalid)
  })

  test('have one boundary at most', async ({ hallpass }) => {
    const PermissionsBoundaryPolicyInputList = [allowing('*'), allowing('*')]
    await expect(simulateCustom(hallpass, { PermissionsBoundaryPolicyInputList })).rejects.toMatchObject({ name: 'InvalidInputException' })
  })

  test('are a million characters at most', async ({ hallpass }) => {
    const PolicyInputList = Array.from({ length: 8 }, () => allowing('s3:*').padEnd(131_072))
    await expect(simulateCustom(hallpass, { PolicyInputList })).rejects.toMatchObject({ name: 'InvalidInputException' })
    expect(decisions(await simulateCustom(hallpass, { PolicyInputList: PolicyInputList.slice(1) }))).toEqual(['allowed'])
  })
})

describe('what the model asks for', () => {
  test.for([
    [{ ActionNames: ['s3'] }, 'actionNames'],
    [{ ResourceArns: [''] }, 'resourceArns'],
    [{ PolicyInputList: [''] }, 'policyInputList'],
    [{ ContextEntries: [{ ContextKeyName: 'abcd' }] }, 'contextEntries.1.member.contextKeyName'],
    [{ ContextEntries: [{ ContextKeyType: 'text' as 'string' }] }, 'contextEntries.1.member.contextKeyType'],
  ] as const)('%j breaks it', async ([request, path], { hallpass }) => {
    // The lists of the SDK's types may be changed, which none is.
    await expect(simulateCustom(hallpass, request as object)).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(`1 validation error detected: Value at '${path}' failed to satisfy constraint: `),
    })
  })

  test('actions and policies are needed', async ({ hallpass }) => {
    const answer = await postAsRoot(hallpass, { Action: 'SimulateCustomPolicy' })
    expect(answer.status).toBe(400)
    for (const path of ['policyInputList', 'actionNames']) {
      expect(answer.body).toContain(`Value null at '${path}' failed to satisfy constraint: Member must not be null`)
    }
  })
})

test('the keys that policies ask for are told, each once', async ({ hallpass: { iam } }) => {
  const PolicyInputList = [
    allowing('s3:*', 'arn:aws:s3:::b/${aws:username}/*', { StringEquals: { 'aws:PrincipalTag/team': '${aws:RequestTag/team}' } }),
    allowing('s3:*', '*', { Bool: { 'AWS:USERNAME': 'true' }, Null: { 's3:prefix': 'true' } }),
  ]
  const { ContextKeyNames = [] } = await iam.send(new GetContextKeysForCustomPolicyCommand({ PolicyInputList }))
  expect(new Set(ContextKeyNames)).toEqual(new Set(['aws:username', 'aws:PrincipalTag/team', 'aws:RequestTag/team', 's3:prefix']))
  expect(ContextKeyNames).toHaveLength(4)
  await expect(iam.send(new GetContextKeysForCustomPolicyCommand({ PolicyInputList: ['{'] }))).rejects.toMatchObject({
    name: 'InvalidInputException',
  })
})

test('a user may simulate who is allowed to', async ({ hallpass }) => {
  const allowed = { iam: await clientAllowed(hallpass, allowing('iam:SimulateCustomPolicy')) }
  expect(decisions(await simulateCustom(allowed))).toEqual(['allowed'])
  const other = { iam: await clientAllowed(hallpass, allowing('iam:Get*')) }
  await expect(simulateCustom(other)).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining('is not authorized to perform: iam:SimulateCustomPolicy on resource: * because'),
  })
})
