import type { Pattern } from '../pattern.ts'

/** A condition operator: how a value of the request compares with a value of the policy. */
export interface Operator {
  /** Negated operators must hold for every value of the policy, the others for one. */
  readonly isNegated: boolean
  /**
   * Reads a value of the policy, once; what comes back tells of each value of the request whether the operator holds.
   * @param text the value, its variables filled in
   * @param pattern the same with its wildcards, which some operators know
   */
  readonly read: (text: string, pattern: Pattern) => (requestValue: string) => boolean
  readonly wording: Wording
}

/** How people are told what an operator looks for; negated ones have the words of their opposite. */
export interface Wording {
  /** What goes before the policy's value: `K is "5", less than "10"`. Empty for equality. */
  readonly relation: string
  /** What values must be, and how to see it: `a number`. Undefined where any text will do. */
  readonly noun?: string
  readonly isReadable?: (text: string) => boolean
}

/** The operator that holds where this one does not. */
export function negationOf({ read, wording }: Operator): Operator {
  return {
    isNegated: true,
    read: (text, pattern) => {
      const holds = read(text, pattern)
      return (requestValue) => !holds(requestValue)
    },
    wording,
  }
}
