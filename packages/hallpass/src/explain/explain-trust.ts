import { roleArnOf } from '../identity/entity.ts'
import type { Context } from '../operation/context.ts'
import { spellOut } from '../policy/evaluated.ts'
import type { PolicyDocument } from '../policy/policy-document.ts'
import type { RequestContext } from '../policy/request-context.ts'
import { enhancedFlowAssumption, enhancedFlowSession, type FederatedIdentity } from '../roles/enhanced-flow.ts'
import { findRole } from '../roles/find-role.ts'
import { type AssumptionStep, judgeAssumption } from '../roles/judge-assumption.ts'
import { ownProvider } from '../roles/own-federation.ts'
import { upstreamRoleOf } from '../roles/upstream-credentials.ts'
import { assumedRoleArn } from '../session/caller.ts'
import type { SessionStep, TrustStep } from './explanation.ts'

export interface TrustExplanation {
  readonly steps: readonly TrustStep[]
  readonly session: SessionStep
  readonly warnings: readonly string[]
}

/** What a role's trust policy says of an identity; undefined when there is no such role. */
export async function explainTrust(arn: string, identity: FederatedIdentity, ctx: Context): Promise<TrustExplanation | undefined> {
  const role = await findRole(arn, ctx)
  if (role === undefined) return undefined
  const { steps } = await judgeAssumption(enhancedFlowAssumption(role, identity), ctx)
  const { sessionName, durationSeconds, policies } = enhancedFlowSession(role, identity)
  const bound = upstreamRoleOf(role, ctx)
  return {
    steps: steps.map(explainStep),
    session: {
      arn: assumedRoleArn({ roleArn: roleArnOf(role), sessionName }),
      duration: durationSeconds,
      isGuest: policies.isGuest === true,
      ...(bound && { upstream: { ...bound.upstream, roleArn: bound.roleArn } }),
    },
    warnings: warnOf(ctx.readPolicy(role.trustPolicy)),
  }
}

function explainStep({ request: { action, resource, context }, trust }: AssumptionStep): TrustStep {
  return { ...spellOut(trust), principal: ownProvider, action, resource, context: valuesOf(context) }
}

function valuesOf(context: RequestContext): TrustStep['context'] {
  return Object.fromEntries([...context.entries()].map(([key, value]) => [key, [value].flat()]))
}

/** What works, and is probably not meant. Source: IAM user guide, "Creating a role for web identity", "Multivalued context keys". */
function warnOf({ statements }: PolicyDocument): readonly string[] {
  const ours = statements.filter(
    ({ effect, principals = [] }) => effect === 'Allow' && principals.some(({ value }) => value === ownProvider),
  )
  const asks = (key: string) =>
    ours.flatMap(({ conditions }) => conditions.filter((each) => each.key.toLowerCase() === `${ownProvider}:${key}`))
  return [
    ...(ours.length > 0 && asks('aud').length === 0
      ? [`The trust policy has no condition on ${ownProvider}:aud: every pool of this service could use the role.`]
      : []),
    ...(asks('amr').some(({ quantifier }) => quantifier === undefined)
      ? [
          `The condition on ${ownProvider}:amr has no set operator (ForAnyValue:): the key has several values, and AWS may decide otherwise.`,
        ]
      : []),
  ]
}
