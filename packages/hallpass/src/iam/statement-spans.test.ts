import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { statementSpans } from './statement-spans.ts'

describe('the positions of the AWS CLI reference', () => {
  test('of one statement without a list', () => {
    const document =
      '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*",' +
      '"Condition":{"DateGreaterThan":{"aws:CurrentTime":"2018-08-16T12:00:00Z"}}}}'
    expect(statementSpans(document)).toEqual([{ start: { line: 1, column: 38 }, end: { line: 1, column: 167 } }])
  })

  test('of a list over several lines', () => {
    const document = [
      '{',
      '    "Version": "2012-10-17",',
      '    "Statement": [',
      '        {',
      '            "Sid": "VisualEditor0",',
      '            "Effect": "Allow",',
      '            "Action": "codecommit:ListRepositories",',
      '            "Resource": "*"',
      '        }',
      '    ]',
      '}',
    ].join('\n')
    expect(statementSpans(document)).toEqual([{ start: { line: 3, column: 19 }, end: { line: 9, column: 10 } }])
  })
})

test('a statement begins where the one before ends', () => {
  const [first, second, ...others] = statementSpans('{"Statement":[{"a":1},\r\n {"b":[{}]}]}')
  expect(first).toEqual({ start: { line: 1, column: 15 }, end: { line: 1, column: 22 } })
  expect(second).toEqual({ start: { line: 1, column: 22 }, end: { line: 2, column: 12 } })
  expect(others).toEqual([])
})

test('nothing else is taken for a statement', () => {
  const document = '{"Id":"Statement","Version" : "2012","\\u0053tatement":[{"Sid":"}\\"{","Condition":{"Statement":{"k":["v"]}}}]}'
  const start = document.indexOf('[{') + 2
  expect(statementSpans(document)).toEqual([{ start: { line: 1, column: start }, end: { line: 1, column: document.length - 1 } }])
})

test('there are as many places as statements, in their order', () => {
  const value = fc.jsonValue({ maxDepth: 3 })
  const statements = fc.array(fc.dictionary(fc.string(), value), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(statements, fc.nat(4), fc.boolean(), (given, indent, isListed) => {
      const document = JSON.stringify({ Version: 'x', Statement: isListed ? given : given[0], Id: '{' }, undefined, indent)
      const spans = statementSpans(document)
      expect(spans).toHaveLength(isListed ? given.length : 1)
      const flat = spans.flatMap(({ start, end }) => [start, end]).map(({ line, column }) => line * 1e6 + column)
      expect(flat).toEqual([...flat].sort((a, b) => a - b))
    }),
  )
})
