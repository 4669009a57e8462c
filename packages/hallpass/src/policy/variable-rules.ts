import { type Fault, syntaxErrors } from './fault.ts'
import { readTemplate } from './pattern.ts'
import type { Located, PolicySyntax, StatementSyntax } from './syntax.ts'
import { takesVariables, variablePartOf } from './variable-places.ts'

/** Refuses variables without a name, an end or a readable default, where `${…}` is a variable. */
export function checkVariables({ statements, version }: PolicySyntax): Fault | undefined {
  for (const statement of statements) {
    for (const { value, position } of textsWithVariables(statement)) {
      if (readTemplate(value, version).kind === 'malformed') return { message: syntaxErrors, position }
    }
  }
  return undefined
}

function* textsWithVariables({ resource, conditions }: StatementSyntax): Iterable<Located> {
  for (const { value, position } of resource?.patterns ?? []) yield { value: variablePartOf(value), position }
  for (const { test, values } of conditions) if (takesVariables(test)) yield* values
}
