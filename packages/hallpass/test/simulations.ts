import {
  type EvaluationResult,
  SimulateCustomPolicyCommand,
  type SimulateCustomPolicyRequest,
  SimulatePrincipalPolicyCommand,
  type SimulatePrincipalPolicyRequest,
} from '@aws-sdk/client-iam'
import type { Hallpass } from './hallpass.ts'
import { allowing, whole } from './iam-entities.ts'

/** The results of policies that are given; unless told, one that allows `s3:GetObject`, asked about that. */
export async function simulateCustom({ iam }: Pick<Hallpass, 'iam'>, request: Partial<SimulateCustomPolicyRequest> = {}) {
  const input = { PolicyInputList: [allowing('s3:GetObject')], ActionNames: ['s3:GetObject'], ...request }
  return whole((await iam.send(new SimulateCustomPolicyCommand(input))).EvaluationResults)
}

/** The results of the policies of a role or user, asked about `s3:GetObject` unless told. */
export async function simulatePrincipal(
  { iam }: Pick<Hallpass, 'iam'>,
  PolicySourceArn: string | undefined,
  request: Partial<SimulatePrincipalPolicyRequest> = {},
) {
  const input = { PolicySourceArn, ActionNames: ['s3:GetObject'], ...request }
  return whole((await iam.send(new SimulatePrincipalPolicyCommand(input))).EvaluationResults)
}

export function decisions(results: readonly EvaluationResult[]) {
  return results.map(({ EvalDecision }) => EvalDecision)
}

/** A policy of a resource, which allows `s3:GetObject` on everything unless told. */
export function resourcePolicy(Principal: unknown, statement: object = {}): string {
  const Statement = [{ Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: '*', ...statement }]
  return JSON.stringify({ Version: '2012-10-17', Statement })
}
