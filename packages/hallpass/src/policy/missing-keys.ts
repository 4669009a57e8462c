import type { PolicyTrace, SourcedPolicy, StatementTrace } from './decision.ts'
import { readTemplate } from './pattern.ts'
import type { PolicyDocument, Statement } from './policy-document.ts'
import type { RequestContext } from './request-context.ts'
import { takesVariables, variablePartOf } from './variable-places.ts'

/** A policy, and how it looked at the request. */
export interface Look {
  readonly policy: SourcedPolicy
  readonly trace: PolicyTrace
}

/**
 * The keys that statements about this request ask for and the request does not have: of conditions, and of variables without a default.
 * Each once, as the policies write it first.
 */
export function missingKeys(looks: readonly Look[], context: RequestContext): readonly string[] {
  const missing = new Map<string, string>()
  for (const { policy, trace } of looks) {
    for (const [index, statement] of policy.document.statements.entries()) {
      for (const key of keysOf(statement, trace.statements[index], trace.version)) {
        const name = key.toLowerCase()
        if (!missing.has(name) && context.get(key) === undefined) missing.set(name, key)
      }
    }
  }
  return [...missing.values()]
}

function* keysOf(statement: Statement, trace: StatementTrace | undefined, version: PolicyDocument['version']): Iterable<string> {
  if (!trace?.action.matched || trace.principal?.matched === false) return
  for (const pattern of statement.resources?.patterns ?? []) yield* variablesOf(variablePartOf(pattern), version)
  if (trace.resource?.matched === false) return
  for (const { key, test, values } of statement.conditions) {
    yield key
    if (takesVariables(test)) for (const value of values) yield* variablesOf(value, version)
  }
}

function* variablesOf(text: string, version: PolicyDocument['version']): Iterable<string> {
  const template = text.includes('${') ? readTemplate(text, version) : undefined
  if (template?.kind !== 'template') return
  for (const token of template.tokens) {
    if (token.kind === 'variable' && token.fallback === undefined) yield token.key
  }
}
