import { type Fault, syntaxErrors } from './fault.ts'
import type { PolicySyntax, StatementSyntax } from './syntax.ts'

const maxCount = 10_000

/**
 * At most 10,000 in all of: statements, and in each statement the conditions and values after the first of their list. So there may be
 * 10,000 plain statements, or 10,000 values of one.
 */
export function checkCount({ statements }: PolicySyntax): Fault | undefined {
  let count = 0
  for (const statement of statements) {
    count += 1 + extras(statement)
    if (count > maxCount) return { message: syntaxErrors, position: statement.position }
  }
  return undefined
}

function extras({ principal, action, resource, conditions }: StatementSyntax): number {
  const lists = [principal?.values, action?.patterns, resource?.patterns, conditions, ...conditions.map(({ values }) => values)]
  return lists.reduce((sum, list = []) => sum + Math.max(0, list.length - 1), 0)
}
