import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type PolicyGrammar, parsePolicy } from './parse-policy.ts'
import type { PolicyDocument } from './policy-document.ts'

const grammars: readonly PolicyGrammar[] = ['identity', 'trust', 'stored']

describe('the document', () => {
  test('has what an identity policy says, as it is written', () => {
    const text = `{
      "Version": "2012-10-17", "Id": "x",
      "Statement": [
        { "Sid": "One", "Effect": "Allow", "Action": ["s3:Get*", "s3:List*"], "Resource": "arn:aws:s3:::b/\${aws:username}",
          "Condition": { "ForAnyValue:StringLikeIfExists": { "aws:TagKeys": ["a*", 1.50, true] }, "Null": { "x": false, "y": [] } } },
        { "Effect": "Deny", "NotAction": "*", "NotResource": ["*"], "Condition": { "unknown": {} } }
      ]
    }`
    expect(document(text, 'identity')).toEqual({
      version: '2012-10-17',
      statements: [
        {
          sid: 'One',
          effect: 'Allow',
          position: { line: 4, column: 9 },
          principals: undefined,
          actions: { isNot: false, patterns: ['s3:Get*', 's3:List*'] },
          resources: { isNot: false, patterns: ['arn:aws:s3:::b/${aws:username}'] },
          conditions: [
            {
              operator: 'ForAnyValue:StringLikeIfExists',
              test: 'StringLike',
              quantifier: 'ForAnyValue',
              ifExists: true,
              key: 'aws:TagKeys',
              values: ['a*', '1.50', 'true'],
            },
            { operator: 'Null', test: 'Null', quantifier: undefined, ifExists: false, key: 'x', values: ['false'] },
            { operator: 'Null', test: 'Null', quantifier: undefined, ifExists: false, key: 'y', values: [] },
          ],
        },
        {
          sid: undefined,
          effect: 'Deny',
          position: { line: 6, column: 9 },
          principals: undefined,
          actions: { isNot: true, patterns: ['*'] },
          resources: { isNot: true, patterns: ['*'] },
          conditions: [],
        },
      ],
    })
  })

  test('has what a trust policy says, as it is written', () => {
    const text = JSON.stringify({
      Statement: {
        Sid: '',
        Effect: 'Allow',
        Principal: { AWS: ['*', '111122223333'], Service: 'ec2.amazonaws.com' },
        Action: 'sts:AssumeRole',
      },
    })
    const expected = {
      version: '2008-10-17',
      statements: [
        {
          sid: '',
          effect: 'Allow',
          position: { line: 1, column: 14 },
          principals: [
            { kind: 'AWS', value: '*' },
            { kind: 'AWS', value: '111122223333' },
            { kind: 'Service', value: 'ec2.amazonaws.com' },
          ],
          actions: { isNot: false, patterns: ['sts:AssumeRole'] },
          resources: undefined,
          conditions: [],
        },
      ],
    }
    expect(document(text, 'trust')).toEqual(expected)
    expect(document(text, 'stored')).toEqual(expected)
  })
})

describe('the stored grammar', () => {
  const plain = { Effect: 'Allow', Action: 's3:*', Resource: '*' }

  test('takes what only acceptance refuses', () => {
    const statements = [
      { ...plain, Sid: 'a' },
      { ...plain, Sid: 'a' },
      { ...plain, Sid: '-' },
      { ...plain, Action: 'x', Resource: 'y' },
      { ...plain, Resource: 'arn:aws:sqs:*:q' },
      { ...plain, Principal: '*' },
      { ...plain, Principal: { AWS: 'x*', Federated: '*' } },
    ]
    expect(document(JSON.stringify({ Statement: statements }), 'stored')).toMatchObject({
      version: '2008-10-17',
      statements: { length: 7 },
    })
    expect(document(JSON.stringify({ Statement: { ...plain, Principal: '*' } }), 'stored').statements[0]?.principals).toEqual([
      { kind: 'AWS', value: '*' },
    ])
  })

  test.each([
    ['Syntax errors in policy.', { Statement: { ...plain, Effect: 'x' } }],
    ['Syntax errors in policy.', { Statement: { ...plain, Principal: {} } }],
    ['Syntax errors in policy.', { Version: '2012-10-17', Statement: { ...plain, Resource: 'arn:aws:s3:::${' } }],
    ['The policy failed legacy parsing', { Statement: { ...plain, Effect: 'allow' } }],
    ['The policy failed legacy parsing', { Statement: { ...plain, Resource: 'arn:aws:s3::x' } }],
    ['Has prohibited field NotPrincipal', { Statement: { ...plain, NotPrincipal: '*' } }],
  ])('refuses with %s', (message, policy) => {
    expect(parsePolicy(JSON.stringify(policy), 'stored')).toMatchObject({ kind: 'malformed', message })
  })

  test('lets elements that are missing or empty match nothing', () => {
    const nothing = { isNot: false, patterns: [] }
    for (const statement of [{ Effect: 'Allow' }, { Effect: 'Allow', NotAction: [], NotResource: [] }]) {
      expect(document(JSON.stringify({ Statement: statement }), 'stored').statements[0]).toMatchObject({
        actions: nothing,
        resources: nothing,
      })
    }
  })

  test('reads whatever another grammar takes, and reads it in the same way', () => {
    fc.assert(
      fc.property(policies, fc.constantFrom<PolicyGrammar>('identity', 'trust'), (policy, grammar) => {
        const text = JSON.stringify(policy)
        const parsed = parsePolicy(text, grammar)
        fc.pre(parsed.kind === 'policy')
        expect(parsePolicy(text, 'stored')).toEqual(parsed)
      }),
      { numRuns: 300 },
    )
  })
})

describe('whatever the text', () => {
  test.each(grammars)('it is taken or refused at a place of the text: %s', (grammar) => {
    const texts = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.json({ maxDepth: 9 }),
      fc
        .tuple(
          policies,
          fc.nat(),
          fc.string({ maxLength: 2, unit: fc.constantFrom('"', '{', '}', '[', ']', ',', ':', '\n', ' ', '$', 'a') }),
        )
        .map(([policy, at, put]) => {
          const text = JSON.stringify(policy, undefined, 1)
          const place = at % (text.length + 1)
          return text.slice(0, place) + put + text.slice(place)
        }),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parsePolicy(text, grammar)
        if (parsed.kind === 'policy') {
          expect(parsed.document.statements).not.toHaveLength(0)
          return
        }
        const { line = 0, column = 0 } = parsed.position ?? {}
        const lines = text.split(/\r\n|\r|\n/)
        expect(parsed.message).not.toBe('')
        expect(column).toBeGreaterThanOrEqual(1)
        expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? -1) + 1)
      }),
      { numRuns: 500 },
    )
  })

  test('statements keep their order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[0-9A-Za-z]{1,5}$/), { minLength: 1 }), (sids) => {
        const statements = sids.map((Sid) => ({ Sid, Effect: 'Allow', Action: '*', Resource: '*' }))
        const text = JSON.stringify({ Version: '2012-10-17', Statement: statements })
        expect(document(text, 'identity').statements.map(({ sid }) => sid)).toEqual(sids)
      }),
    )
  })
})

describe('limits', () => {
  const plain = {
    Effect: 'Allow',
    Action: ['s3:GetObject'],
    Resource: ['arn:aws:s3:::b/${aws:username}'],
    Condition: { Bool: { a: 'true' } },
  }
  const all = (values: readonly unknown[]) => JSON.stringify({ Version: '2012-10-17', Statement: values })
  const times = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index))

  test('10,000 statements are taken', () => {
    const text = all(times(10_000, (index) => ({ ...plain, Sid: `s${index}` })))
    expect(document(text, 'identity').statements).toHaveLength(10_000)
  })

  test('10,000 values are taken', () => {
    const values = times(10_000, (index) => `s3:Action${index}`)
    expect(document(all([{ ...plain, Action: values }]), 'identity').statements[0]?.actions.patterns).toEqual(values)
  })

  test.each(grammars)('more are refused: %s', (grammar) => {
    const extra = times(10_001, (index) => `sts:A${index}`)
    const keys = Object.fromEntries(extra.map((key) => [key, 'x']))
    const documents = [
      all(times(10_001, () => plain)),
      all([{ ...plain, Action: extra }]),
      all([{ ...plain, Resource: extra }]),
      all([{ ...plain, Principal: { AWS: extra } }]),
      all([{ ...plain, Condition: { StringEquals: { a: extra } } }]),
      all([{ ...plain, Condition: { StringEquals: keys } }]),
      all([{ ...plain, Action: extra.slice(0, 5_001), Resource: extra.slice(0, 5_001) }]),
    ]
    for (const text of documents) {
      expect(parsePolicy(text, grammar)).toMatchObject({ kind: 'malformed', message: 'Syntax errors in policy.' })
    }
  })

  test.each(grammars)('hostile texts are refused: %s', (grammar) => {
    const hostile = [
      '['.repeat(100_000),
      '{"Statement":'.repeat(100_000),
      `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::${'${'.repeat(100_000)}"}}`,
      `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"${':'.repeat(200_000)}","Resource":"arn:${':'.repeat(200_000)}"}}`,
      `"${'\\u0041'.repeat(100_000)}`,
      `${' '.repeat(1_000_000)}x`,
      `{"Statement":${'1'.repeat(1_000_000)}}`,
    ]
    for (const text of hostile) expect(parsePolicy(text, grammar).kind).toBe('malformed')
  })
})

const often = <T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: usual, weight: 15 }, { arbitrary: rare, weight: 1 })
const texts = (usual: string[], ...rare: string[]) => {
  const text = often(fc.constantFrom(...usual), fc.constantFrom(...rare))
  return fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 2 }))
}
const shared = {
  Sid: often(fc.constantFrom('', 'a', 'b', 'c'), fc.constant('-')),
  Effect: often(fc.constantFrom('Allow', 'Deny'), fc.constant('allow')),
  Condition: fc.dictionary(
    fc.constantFrom('StringLike', 'ForAnyValue:StringEqualsIfExists', 'DateLessThan', 'Null'),
    fc.dictionary(fc.constantFrom('a', 'b'), often<unknown>(texts(['2026', '01T'], 'x', '${a}', '${'), fc.constantFrom(1, true, null)), {
      maxKeys: 2,
    }),
    { maxKeys: 2 },
  ),
}
const identityStatements = fc.record(
  { ...shared, Action: texts(['s3:Get*', '*'], 'x'), Resource: texts(['*', 'arn:aws:s3:::b/${aws:username}'], 'arn:aws:s3:::${', 'x') },
  { requiredKeys: ['Effect', 'Action', 'Resource'] },
)
const trustStatements = fc.record(
  {
    ...shared,
    Principal: often<unknown>(
      fc.record({ AWS: texts(['*', '111122223333'], 'x'), Federated: texts(['accounts.google.com'], 'x') }, { requiredKeys: ['AWS'] }),
      fc.constantFrom('*', {}),
    ),
    NotAction: texts(['sts:AssumeRole', 'sts:*'], 's3:Get*'),
  },
  { requiredKeys: ['Effect', 'Principal', 'NotAction'] },
)
const listed = <T>(statement: fc.Arbitrary<T>) => fc.oneof(statement, fc.array(statement, { maxLength: 3 }))
const policies = fc.record(
  {
    Version: often(fc.constant('2012-10-17'), fc.constant('2008-10-17')),
    Id: fc.constant('x'),
    Statement: fc.oneof(listed(identityStatements), listed(trustStatements)),
  },
  { requiredKeys: ['Version', 'Statement'] },
)

function document(text: string, grammar: PolicyGrammar): PolicyDocument {
  const parsed = parsePolicy(text, grammar)
  if (parsed.kind === 'malformed') throw new Error(parsed.message)
  return parsed.document
}
