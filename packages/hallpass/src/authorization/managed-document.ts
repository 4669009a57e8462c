import { defaultDocument } from '../identity/managed-policy.ts'
import type { Ports } from '../operation/context.ts'
import { awsManagedPolicies } from '../policy/aws-managed-policies.ts'

/** What a managed policy, of our account or of AWS, says today; undefined when there is none of this ARN. */
export async function managedDocument(arn: string, { store, accountId }: Pick<Ports, 'store' | 'accountId'>): Promise<string | undefined> {
  const policy = await store.findManagedPolicy(arn)
  if (policy !== undefined) return policy.accountId === accountId ? defaultDocument(policy) : undefined
  return awsManagedPolicies.get(arn)?.document
}
