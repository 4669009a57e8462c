import type { Operator, Wording } from './operator.ts'

/** How values of one kind are read and put in order. */
export interface Ordering<Value> {
  readonly noun: string
  readonly read: (text: string) => Value | undefined
  /** Below, at or above 0: the first is less than, equal to or greater than the second. */
  readonly compare: (first: Value, second: Value) => number
}

/** An operator that asks for an order of the request's value and the policy's. It never holds, negated or not, where one is unreadable. */
export function orderOperator<Value>(
  { noun, read, compare }: Ordering<Value>,
  holds: (order: number) => boolean,
  { relation, isNegated = false }: Pick<Wording, 'relation'> & { readonly isNegated?: boolean },
): Operator {
  return {
    isNegated,
    read: (text) => {
      const wanted = read(text)
      return (requestValue) => {
        const given = read(requestValue)
        return wanted !== undefined && given !== undefined && holds(compare(given, wanted))
      }
    },
    wording: { relation, noun, isReadable: (text) => read(text) !== undefined },
  }
}
