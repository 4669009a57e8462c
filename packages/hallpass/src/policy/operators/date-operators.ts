import { readDate } from '../date.ts'
import { type Ordering, orderOperator } from './order-operator.ts'

const dates: Ordering<number> = { noun: 'a date', read: readDate, compare: (first, second) => first - second }

/** Source: IAM user guide, "Date condition operators". */
export const dateOperators = {
  DateEquals: orderOperator(dates, (order) => order === 0, { relation: '' }),
  DateNotEquals: orderOperator(dates, (order) => order !== 0, { relation: '', isNegated: true }),
  DateLessThan: orderOperator(dates, (order) => order < 0, { relation: 'before' }),
  DateLessThanEquals: orderOperator(dates, (order) => order <= 0, { relation: 'at or before' }),
  DateGreaterThan: orderOperator(dates, (order) => order > 0, { relation: 'after' }),
  DateGreaterThanEquals: orderOperator(dates, (order) => order >= 0, { relation: 'at or after' }),
}
