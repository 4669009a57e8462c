import { describe, expect } from 'vitest'
import { test } from './hallpass.ts'
import { allowing } from './iam-entities.ts'
import { resourcePolicy, simulateCustom } from './simulations.ts'

const alice = 'arn:aws:iam::111122223333:user/alice'

describe('the policy of a simulated resource', () => {
  const grants = async (hallpass: Parameters<typeof simulateCustom>[0], policy: string, request = {}) =>
    (await simulateCustom(hallpass, { PolicyInputList: [allowing('sqs:*')], ResourcePolicy: policy, CallerArn: alice, ...request }))[0]

  test('may allow what the caller’s own policies do not', async ({ hallpass }) => {
    expect(await grants(hallpass, resourcePolicy({ AWS: alice }))).toMatchObject({
      EvalDecision: 'allowed',
      MatchedStatements: [{ SourcePolicyId: 'ResourcePolicy', SourcePolicyType: 'Resource Policy' }],
    })
    expect(await grants(hallpass, resourcePolicy('*'))).toMatchObject({ EvalDecision: 'allowed' })
    expect(await grants(hallpass, resourcePolicy({ AWS: 'arn:aws:iam::111122223333:user/bob' }))).toMatchObject({
      EvalDecision: 'implicitDeny',
    })
    expect(await grants(hallpass, resourcePolicy({ AWS: '111122223333' }))).toMatchObject({ EvalDecision: 'implicitDeny' })
    expect(await grants(hallpass, resourcePolicy({ AWS: alice }, { Resource: 'arn:aws:s3:::c' }))).toMatchObject({
      EvalDecision: 'implicitDeny',
    })
  })

  test('is narrowed by the boundary unless it names the user himself', async ({ hallpass }) => {
    const boundary = { PermissionsBoundaryPolicyInputList: [allowing('sqs:*')] }
    expect(await grants(hallpass, resourcePolicy({ AWS: alice }), boundary)).toMatchObject({ EvalDecision: 'allowed' })
    expect(await grants(hallpass, resourcePolicy('*'), boundary)).toMatchObject({ EvalDecision: 'implicitDeny' })
  })

  test('may deny', async ({ hallpass }) => {
    const policy = resourcePolicy({ AWS: '*' }, { Effect: 'Deny' })
    expect(await grants(hallpass, policy, { PolicyInputList: [allowing('*')] })).toMatchObject({
      EvalDecision: 'explicitDeny',
      MatchedStatements: [{ SourcePolicyId: 'ResourcePolicy' }],
    })
  })

  test('of another account must allow as well as the caller’s own', async ({ hallpass }) => {
    const foreign = { ResourceOwner: '444455556666' }
    const both = { ...foreign, PolicyInputList: [allowing('s3:*')] }
    expect(await grants(hallpass, resourcePolicy({ AWS: alice }), foreign)).toMatchObject({ EvalDecision: 'implicitDeny' })
    expect(await grants(hallpass, resourcePolicy({ AWS: alice }), both)).toMatchObject({ EvalDecision: 'allowed' })
    expect(await grants(hallpass, resourcePolicy({ AWS: 'arn:aws:iam::111122223333:user/bob' }), both)).toMatchObject({
      EvalDecision: 'implicitDeny',
    })
  })

  test('needs a caller who is a role or user', async ({ hallpass }) => {
    const policy = resourcePolicy('*')
    for (const CallerArn of [undefined, 'alice', 'arn:aws:sts::111122223333:assumed-role/r/s']) {
      await expect(grants(hallpass, policy, { CallerArn })).rejects.toMatchObject({ name: 'InvalidInputException' })
    }
  })
})
