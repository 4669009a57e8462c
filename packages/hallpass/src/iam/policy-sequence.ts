import type { ManagedPolicy } from '../identity/managed-policy.ts'
import type { Context } from '../operation/context.ts'
import { awsManagedPolicies } from '../policy/aws-managed-policies.ts'
import type { NamePage } from '../store/store.ts'
import { asManagedPolicy } from './named-policy.ts'

export type PolicyScope = 'All' | 'AWS' | 'Local'

/** The policies whose keys follow, in the order of their keys. */
export async function nextPolicies(
  scope: PolicyScope,
  { after, limit, pathPrefix }: NamePage,
  ctx: Context,
): Promise<readonly ManagedPolicy[]> {
  // Ours come before AWS's of the same name, so that after either none of ours of that name is left.
  const page = { pathPrefix, after: after?.split('\0')[0], limit }
  const ours = scope === 'AWS' ? [] : await ctx.store.listManagedPolicies(ctx.accountId, page)
  const theirs = scope === 'Local' ? [] : [...awsManagedPolicies.values()].map(asManagedPolicy)
  return [...ours, ...theirs.filter((policy) => policy.path.startsWith(pathPrefix) && (after === undefined || policyKey(policy) > after))]
    .sort((a, b) => (policyKey(a) < policyKey(b) ? -1 : 1))
    .slice(0, limit)
}

/** By name without regard to case; of one name, ours comes first: digits come before letters. NUL is in no name, and comes before all. */
export function policyKey({ name, accountId }: Pick<ManagedPolicy, 'name' | 'accountId'>): string {
  return `${name.toLowerCase()}\0${accountId}`
}
