import { parseArn } from '../identity/arn.ts'
import { managedPolicyArnOf } from '../identity/managed-policy.ts'
import type { Context } from '../operation/context.ts'
import { awsManagedPolicies } from '../policy/aws-managed-policies.ts'

/** What the ARN of a managed policy says of it. */
export interface PolicyName {
  readonly path: string
  readonly name: string
}

/** The path and the name in a managed policy's ARN, whoever's policy it is, there or not; undefined where the text is no such ARN. */
export function readPolicyArn(text: string): PolicyName | undefined {
  const arn = parseArn(text)
  if (arn?.service !== 'iam' || arn.region !== '') return undefined
  const [, path, name] = /^policy(\/(?:[!-~]*\/)?)([\w+=,.@-]+)$/.exec(arn.resource) ?? []
  return path === undefined || name === undefined ? undefined : { path, name }
}

/** Whether there may be a policy of this ARN: of our account's the store knows, and of a third account's we could see none. */
export function mayExist(policyArn: string, { accountId }: Pick<Context, 'accountId'>): boolean {
  return awsManagedPolicies.has(policyArn) || policyArn.startsWith(managedPolicyArnOf({ accountId, path: '/', name: '' }))
}
