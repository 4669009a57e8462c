import type { AuthorizationRequest, Decision, PolicyTrace } from '../policy/decision.ts'
import { evaluate } from '../policy/evaluate.ts'
import { combine, judgeByResource } from './simulated-resource-policy.ts'
import type { SimulatedStatements } from './simulated-statements.ts'
import type { SimulationPlan } from './simulation-plan.ts'

/**
 * What the simulated policies say of one request; where resources were named, once more under the resource's own name.
 * Source: IAM API reference, "EvaluationResult", "ResourceSpecificResult".
 */
export function simulateOne(request: AuthorizationRequest, plan: SimulationPlan, statements: SimulatedStatements) {
  const { identity, boundary, resourcePolicy } = plan
  const policies = { identity, boundary, session: undefined }
  const own = evaluate(request, policies)
  const byResource = resourcePolicy && judgeByResource(request, resourcePolicy)
  const decision = byResource ? combine(request, own, byResource, policies, resourcePolicy?.isForeign ?? false) : own.decision
  const details = {
    MatchedStatements: matchedStatements(decision, [...own.policies, ...(byResource?.policies ?? [])], statements),
    MissingContextValues: [...new Set([...own.missingKeys, ...(byResource?.missingKeys ?? [])])],
    PermissionsBoundaryDecisionDetail: boundary && { AllowedByPermissionsBoundary: isWithinBoundary(own.policies) },
  }
  const specific = [{ EvalResourceName: request.resource, EvalResourceDecision: decision, ...details }]
  return {
    EvalActionName: request.action,
    EvalResourceName: request.resource,
    EvalDecision: decision,
    ...details,
    ResourceSpecificResults: plan.resources && specific,
  }
}

/** The statements that the decision rests on: where one denies, those that deny; a boundary grants nothing. */
function matchedStatements(decision: Decision['decision'], policies: readonly PolicyTrace[], describe: SimulatedStatements) {
  if (decision === 'implicitDeny') return []
  const effect = decision === 'allowed' ? 'Allow' : 'Deny'
  return policies
    .filter(({ kind }) => effect === 'Deny' || kind !== 'boundary')
    .flatMap(({ kind, source, statements }) =>
      statements.filter((each) => each.applies && each.effect === effect).map(({ index }) => describe(kind, source, index)),
    )
}

function isWithinBoundary(policies: readonly PolicyTrace[]): boolean {
  const applied = policies
    .filter(({ kind }) => kind === 'boundary')
    .flatMap(({ statements }) => statements.filter(({ applies }) => applies))
  return applied.some(({ effect }) => effect === 'Allow') && !applied.some(({ effect }) => effect === 'Deny')
}
