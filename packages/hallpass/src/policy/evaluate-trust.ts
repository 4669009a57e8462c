import type { AuthorizationRequest, TrustDecision, TrustPolicy } from './decision.ts'
import { EvaluatedTrust } from './evaluated.ts'
import type { Principal } from './principal.ts'
import { type Grant, isStronger, matchPrincipal } from './principal-pattern.ts'
import { evaluateStatement } from './statement.ts'

/** Decides by a role's trust policy alone. Source: IAM user guide, "Roles terms and concepts", "Policy evaluation logic". */
export function evaluateTrust(request: AuthorizationRequest, principal: Principal, policy: TrustPolicy): TrustDecision {
  const { action, resource, context } = request
  const { source, document, trustedIds } = policy
  let denies = false
  let grant: Grant | undefined
  const statements = document.statements.map((statement, index) => {
    const match = matchPrincipal(statement, principal, trustedIds)
    const looked = evaluateStatement(statement, index, { action, resource, context, version: document.version, principal: match ?? null })
    if (looked.applies && looked.effect === 'Deny') denies = true
    else if (looked.applies && match !== undefined && (grant === undefined || isStronger(match.grant, grant))) grant = match.grant
    return looked
  })
  const trace = { kind: 'trust', source, version: document.version, statements } as const
  const decision = denies ? 'explicitDeny' : grant === undefined ? 'implicitDeny' : 'allowed'
  return new EvaluatedTrust({ decision, decidedBy: 'trust', grant: denies ? undefined : grant }, [{ policy, trace }], context)
}
