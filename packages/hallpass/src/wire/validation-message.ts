import type { Violation } from '../operation/violation.ts'

/**
 * AWS's sentence for constraints that are not met: `1 validation error detected: Value 'x' at 'roleArn' failed to satisfy …`.
 * @param show whether the service repeats the caller's values: `cognito-identity` and STS do, IAM does not. Sensitive ones never appear.
 */
export function validationMessage(violations: readonly Violation[], show: 'values' | 'no-values'): string {
  const clauses = violations.map(
    ({ path, shown, constraint }) => `${value(shown, show)} at '${path}' failed to satisfy constraint: ${constraint}`,
  )
  return `${clauses.length} validation error${clauses.length === 1 ? '' : 's'} detected: ${clauses.join('; ')}`
}

function value(shown: Violation['shown'], show: 'values' | 'no-values'): string {
  if (shown === null) return 'Value null'
  return shown === undefined || show === 'no-values' ? 'Value' : `Value '${shown}'`
}
