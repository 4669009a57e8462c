import { type Condition, conditionTests } from './policy-document.ts'

const shape = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/

/**
 * The parts of an operator's name, or undefined where there is no such operator. Names are case-sensitive; `Null` has no `IfExists`.
 * Source: IAM user guide, "IAM JSON policy elements: Condition operators".
 */
export function readOperator(operator: string): Pick<Condition, 'operator' | 'test' | 'quantifier' | 'ifExists'> | undefined {
  const [, prefix, name, suffix] = shape.exec(operator) ?? []
  const test = conditionTests.find((known) => known === name)
  if (test === undefined || (test === 'Null' && suffix !== undefined)) return undefined
  return { operator, test, quantifier: quantifierOf(prefix), ifExists: suffix !== undefined }
}

function quantifierOf(prefix: string | undefined): Condition['quantifier'] {
  return prefix === 'ForAllValues' || prefix === 'ForAnyValue' ? prefix : undefined
}
