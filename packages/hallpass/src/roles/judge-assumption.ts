import { authorizationRequest } from '../authorization/decide.ts'
import { callerPolicies, unrestricted } from '../authorization/permission-policies.ts'
import { iamResourceTagKeys, requestTagKeys } from '../authorization/tag-keys.ts'
import { type Role, roleArnOf } from '../identity/entity.ts'
import type { Context } from '../operation/context.ts'
import type { Conditions } from '../operation/operation.ts'
import type { AuthorizationRequest, PermissionPolicies, TrustDecision, TrustPolicy } from '../policy/decision.ts'
import { evaluate } from '../policy/evaluate.ts'
import { evaluateTrust } from '../policy/evaluate-trust.ts'
import type { Principal } from '../policy/principal.ts'
import type { Caller } from '../session/caller.ts'

/** A role that somebody wants to assume, and with what. */
export interface Assumption {
  readonly role: Role
  readonly action: 'sts:AssumeRole' | 'sts:AssumeRoleWithWebIdentity' | 'sts:AssumeRoleWithSAML'
  readonly principal: Principal
  readonly sessionName: string
  /** All tags that the session would have, inherited ones included. */
  readonly tags: ReadonlyMap<string, string>
  readonly transitiveTagKeys: readonly string[]
  readonly sourceIdentity: string | undefined
  /** The keys of the login or of this request: `PROVIDER:aud`, `saml:sub`, `sts:ExternalId`, … */
  readonly keys: Conditions
}

export interface AssumptionJudgement {
  readonly kind: 'trusted' | 'denied'
  /** The action that was denied first; where all is allowed, that of the assumption. */
  readonly action: string
  /** One for each action that the assumption needs, as far as it was looked at. */
  readonly steps: readonly AssumptionStep[]
}

export interface AssumptionStep {
  readonly request: AuthorizationRequest
  readonly trust: TrustDecision
}

/**
 * Whether the role's trust policy, and where it counts the caller's own policies, let him assume it: each of `sts:AssumeRole…`, with
 * tags `sts:TagSession`, and with a source identity `sts:SetSourceIdentity`. Source: IAM user guide, "Policy evaluation logic",
 * "Passing session tags in AWS STS", "Monitor and control actions taken with assumed roles".
 */
export async function judgeAssumption(assumption: Assumption, ctx: Context): Promise<AssumptionJudgement> {
  const own = assumption.principal.kind === 'federated' ? undefined : await callerPolicies(ctx.caller, ctx)
  const steps: AssumptionStep[] = []
  for (const action of actionsOf(assumption)) {
    const asked = { action, resource: roleArnOf(assumption.role), conditions: conditionsOf(assumption) }
    const request = authorizationRequest(ctx, asked)
    const trust = evaluateTrust(request, assumption.principal, trustPolicyOf(assumption.role, ctx))
    steps.push({ request, trust })
    if (!isAllowed(request, trust, own, ctx.caller)) return { kind: 'denied', action, steps }
  }
  return { kind: 'trusted', action: assumption.action, steps }
}

function actionsOf({ action, tags, sourceIdentity }: Assumption): readonly string[] {
  return [action, ...(tags.size > 0 ? ['sts:TagSession'] : []), ...(sourceIdentity === undefined ? [] : ['sts:SetSourceIdentity'])]
}

function trustPolicyOf(role: Role, { readPolicy }: Pick<Context, 'readPolicy'>): TrustPolicy {
  return { source: roleArnOf(role), document: readPolicy(role.trustPolicy), trustedIds: role.trustedIds }
}

function conditionsOf({ role, sessionName, sourceIdentity, tags, transitiveTagKeys, keys }: Assumption): Conditions {
  return [
    ['sts:RoleSessionName', sessionName],
    ['sts:SourceIdentity', sourceIdentity],
    ...(transitiveTagKeys.length === 0 ? [] : [['sts:TransitiveTagKeys', transitiveTagKeys] as const]),
    ...requestTagKeys(tags),
    ...iamResourceTagKeys(role.tags),
    ...keys,
  ]
}

/**
 * The more directly the trust policy names the principal, the less his own policies must say; an explicit deny always counts. Nothing
 * takes a guest beyond the session policy for guests: all of them have the same session name.
 * @param own undefined for root, and for whoever comes with a login
 */
function isAllowed(
  request: AuthorizationRequest,
  { decision, grant }: TrustDecision,
  own: PermissionPolicies | undefined,
  caller: Caller,
): boolean {
  if (decision !== 'allowed' || grant === undefined) return false
  if (own === undefined) return true
  const isGuest = caller.kind === 'role-session' && caller.session.policies.isGuest === true
  const isDirect = (grant === 'user' || grant === 'session') && !isGuest
  const required = evaluate(request, grant === 'account' ? own : { ...own, identity: [...own.identity, unrestricted] })
  return required.decision === 'allowed' || (isDirect && required.decision === 'implicitDeny')
}
