import { unrestricted } from '../authorization/permission-policies.ts'
import type { AuthorizationRequest, Decision, PermissionPolicies, TrustDecision } from '../policy/decision.ts'
import { evaluate } from '../policy/evaluate.ts'
import { evaluateTrust } from '../policy/evaluate-trust.ts'
import { InvalidInput } from './errors.ts'
import { readGivenPolicy, type SimulatedPolicy } from './simulated-policy.ts'
import { simulatedPrincipal } from './simulated-principal.ts'

/** The policy of each resource of a simulation, and who asks. */
export interface SimulatedResourcePolicy {
  readonly policy: SimulatedPolicy
  readonly callerArn: string
  /** Whether the resource belongs to another account than the caller. */
  readonly isForeign: boolean
}

/** @throws InvalidInput where nobody calls: the policy could not tell whether it means him */
export function readResourcePolicy(
  text: string | undefined,
  callerArn: string | undefined,
  ownerAccount: string | undefined,
): SimulatedResourcePolicy | undefined {
  if (text === undefined) return undefined
  if (callerArn === undefined) throw new InvalidInput('A simulation with a ResourcePolicy needs a CallerArn.')
  const { accountId } = simulatedPrincipal(callerArn)
  return {
    policy: readGivenPolicy(text, 'ResourcePolicy'),
    callerArn,
    isForeign: ownerAccount !== undefined && ownerAccount !== accountId && ownerAccount !== `arn:aws:iam::${accountId}:root`,
  }
}

/** What the resource's policy says. */
export function judgeByResource(request: AuthorizationRequest, { policy, callerArn }: SimulatedResourcePolicy): TrustDecision {
  return evaluateTrust(request, simulatedPrincipal(callerArn), { ...policy, trustedIds: new Map() })
}

/**
 * The decision of both: within one account either may allow, across accounts both must. A grant to all the account's roles and users, or
 * to a role, is narrowed by the boundary; one to the user himself is not.
 * Source: IAM user guide, "Policy evaluation logic", "Cross-account policy evaluation logic".
 */
export function combine(
  request: AuthorizationRequest,
  own: Decision,
  resource: TrustDecision,
  policies: PermissionPolicies,
  isForeign: boolean,
): Decision['decision'] {
  if (own.decision === 'explicitDeny' || resource.decision === 'explicitDeny') return 'explicitDeny'
  if (isForeign) return resource.decision === 'allowed' ? own.decision : 'implicitDeny'
  if (own.decision === 'allowed' || resource.decision !== 'allowed') return own.decision
  switch (resource.grant) {
    case 'user':
      return 'allowed'
    case 'anyone':
    case 'role':
      return evaluate(request, { ...policies, identity: [unrestricted] }).decision
    default:
      return own.decision
  }
}
