import fc from 'fast-check'
import { expect, test } from 'vitest'
import { policy } from '../../test/policy/policy-case.ts'
import { evaluateCondition } from './condition.ts'
import { conditionTests } from './policy-document.ts'
import { type ContextValue, requestContext } from './request-context.ts'

test.each<[operator: string, values: readonly string[], given: ContextValue | undefined, sentence: string]>([
  ['StringEquals', ['blue', 'green'], 'red', 'aws:k is "red", none of "blue", "green".'],
  ['StringEquals', ['blue', 'green'], 'green', 'aws:k is "green", one of "blue", "green".'],
  ['StringEquals', ['blue'], 'red', 'aws:k is "red", not "blue".'],
  ['StringEquals', ['blue'], 'blue', 'aws:k is "blue".'],
  ['StringEquals', ['blue'], undefined, 'The request has no aws:k.'],
  ['StringEquals', ['blue'], [], 'aws:k has no values.'],
  ['StringEquals', [], 'red', 'The policy lists no values.'],
  ['StringEquals', ['${aws:username}'], 'red', 'The request has no value for the variable of "${aws:username}".'],
  ['StringNotEquals', ['blue', 'red'], 'red', 'aws:k is "red", one of "blue", "red".'],
  ['StringNotEquals', ['blue'], 'red', 'aws:k is "red", not "blue".'],
  ['StringNotEquals', ['blue'], undefined, 'The request has no aws:k, and need not have it.'],
  ['StringEqualsIfExists', ['blue'], undefined, 'The request has no aws:k, and need not have it.'],
  ['StringEqualsIgnoreCase', ['Blue'], 'bLUE', 'aws:k is "bLUE", equal to "Blue".'],
  ['StringLike', ['b*'], 'red', 'aws:k is "red", not like "b*".'],
  ['StringLike', ['b*', 'r*'], 'red', 'aws:k is "red", like one of "b*", "r*".'],
  ['StringNotLike', ['b*', 'g*'], 'red', 'aws:k is "red", not like any of "b*", "g*".'],
  ['NumericLessThan', ['10'], '9', 'aws:k is "9", less than "10".'],
  ['NumericLessThan', ['10'], '10', 'aws:k is "10", not less than "10".'],
  ['NumericLessThan', ['10'], 'ten', 'aws:k is "ten", which is not a number.'],
  ['NumericLessThan', ['ten'], '10', `The policy's "ten" is not a number.`],
  ['NumericNotEquals', ['10', 'ten'], '5', `The policy's "ten" is not a number.`],
  ['NumericNotEquals', ['5', '10'], '5', 'aws:k is "5", one of "5", "10".'],
  ['DateGreaterThan', ['2026-01-01'], '2025-01-01', 'aws:k is "2025-01-01", not after "2026-01-01".'],
  ['Bool', ['true'], 'false', 'aws:k is "false", not "true".'],
  ['IpAddress', ['10.0.0.0/8'], '11.0.0.1', 'aws:k is "11.0.0.1", not in "10.0.0.0/8".'],
  ['NotIpAddress', ['10.0.0.0/8'], 'unknown', 'aws:k is "unknown", which is not an IP address.'],
  ['ArnLike', ['arn:aws:sns:*'], 'arn:aws:sns:a:b:c', `The policy's "arn:aws:sns:*" is not an ARN of six parts.`],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'x'], 'aws:k has "x", none of "a", "b".'],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], 'Every value of aws:k is one of "a", "b".'],
  ['ForAllValues:StringEquals', ['a'], undefined, 'The request has no aws:k, so that none of its values fails.'],
  ['ForAllValues:StringNotEquals', ['a', 'b'], ['c', 'd'], 'No value of aws:k is one of "a", "b".'],
  ['ForAnyValue:StringEquals', ['a', 'b'], ['x', 'b'], 'aws:k has "b", one of "a", "b".'],
  ['ForAnyValue:StringEquals', ['a', 'b'], ['x', 'y'], 'No value of aws:k is one of "a", "b".'],
  ['ForAnyValue:StringNotEquals', ['a'], ['a', 'a'], 'Every value of aws:k is equal to "a".'],
  ['StringNotEquals', ['a'], ['x', 'a'], 'aws:k has "a".'],
  ['Null', ['true'], 'red', 'The request has aws:k.'],
  ['Null', ['true'], undefined, 'The request has no aws:k.'],
  ['StringEquals', ['a', 'b', 'c', 'd', 'e', 'f'], 'x', 'aws:k is "x", none of "a", "b", "c", "d" and 2 more.'],
  ['StringEquals', ['line\n'], 'tab\t', 'aws:k is "tab\\t", not "line\\n".'],
  ['StringEquals', ['x'], 'a'.repeat(1000), `aws:k is "${'a'.repeat(80)}…", not "x".`],
  ['StringEquals', ['x'], `${'a'.repeat(79)}😀😀`, `aws:k is "${'a'.repeat(79)}…", not "x".`],
])('says of %s %j and %j: %s', (operator, values, given, sentence) => {
  expect(sentenceOf(operator, values, given)).toBe(sentence)
})

test('says one short sentence whatever the operator and the values', () => {
  const operators = fc.constantFrom(...conditionTests.flatMap((test) => [test, `ForAllValues:${test}`, `ForAnyValue:${test}`]))
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('1', '2026-01-01', '10.0.0.0/8', 'true', 'arn:a:b:c:d:e', 'x'.repeat(5000)),
  )
  const given = fc.oneof(texts, fc.array(texts), fc.constant(undefined))
  fc.assert(
    fc.property(operators, fc.array(texts.map((text) => text.replaceAll('${', ''))), given, (operator, values, value) => {
      fc.pre(!operator.includes('Date') || values.length === 0)
      expect(sentenceOf(operator, values, value)).toMatch(/^.{1,900}\.$/su)
    }),
  )
})

function sentenceOf(operator: string, values: readonly string[], given: ContextValue | undefined): string {
  const [condition] = policy([{ Condition: { [operator]: { 'aws:k': values } } }]).statements[0]?.conditions ?? []
  if (condition === undefined) return expect.unreachable('The statement has lost its condition.')
  return evaluateCondition(condition, '2012-10-17', requestContext([['aws:k', given]])).why
}
