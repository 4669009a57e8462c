import { matchesAction } from './action-pattern.ts'
import { evaluateCondition } from './condition.ts'
import type { AuthorizationRequest, StatementTrace } from './decision.ts'
import type { Patterns, PolicyDocument, Statement } from './policy-document.ts'
import type { PrincipalMatch } from './principal-pattern.ts'
import { matchResource } from './resource-pattern.ts'

/** What a statement is looked at for. */
export interface Asked extends AuthorizationRequest {
  readonly version: PolicyDocument['version']
  /** How the statement names the principal; null: it does not. Undefined outside of trust policies. */
  readonly principal: PrincipalMatch | null | undefined
}

/** Looks at all of a statement, also at what comes after an element that failed, so that the trace is whole. */
export function evaluateStatement(statement: Statement, index: number, asked: Asked): StatementTrace {
  const { sid, effect, position, conditions } = statement
  const principal = asked.principal === undefined ? undefined : { matched: asked.principal !== null, by: asked.principal?.by }
  const action = evaluateAction(statement.actions, asked)
  const resource = evaluateResource(statement.resources, asked)
  const traces = conditions.map((condition) => evaluateCondition(condition, asked.version, asked.context))
  const isAbout = principal?.matched !== false && action.matched && resource?.matched !== false
  return {
    index,
    sid,
    effect,
    line: position.line,
    column: position.column,
    applies: isAbout && traces.every(({ matched }) => matched),
    principal,
    action,
    resource,
    conditions: traces,
  }
}

function evaluateAction({ isNot, patterns }: Patterns, { action }: Asked): StatementTrace['action'] {
  const pattern = patterns.find((each) => matchesAction(each, action))
  return { matched: (pattern === undefined) === isNot, pattern }
}

/** A statement without a resource is about its own in a trust policy, and about nothing elsewhere. */
function evaluateResource(resources: Patterns | undefined, asked: Asked): StatementTrace['resource'] {
  if (resources === undefined)
    return asked.principal === undefined ? { matched: false, pattern: undefined, resolved: undefined } : undefined
  for (const pattern of resources.patterns) {
    const resolved = matchResource(pattern, asked)
    if (resolved !== undefined) return { matched: !resources.isNot, pattern, resolved: resolved === pattern ? undefined : resolved }
  }
  return { matched: resources.isNot, pattern: undefined, resolved: undefined }
}
