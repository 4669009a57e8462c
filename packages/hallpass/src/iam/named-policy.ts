import { parseArn } from '../identity/arn.ts'
import type { ManagedPolicy } from '../identity/managed-policy.ts'
import type { Context } from '../operation/context.ts'
import type { Conditions } from '../operation/operation.ts'
import { type AwsManagedPolicy, awsManagedPolicies } from '../policy/aws-managed-policies.ts'
import { AccessDenied, InvalidInput, NoSuchEntity } from './errors.ts'
import { readPolicyArn } from './policy-arn.ts'
import { resourceTagConditions } from './tag-conditions.ts'

/** The policy of this ARN, ours or AWS's; undefined when there is none. */
export async function lookUpPolicy(arn: string, { store, accountId }: Context): Promise<ManagedPolicy | undefined> {
  checkPolicyArn(arn)
  const known = awsManagedPolicies.get(arn)
  if (known !== undefined) return asManagedPolicy(known)
  const policy = await store.findManagedPolicy(arn)
  return policy?.accountId === accountId ? policy : undefined
}

export async function findPolicy(arn: string, ctx: Context): Promise<ManagedPolicy> {
  return (await lookUpPolicy(arn, ctx)) ?? policyNotFound(arn)
}

/** Refuses what is no ARN of a managed policy, and policies of other accounts: AWS's own, which nobody may change, above all. */
export function checkOwnPolicyArn(arn: string, { accountId }: Context, refusal: string): void {
  checkPolicyArn(arn)
  if (parseArn(arn)?.accountId !== accountId) throw new AccessDenied(refusal)
}

export function policyNotFound(arn: string): never {
  throw new NoSuchEntity(`Policy ${arn} was not found.`)
}

/** What policies may ask of the managed policy that a request names. */
export async function policyConditions({ PolicyArn }: { readonly PolicyArn: string }, { store }: Context): Promise<Conditions> {
  return resourceTagConditions((await store.findManagedPolicy(PolicyArn))?.tags)
}

/** AWS's own policy in the form of ours; what stands for the account in its ARN is `aws`. */
export function asManagedPolicy(policy: AwsManagedPolicy): ManagedPolicy {
  const { defaultVersion, document, updatedAt } = policy
  return {
    ...policy,
    accountId: 'aws',
    tags: new Map(),
    versions: [{ number: defaultVersion, document, createdAt: updatedAt }],
    versionsMade: defaultVersion,
  }
}

function checkPolicyArn(text: string): void {
  if (readPolicyArn(text) === undefined) throw new InvalidInput(`ARN ${text} is not valid.`)
}
