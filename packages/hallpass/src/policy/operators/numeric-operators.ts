import { compareDecimals, type Decimal, readDecimal } from '../decimal.ts'
import { type Ordering, orderOperator } from './order-operator.ts'

const numbers: Ordering<Decimal> = { noun: 'a number', read: readDecimal, compare: compareDecimals }

/** Source: IAM user guide, "Numeric condition operators". */
export const numericOperators = {
  NumericEquals: orderOperator(numbers, (order) => order === 0, { relation: '' }),
  NumericNotEquals: orderOperator(numbers, (order) => order !== 0, { relation: '', isNegated: true }),
  NumericLessThan: orderOperator(numbers, (order) => order < 0, { relation: 'less than' }),
  NumericLessThanEquals: orderOperator(numbers, (order) => order <= 0, { relation: 'at most' }),
  NumericGreaterThan: orderOperator(numbers, (order) => order > 0, { relation: 'more than' }),
  NumericGreaterThanEquals: orderOperator(numbers, (order) => order >= 0, { relation: 'at least' }),
}
