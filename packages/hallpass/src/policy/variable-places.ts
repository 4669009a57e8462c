import { arnParts } from './arn-pattern.ts'
import type { ConditionTest } from './policy-document.ts'

/** The part of a resource's pattern in which `${…}` is a variable: what follows the fifth colon. Source: IAM user guide, "Variables". */
export function variablePartOf(resource: string): string {
  return arnParts(resource)?.[5] ?? ''
}

/** Whether `${…}` is a variable in the values of this operator. Source: IAM user guide, "Variables". */
export function takesVariables(test: ConditionTest): boolean {
  return test.startsWith('String') || test.startsWith('Arn')
}
