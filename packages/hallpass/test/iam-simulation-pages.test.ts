import { paginateSimulateCustomPolicy, SimulateCustomPolicyCommand } from '@aws-sdk/client-iam'
import { describe, expect } from 'vitest'
import { test } from './hallpass.ts'
import { allowing, refusal } from './iam-entities.ts'

describe('pages of a simulation', () => {
  test('go through the actions, and through the resources of each', async ({ hallpass: { iam } }) => {
    const input = {
      PolicyInputList: [allowing('s3:GetObject', 'arn:aws:s3:::b/1')],
      ActionNames: ['s3:GetObject', 's3:PutObject'],
      ResourceArns: ['arn:aws:s3:::b/0', 'arn:aws:s3:::b/1', 'arn:aws:s3:::b/2'],
    }
    const found: string[] = []
    for await (const page of paginateSimulateCustomPolicy({ client: iam, pageSize: 2 }, input)) {
      expect(page.EvaluationResults?.length).toBe(2)
      found.push(...(page.EvaluationResults ?? []).map((each) => `${each.EvalActionName} ${each.EvalResourceName} ${each.EvalDecision}`))
    }
    expect(found).toEqual([
      's3:GetObject arn:aws:s3:::b/0 implicitDeny',
      's3:GetObject arn:aws:s3:::b/1 allowed',
      's3:GetObject arn:aws:s3:::b/2 implicitDeny',
      's3:PutObject arn:aws:s3:::b/0 implicitDeny',
      's3:PutObject arn:aws:s3:::b/1 implicitDeny',
      's3:PutObject arn:aws:s3:::b/2 implicitDeny',
    ])
  })

  test('are of a hundred results unless told', async ({ hallpass: { iam } }) => {
    const ActionNames = Array.from({ length: 150 }, (_, index) => `s3:Action${index}`)
    const input = { PolicyInputList: [allowing('*')], ActionNames }
    const first = await iam.send(new SimulateCustomPolicyCommand(input))
    expect(first.EvaluationResults).toHaveLength(100)
    expect(first.IsTruncated).toBe(true)
    const rest = await iam.send(new SimulateCustomPolicyCommand({ ...input, Marker: first.Marker }))
    expect(rest.EvaluationResults).toHaveLength(50)
    expect(rest.IsTruncated).toBe(false)
    for (const other of [
      { ...input, Marker: 'x' },
      { ...input, ActionNames: ['s3:GetObject'], Marker: first.Marker },
    ]) {
      await expect(iam.send(new SimulateCustomPolicyCommand(other))).rejects.toMatchObject(refusal('ValidationError', 'Invalid Marker.'))
    }
  })

  test('are cut short where much is asked of large policies', async ({ hallpass: { iam } }) => {
    const Statement = Array.from({ length: 2_000 }, () => ({ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }))
    const input = {
      PolicyInputList: [JSON.stringify({ Version: '2012-10-17', Statement })],
      ActionNames: Array.from({ length: 40 }, (_, index) => `s3:Action${index}`),
      ResourceArns: Array.from({ length: 40 }, (_, index) => `arn:aws:s3:::b/${index}`),
      MaxItems: 1000,
    }
    const page = await iam.send(new SimulateCustomPolicyCommand(input))
    expect(page.IsTruncated).toBe(true)
    expect(page.EvaluationResults).toHaveLength(9)
  })
})
