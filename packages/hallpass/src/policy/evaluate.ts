import type { AuthorizationRequest, Decision, PermissionPolicies, PolicyKind, SourcedPolicy } from './decision.ts'
import { Evaluated } from './evaluated.ts'
import type { Look } from './missing-keys.ts'
import { evaluateStatement } from './statement.ts'

/**
 * Decides by a principal's own policies: what any of them denies is denied; else the identity's must allow, and so must the boundary and
 * the session's where there are any. Source: IAM user guide, "Policy evaluation logic".
 */
export function evaluate(request: AuthorizationRequest, { identity, boundary, session }: PermissionPolicies): Decision {
  const groups = [
    look('identity', identity, request),
    ...(boundary === undefined ? [] : [look('boundary', [boundary], request)]),
    ...(session === undefined ? [] : [look('session', session, request)]),
  ]
  const looks = groups.flatMap((group) => group.looks)
  return new Evaluated(decide(groups), looks, request.context)
}

/** All policies of one kind. */
interface Group {
  readonly kind: PolicyKind
  readonly looks: readonly Look[]
}

function look(kind: PolicyKind, policies: readonly SourcedPolicy[], { action, resource, context }: AuthorizationRequest): Group {
  const looks = policies.map((policy) => {
    const { source, document } = policy
    const asked = { action, resource, context, version: document.version, principal: undefined }
    const statements = document.statements.map((statement, index) => evaluateStatement(statement, index, asked))
    return { policy, trace: { kind, source, version: document.version, statements } }
  })
  return { kind, looks }
}

function decide(groups: readonly Group[]): Pick<Decision, 'decision' | 'decidedBy'> {
  const denying = groups.find((group) => hasEffect(group, 'Deny'))
  if (denying !== undefined) return { decision: 'explicitDeny', decidedBy: denying.kind }
  const lacking = groups.find((group) => !hasEffect(group, 'Allow'))
  if (lacking === undefined) return { decision: 'allowed', decidedBy: 'identity' }
  const areThereAny = groups.length > 1 || lacking.looks.length > 0
  return { decision: 'implicitDeny', decidedBy: areThereAny ? lacking.kind : 'default' }
}

function hasEffect({ looks }: Group, effect: 'Allow' | 'Deny'): boolean {
  return looks.some(({ trace }) => trace.statements.some((statement) => statement.applies && statement.effect === effect))
}
