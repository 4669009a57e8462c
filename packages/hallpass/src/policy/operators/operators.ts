import type { ConditionTest } from '../policy-document.ts'
import { arnOperators } from './arn-operators.ts'
import { binaryOperator } from './binary-operator.ts'
import { boolOperator } from './bool-operator.ts'
import { dateOperators } from './date-operators.ts'
import { ipOperators } from './ip-operators.ts'
import { numericOperators } from './numeric-operators.ts'
import type { Operator } from './operator.ts'
import { stringOperators } from './string-operators.ts'

/** All that compare values; `Null`, which looks at none, stands in `condition.ts`. */
export const operators: Readonly<Record<Exclude<ConditionTest, 'Null'>, Operator>> = {
  ...stringOperators,
  ...numericOperators,
  ...dateOperators,
  ...ipOperators,
  ...arnOperators,
  Bool: boolOperator,
  BinaryEquals: binaryOperator,
}
