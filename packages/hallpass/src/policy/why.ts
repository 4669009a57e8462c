import type { Operator } from './operators/operator.ts'
import { literal } from './pattern.ts'
import type { Condition } from './policy-document.ts'

/** A comparison and its outcome. */
export interface Comparison {
  readonly condition: Condition
  readonly operator: Operator
  readonly resolvedValues: readonly (string | null)[]
  readonly requestValues: readonly string[] | null
  readonly matched: boolean
  /** Whether the operator holds for a value of the request. */
  readonly passes: (value: string) => boolean
}

/** Says in one sentence why `Null` came out as it did. */
export function whyNull(key: string, isAbsent: boolean): string {
  return isAbsent ? `The request has no ${cut(key)}.` : `The request has ${cut(key)}.`
}

/** Says in one sentence why a condition holds or fails. */
export function whyComparison(comparison: Comparison): string {
  const { condition, requestValues, resolvedValues } = comparison
  if (requestValues === null) return whyMissing(comparison)
  const [first] = requestValues
  if (first === undefined) return `${cut(condition.key)} has no values.`
  if (condition.values.length === 0) return 'The policy lists no values.'
  if (resolvedValues.every((value) => value === null)) {
    return `The request has no value for the variable of ${list(condition.values, 'or')}.`
  }
  const witness = requestValues.length === 1 ? first : witnessOf(comparison, requestValues)
  return witness === undefined ? whyAll(comparison, first) : whyOne(comparison, witness, requestValues.length === 1 ? 'is' : 'has')
}

function whyMissing({ condition: { key, quantifier }, matched }: Comparison): string {
  if (!matched) return `The request has no ${cut(key)}.`
  return quantifier === 'ForAllValues'
    ? `The request has no ${cut(key)}, so that none of its values fails.`
    : `The request has no ${cut(key)}, and need not have it.`
}

/** The value that settled it, where one did. */
function witnessOf({ condition, operator, matched, passes }: Comparison, values: readonly string[]): string | undefined {
  const needsAll = condition.quantifier === 'ForAllValues' || (condition.quantifier === undefined && operator.isNegated)
  return matched === needsAll ? undefined : values.find((value) => passes(value) === matched)
}

function whyAll({ condition, operator, resolvedValues, passes }: Comparison, first: string): string {
  const holds = passes(first) !== operator.isNegated
  return `${holds ? 'Every' : 'No'} value of ${cut(condition.key)} is ${relation(operator, shown(condition, resolvedValues), true)}.`
}

function whyOne({ condition, operator, resolvedValues, passes }: Comparison, value: string, verb: 'is' | 'has'): string {
  const subject = `${cut(condition.key)} ${verb} ${quote(value)}`
  const { noun, isReadable = () => true } = operator.wording
  if (!isReadable(value)) return `${subject}, which is not ${noun}.`

  const passed = passes(value)
  const unreadable = passed ? undefined : unreadableReason(operator, resolvedValues, value)
  if (unreadable !== undefined) return `The policy's ${quote(unreadable)} is not ${noun}.`

  const values = shown(condition, resolvedValues)
  const holds = passed !== operator.isNegated
  return holds && values.length === 1 && values[0] === value ? `${subject}.` : `${subject}, ${relation(operator, values, holds)}.`
}

/** The unreadable value of the policy that a value of the request fails by. */
function unreadableReason(operator: Operator, resolvedValues: readonly (string | null)[], value: string): string | undefined {
  const { isReadable = () => true } = operator.wording
  const unreadable = resolvedValues.filter((wanted) => wanted !== null && !isReadable(wanted)).map(String)
  if (operator.isNegated) return unreadable.find((wanted) => !operator.read(wanted, literal(wanted))(value))
  return unreadable.length === resolvedValues.length ? unreadable[0] : undefined
}

function relation({ wording }: Operator, values: readonly string[], holds: boolean): string {
  const [only] = values.length === 1 ? values : []
  if (wording.relation === '') {
    if (only !== undefined) return `${holds ? 'equal to' : 'not'} ${quote(only)}`
    return `${holds ? 'one' : 'none'} of ${list(values, 'and')}`
  }
  const asked = `${holds ? '' : 'not '}${wording.relation}`
  return only === undefined ? `${asked} ${holds ? 'one' : 'any'} of ${list(values, 'and')}` : `${asked} ${quote(only)}`
}

/** Values without a value of their own are shown as they are written. */
function shown({ values }: Condition, resolvedValues: readonly (string | null)[]): readonly string[] {
  return resolvedValues.map((value, index) => value ?? values[index] ?? '')
}

/** The first few, and how many more there are. */
function list(values: readonly string[], joint: 'and' | 'or'): string {
  const maxListed = 4
  const first = values.slice(0, maxListed).map(quote).join(', ')
  return values.length > maxListed ? `${first} ${joint} ${values.length - maxListed} more` : first
}

function quote(value: string): string {
  return JSON.stringify(cut(value))
}

function cut(value: string): string {
  const maxShown = 80
  if (value.length <= maxShown) return value
  const end = (value.codePointAt(maxShown - 1) ?? 0) > 0xffff ? maxShown - 1 : maxShown
  return `${value.slice(0, end)}…`
}
