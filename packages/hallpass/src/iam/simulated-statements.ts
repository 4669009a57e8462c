import type { PolicyKind } from '../policy/decision.ts'
import type { Position } from '../policy/policy-document.ts'
import type { SimulatedPolicy } from './simulated-policy.ts'
import { type StatementSpan, statementSpans } from './statement-spans.ts'

/** Where a statement is from, as answers have it. Source: IAM API reference, "Statement"; recorded answers have `IAM Policy`, which is not in the model. */
export type SimulatedStatements = (kind: PolicyKind, source: string, index: number) => StatementSource

export interface StatementSource {
  readonly SourcePolicyId: string
  readonly SourcePolicyType: 'IAM Policy' | 'Resource Policy'
  readonly StartPosition: WirePosition | undefined
  readonly EndPosition: WirePosition | undefined
}

interface WirePosition {
  readonly Line: number
  readonly Column: number
}

/** Looks each document through once, and only if one of its statements counts. */
export function rememberStatements(policies: readonly SimulatedPolicy[]): SimulatedStatements {
  const bySource = new Map(policies.map((policy) => [policy.source, policy]))
  const known = new Map<string, readonly StatementSpan[]>()
  return (kind, source, index) => {
    const { id = source, text = '{}' } = bySource.get(source) ?? {}
    const spans = known.get(source) ?? statementSpans(text)
    known.set(source, spans)
    return {
      SourcePolicyId: id,
      SourcePolicyType: kind === 'trust' ? 'Resource Policy' : 'IAM Policy',
      StartPosition: writePosition(spans[index]?.start),
      EndPosition: writePosition(spans[index]?.end),
    }
  }
}

function writePosition(position: Position | undefined): WirePosition | undefined {
  return position && { Line: position.line, Column: position.column }
}
