import type { ConditionTrace } from './decision.ts'
import type { Operator } from './operators/operator.ts'
import { operators } from './operators/operators.ts'
import { fillIn, literal, patternText, readTemplate } from './pattern.ts'
import type { Condition, PolicyDocument } from './policy-document.ts'
import type { RequestContext } from './request-context.ts'
import { takesVariables } from './variable-places.ts'
import { type Comparison, whyComparison, whyNull } from './why.ts'

/** Looks at one key of one operator. Source: IAM user guide, "Condition operators", "Creating a condition with multiple keys or values". */
export function evaluateCondition(condition: Condition, version: PolicyDocument['version'], context: RequestContext): ConditionTrace {
  const value = context.get(condition.key)
  const requestValues = typeof value === 'string' ? [value] : (value ?? null)
  return condition.test === 'Null'
    ? evaluateNull(condition, requestValues)
    : evaluateComparison(condition, operators[condition.test], requestValues, { version, context })
}

/** `"true"` asks that the key be absent, `"false"` that it be there; an empty list is as good as absent. */
function evaluateNull({ operator, key, values }: Condition, requestValues: readonly string[] | null): ConditionTrace {
  const isAbsent = requestValues === null || requestValues.length === 0
  const matched = values.some((value) => value.toLowerCase() === String(isAbsent))
  return { operator, key, policyValues: values, resolvedValues: values, requestValues, matched, why: whyNull(key, isAbsent) }
}

function evaluateComparison(
  condition: Condition,
  operator: Operator,
  requestValues: readonly string[] | null,
  { version, context }: { readonly version: PolicyDocument['version']; readonly context: RequestContext },
): ConditionTrace {
  const { resolvedValues, tests } = constantReadings.get(condition) ?? readValues(condition, operator, version, context)
  const passes = (value: string) => (operator.isNegated ? tests.every((test) => test(value)) : tests.some((test) => test(value)))
  const matched = isMet(condition, operator.isNegated, requestValues, passes)
  return new ComparisonTrace({ condition, operator, resolvedValues, requestValues, matched, passes })
}

/** Put into words where somebody reads them. */
class ComparisonTrace implements ConditionTrace {
  readonly operator: string
  readonly key: string
  readonly policyValues: readonly string[]
  readonly resolvedValues: readonly (string | null)[]
  readonly requestValues: readonly string[] | null
  readonly matched: boolean
  readonly #comparison: Comparison

  constructor(comparison: Comparison) {
    const { condition, resolvedValues, requestValues, matched } = comparison
    this.operator = condition.operator
    this.key = condition.key
    this.policyValues = condition.values
    this.resolvedValues = resolvedValues
    this.requestValues = requestValues
    this.matched = matched
    this.#comparison = comparison
  }

  get why(): string {
    return whyComparison(this.#comparison)
  }
}

/** The values of a condition, and what each tells of a value of the request. */
interface Reading {
  readonly resolvedValues: readonly (string | null)[]
  readonly tests: readonly ((requestValue: string) => boolean)[]
}

/** Of conditions without variables: they read the same for every request. */
const constantReadings = new WeakMap<Condition, Reading>()

function readValues(condition: Condition, operator: Operator, version: PolicyDocument['version'], context: RequestContext): Reading {
  const resolvedValues: (string | null)[] = []
  const tests: ((requestValue: string) => boolean)[] = []
  const hasTemplates = takesVariables(condition.test)
  for (const value of condition.values) {
    const pattern = hasTemplates ? fillIn(readTemplate(value, version), context) : literal(value)
    const text = pattern === undefined ? null : patternText(pattern)
    resolvedValues.push(text)
    // What has no value equals nothing, and is like nothing.
    tests.push(pattern === undefined || text === null ? () => operator.isNegated : operator.read(text, pattern))
  }
  const reading = { resolvedValues, tests }
  if (!hasTemplates || !condition.values.some((value) => value.includes('${'))) constantReadings.set(condition, reading)
  return reading
}

function isMet(
  { quantifier, ifExists }: Condition,
  isNegated: boolean,
  values: readonly string[] | null,
  passes: (value: string) => boolean,
): boolean {
  switch (quantifier) {
    case 'ForAllValues':
      return values === null || values.every(passes)
    case 'ForAnyValue':
      return values === null ? ifExists : values.some(passes)
    case undefined:
      if (values === null) return ifExists || isNegated
      return isNegated ? values.every(passes) : values.some(passes)
  }
}
