import type { ManagedPolicy, PolicyUse } from '../identity/managed-policy.ts'
import type { Context } from '../operation/context.ts'
import { operation } from '../operation/operation.ts'
import { boolean, optional, string, structure } from '../operation/shape.ts'
import type { NamePage } from '../store/store.ts'
import { ValidationError } from './errors.ts'
import { policyUsage } from './managed-policy-shapes.ts'
import { pageFrom } from './paging.ts'
import { describePolicy } from './policy-description.ts'
import { nextPolicies, policyKey } from './policy-sequence.ts'
import { isUseOf, type PolicyUsage } from './policy-usage.ts'
import { marker, maxItems, policyPath } from './shapes.ts'

/**
 * `ListPolicies`: our managed policies and AWS's, in the order of their names.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html
 */
export const listPolicies = operation({
  name: 'ListPolicies',
  auth: 'developer',
  input: structure({
    Scope: optional(string({ values: ['All', 'AWS', 'Local'] })),
    OnlyAttached: optional(boolean),
    PathPrefix: optional(policyPath),
    PolicyUsageFilter: optional(policyUsage),
    Marker: optional(marker),
    MaxItems: optional(maxItems),
  }),
  resource: () => '*',
  errors: [ValidationError],

  async handle({ Scope = 'All', OnlyAttached = false, PathPrefix = '/', PolicyUsageFilter, Marker, MaxItems }, ctx) {
    const usage = PolicyUsageFilter ?? (OnlyAttached ? 'PermissionsPolicy' : undefined)
    const list = (page: Page) => usedPolicies(usage, (next) => nextPolicies(Scope, { ...next, pathPrefix: PathPrefix }, ctx), page, ctx)
    const scope = ['ListPolicies', ctx.accountId, Scope, PathPrefix, usage ?? '']
    const { entries, ...page } = await pageFrom(list, ({ policy }) => policyKey(policy), { Marker, MaxItems }, scope, ctx)
    return { Policies: entries.map(({ policy, uses }) => describePolicy(policy, uses)), ...page }
  },
})

type Page = Pick<NamePage, 'after' | 'limit'>

/** Of the policies that `list` gives, those that are used in this way, with all their uses. */
async function usedPolicies(
  usage: PolicyUsage | undefined,
  list: (page: Page) => Promise<readonly ManagedPolicy[]>,
  { after, limit }: Page,
  { store, accountId }: Context,
): Promise<{ readonly policy: ManagedPolicy; readonly uses: readonly PolicyUse[] }[]> {
  const found: { policy: ManagedPolicy; uses: readonly PolicyUse[] }[] = []
  for (let from = after; found.length < limit; ) {
    const policies = await list({ after: from, limit })
    const uses = await store.listPolicyUses(
      accountId,
      policies.map(({ arn }) => arn),
    )
    for (const policy of policies) {
      const own = uses.filter(({ policyArn }) => policyArn === policy.arn)
      if (usage === undefined || own.some((use) => isUseOf(usage, use))) found.push({ policy, uses: own })
    }
    const last = policies.at(-1)
    if (last === undefined || policies.length < limit) break
    from = policyKey(last)
  }
  return found.slice(0, limit)
}
