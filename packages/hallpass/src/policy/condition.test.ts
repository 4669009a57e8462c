import { describe, expect, test } from 'vitest'
import { policy } from '../../test/policy/policy-case.ts'
import { evaluateCondition } from './condition.ts'
import type { ConditionTrace } from './decision.ts'
import { conditionTests } from './policy-document.ts'
import { type ContextValue, requestContext } from './request-context.ts'

const arn = 'arn:aws:sns:us-east-1:111122223333:topic'

/** Of each operator a value of the policy, and a value of the request that it holds for, and one that it does not. */
const samples: Readonly<Record<string, readonly [policy: string, holding: string, failing: string]>> = {
  StringEquals: ['v', 'v', 'V'],
  StringNotEquals: ['v', 'V', 'v'],
  StringEqualsIgnoreCase: ['v', 'V', 'w'],
  StringNotEqualsIgnoreCase: ['v', 'w', 'V'],
  StringLike: ['a?c*', 'abcd', 'ac'],
  StringNotLike: ['a?c*', 'ac', 'abcd'],
  NumericEquals: ['10', '1e1', '11'],
  NumericNotEquals: ['10', '11', '10.0'],
  NumericLessThan: ['10', '9', '10'],
  NumericLessThanEquals: ['10', '10', '11'],
  NumericGreaterThan: ['10', '11', '10'],
  NumericGreaterThanEquals: ['10', '10', '9'],
  DateEquals: ['2026-01-01T00:00:00Z', '1767225600', '1767225601'],
  DateNotEquals: ['2026-01-01T00:00:00Z', '1767225601', '1767225600'],
  DateLessThan: ['2026-01-01', '2025-12-31', '2026-01-01'],
  DateLessThanEquals: ['2026-01-01', '2026-01-01', '2026-01-02'],
  DateGreaterThan: ['2026-01-01', '2026-01-02', '2026-01-01'],
  DateGreaterThanEquals: ['2026-01-01', '2026-01-01', '2025-12-31'],
  Bool: ['true', 'TRUE', 'false'],
  BinaryEquals: ['AQI=', 'AQI=', 'AQM='],
  IpAddress: ['10.0.0.0/8', '10.1.2.3', '11.1.2.3'],
  NotIpAddress: ['10.0.0.0/8', '11.1.2.3', '10.1.2.3'],
  ArnEquals: ['arn:aws:sns:*:*:t*', arn, 'arn:aws:sqs:us-east-1:111122223333:topic'],
  ArnNotEquals: ['arn:aws:sns:*:*:t*', 'arn:aws:sqs:us-east-1:111122223333:topic', arn],
  ArnLike: ['arn:aws:sns:*:*:t*', arn, 'arn:aws:sns:us-east-1:topic'],
  ArnNotLike: ['arn:aws:sns:*:*:t*', 'arn:aws:sns:us-east-1:topic', arn],
}

const negated = Object.keys(samples).filter((name) => name.includes('Not'))
const positive = Object.keys(samples).filter((name) => !name.includes('Not'))

type Situation = 'holding' | 'failing' | 'both' | 'missing' | 'empty'

/** IAM user guide, "Condition operators", "IfExists", "Creating a condition with multiple keys or values"; our decisions where it is silent. */
const rules: readonly [prefix: string, suffix: string, situation: Situation, positive: boolean, negated: boolean][] = [
  ['', '', 'holding', true, true],
  ['', '', 'failing', false, false],
  ['', '', 'both', true, false],
  ['', '', 'missing', false, true],
  ['', '', 'empty', false, true],
  ['', 'IfExists', 'holding', true, true],
  ['', 'IfExists', 'failing', false, false],
  ['', 'IfExists', 'both', true, false],
  ['', 'IfExists', 'missing', true, true],
  ['', 'IfExists', 'empty', false, true],
  ['ForAllValues:', '', 'holding', true, true],
  ['ForAllValues:', '', 'failing', false, false],
  ['ForAllValues:', '', 'both', false, false],
  ['ForAllValues:', '', 'missing', true, true],
  ['ForAllValues:', '', 'empty', true, true],
  ['ForAllValues:', 'IfExists', 'holding', true, true],
  ['ForAllValues:', 'IfExists', 'failing', false, false],
  ['ForAllValues:', 'IfExists', 'both', false, false],
  ['ForAllValues:', 'IfExists', 'missing', true, true],
  ['ForAllValues:', 'IfExists', 'empty', true, true],
  ['ForAnyValue:', '', 'holding', true, true],
  ['ForAnyValue:', '', 'failing', false, false],
  ['ForAnyValue:', '', 'both', true, true],
  ['ForAnyValue:', '', 'missing', false, false],
  ['ForAnyValue:', '', 'empty', false, false],
  ['ForAnyValue:', 'IfExists', 'holding', true, true],
  ['ForAnyValue:', 'IfExists', 'failing', false, false],
  ['ForAnyValue:', 'IfExists', 'both', true, true],
  ['ForAnyValue:', 'IfExists', 'missing', true, true],
  ['ForAnyValue:', 'IfExists', 'empty', false, false],
]

test('knows every operator', () => {
  expect([...Object.keys(samples), 'Null'].sort()).toEqual([...conditionTests].sort())
})

describe.each(rules)('%s…%s with a value that is %s', (prefix, suffix, situation, holdsPositive, holdsNegated) => {
  test.each(positive)(`is ${holdsPositive} of %s`, (name) => {
    expect(outcome(`${prefix}${name}${suffix}`, name, situation).matched).toBe(holdsPositive)
  })

  test.each(negated)(`is ${holdsNegated} of %s`, (name) => {
    expect(outcome(`${prefix}${name}${suffix}`, name, situation).matched).toBe(holdsNegated)
  })
})

test.each(['Null', 'ForAllValues:Null', 'ForAnyValue:Null'])('asks by %s whether there is a key', (operator) => {
  const isMatched = (value: string, key: ContextValue | undefined) => evaluate(operator, [value], key).matched
  expect([isMatched('true', undefined), isMatched('true', []), isMatched('true', 'v'), isMatched('true', ['v', 'w'])]).toEqual([
    true,
    true,
    false,
    false,
  ])
  expect([isMatched('false', undefined), isMatched('false', []), isMatched('false', 'v'), isMatched('false', ['v', 'w'])]).toEqual([
    false,
    false,
    true,
    true,
  ])
})

test.each([
  // Unreadable numbers and dates satisfy nothing, negated or not.
  ['NumericEquals', '10', 'ten', false],
  ['NumericNotEquals', '10', 'ten', false],
  ['NumericNotEquals', 'ten', '10', false],
  ['NumericLessThan', '10', '', false],
  ['NumericGreaterThanEquals', 'ten', 'ten', false],
  ['DateEquals', '2026-01-01', 'today', false],
  ['DateNotEquals', '2026-01-01', 'today', false],
  ['DateLessThan', '2026-01-01', '2025-02-30', false],
  ['Bool', 'true', 'yes', false],
  ['Bool', 'true', '1', false],
  ['Bool', '1', '1', false],
  ['Bool', 'False', 'fALSE', true],
  ['Bool', 'true', ' true', false],
  ['BinaryEquals', 'AQI=', 'AQI', false],
  ['BinaryEquals', 'not base64', 'not base64', false],
  ['BinaryEquals', 'AQI=', 'AQJ=', true],
  ['BinaryEquals', '', '', true],
  ['BinaryEquals', '-_8=', '-_8=', false],
  ['IpAddress', '10.0.0.0/33', '10.0.0.1', false],
  ['IpAddress', '10.0.0.0/8', '10.0.0.1:80', false],
  // What is no address is in no range; what is no ARN is like none.
  ['NotIpAddress', '10.0.0.0/8', 'unknown', true],
  ['NotIpAddress', '10.0.0.0/8', '::ffff:10.0.0.1', false],
  ['ArnLike', 'arn:aws:sns:*', arn, false],
  ['ArnNotLike', 'arn:aws:sns:*', arn, true],
  ['ArnLike', 'arn:aws:sns:us-east-1:111122223333:*', arn, true],
  ['ArnLike', 'arn:aws:SNS:us-east-1:111122223333:*', arn, false],
  ['ArnLike', 'arn:aws:*:*', arn, false],
  ['ArnLike', 'arn:aws:iam::111122223333:role/*', 'arn:aws:iam::111122223333:role/a/b:c', true],
  ['StringEquals', 'a', ' a', false],
  ['StringEquals', '\u00e9', 'e\u0301', false],
  ['StringEqualsIgnoreCase', 'STRASSE', 'straße', false],
  ['StringEqualsIgnoreCase', 'a*', 'abc', false],
  ['StringLike', '[a-z]+', 'abc', false],
])('says of %s %j and %j: %s', (operator, value, given, expected) => {
  expect(evaluate(operator, [value], given).matched).toBe(expected)
})

test('fails a negated number by one unreadable value among several', () => {
  expect(evaluate('NumericNotEquals', ['10', 'ten'], '5').matched).toBe(false)
})

test('one condition is asked again and again, of other requests, and by documents of either version', () => {
  const own = policyCondition('StringEquals', ['${aws:username}', 'all'])
  const fixed = policyCondition('StringLike', ['a*'])
  const asked = (value: string, name: string) =>
    requestContext([
      ['aws:key', value],
      ['aws:username', name],
    ])
  for (const name of ['ann', 'bob', 'ann']) {
    const { matched, resolvedValues } = evaluateCondition(own, '2012-10-17', asked('ann', name))
    expect({ matched, resolvedValues }).toEqual({ matched: name === 'ann', resolvedValues: [name, 'all'] })
    expect(evaluateCondition(own, '2008-10-17', asked('ann', name)).matched).toBe(false)
    expect(evaluateCondition(own, '2012-10-17', asked('all', name)).matched).toBe(true)
    expect(evaluateCondition(fixed, '2012-10-17', asked(name, 'x'))).toHaveProperty('matched', name === 'ann')
  }
})

function outcome(operator: string, name: string, situation: Situation): ConditionTrace {
  const [value, holding, failing] = samples[name] ?? expect.unreachable(`There is no sample of ${name}.`)
  const values = { holding, failing, both: [failing, holding], missing: undefined, empty: [] }
  return evaluate(operator, [value], values[situation])
}

function evaluate(operator: string, values: readonly string[], given: ContextValue | undefined): ConditionTrace {
  const condition = policyCondition(operator, values)
  return evaluateCondition(condition, '2012-10-17', requestContext([['aws:key', given]]))
}

function policyCondition(operator: string, values: readonly string[]) {
  const [statement] = policy([{ Condition: { [operator]: { 'aws:key': values } } }]).statements
  return statement?.conditions[0] ?? expect.unreachable('The statement has lost its condition.')
}
