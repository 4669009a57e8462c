import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AuthorizationRequest, Decision, PermissionPolicies, SourcedPolicy } from './decision.ts'
import { evaluate } from './evaluate.ts'
import { evaluateTrust } from './evaluate-trust.ts'
import { type Condition, conditionTests, type PolicyDocument, type Statement } from './policy-document.ts'
import type { Principal } from './principal.ts'
import { requestContext } from './request-context.ts'

// Few words, so that they meet.
const keys = fc.constantFrom('aws:a', 'AWS:A', 'aws:TagKeys', 'aws:username')
const values = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'b',
    'a*',
    '*',
    '?',
    '${aws:a}',
    "${aws:username, 'a'}",
    '${',
    '${}',
    '1',
    '1.0',
    'true',
    '10.0.0.0/8',
    '10.1.1.1',
  ),
  fc.constantFrom('2026-01-01', 'arn:aws:s3:::b/k', 'arn:aws:s3:::${aws:a}/*', 'arn:aws', 'QQ==', '::1'),
  fc.string({ unit: 'binary', maxLength: 5 }),
)
const actions = fc.constantFrom('*', 's3:*', 's3:GetObject', 's3:Put*', 'S3:GETOBJECT')
const resources = fc.constantFrom(
  '*',
  'arn:aws:s3:::b/k',
  'arn:aws:s3:::b/*',
  'arn:aws:s3:::${aws:a}/k',
  'arn:aws:s3:::other',
  'arn:aws:s3',
  '${',
)

const patternsOf = (texts: fc.Arbitrary<string>) => fc.record({ isNot: fc.boolean(), patterns: fc.array(texts, { maxLength: 3 }) })
const condition: fc.Arbitrary<Condition> = fc.record({
  operator: fc.constant('as written'),
  test: fc.constantFrom(...conditionTests),
  quantifier: fc.constantFrom('ForAllValues', 'ForAnyValue', undefined),
  ifExists: fc.boolean(),
  key: keys,
  values: fc.array(values, { maxLength: 3 }),
})
const principals = fc.array(
  fc.record({
    kind: fc.constantFrom('AWS', 'Federated', 'Service', 'CanonicalUser'),
    value: fc.constantFrom('*', '111122223333', 'AIDA1', 'arn:aws:iam::111122223333:user/a', 'example.com'),
  }),
  { maxLength: 3 },
)
const statement: fc.Arbitrary<Statement> = fc.record({
  sid: fc.constant(undefined),
  effect: fc.constantFrom('Allow', 'Deny'),
  position: fc.constant({ line: 1, column: 1 }),
  principals,
  actions: patternsOf(actions),
  resources: patternsOf(resources),
  conditions: fc.array(condition, { maxLength: 2 }),
})
const document: fc.Arbitrary<PolicyDocument> = fc.record({
  version: fc.constantFrom('2008-10-17', '2012-10-17'),
  statements: fc.array(statement, { maxLength: 4 }),
})
const sourced: fc.Arbitrary<SourcedPolicy> = fc.record({ source: fc.constant('source'), document })
const policies: fc.Arbitrary<PermissionPolicies> = fc.record({
  identity: fc.array(sourced, { maxLength: 3 }),
  boundary: fc.option(sourced, { nil: undefined }),
  session: fc.option(fc.array(sourced, { maxLength: 2 }), { nil: undefined }),
})
const request: fc.Arbitrary<AuthorizationRequest> = fc.record({
  action: fc.constantFrom('s3:GetObject', 's3:PutObject', 'sts:AssumeRole'),
  resource: fc.constantFrom('arn:aws:s3:::b/k', 'arn:aws:s3:::a/k', '*', 'odd'),
  context: fc.array(fc.tuple(keys, fc.oneof(values, fc.array(values, { maxLength: 2 })))).map(requestContext),
})
const principal: fc.Arbitrary<Principal> = fc.constantFrom<Principal[]>(
  { kind: 'root', accountId: '111122223333' },
  { kind: 'user', accountId: '111122223333', arn: 'arn:aws:iam::111122223333:user/a', id: 'AIDA1' },
  { kind: 'federated-user', accountId: '111122223333', arn: 'arn:aws:sts::111122223333:federated-user/f' },
  { kind: 'federated', provider: 'example.com' },
)

const everything: Statement = {
  sid: undefined,
  effect: 'Deny',
  position: { line: 1, column: 1 },
  principals: [{ kind: 'AWS', value: '*' }],
  actions: { isNot: false, patterns: ['*'] },
  resources: { isNot: false, patterns: ['*'] },
  conditions: [],
}

test('a denial that applies wins, wherever it stands', () => {
  fc.assert(
    fc.property(
      request,
      policies,
      sourced,
      fc.constantFrom('identity', 'boundary', 'session'),
      (asked, given, { source, document }, where) => {
        const denying = { source, document: { ...document, statements: [...document.statements, everything] } }
        const { identity, boundary, session = [] } = given
        const all = {
          identity: { identity: [...identity, denying], boundary, session },
          boundary: { identity, boundary: denying, session },
          session: { identity, boundary, session: [denying, ...session] },
        }
        expect(evaluate(asked, all[where]).decision).toBe('explicitDeny')
      },
    ),
  )
})

test('the order of policies, statements, conditions and values never matters', () => {
  fc.assert(
    fc.property(request, policies, (asked, { identity, boundary, session }) => {
      const turned = { identity: turn(identity), boundary: boundary && turnPolicy(boundary), session: session && turn(session) }
      expect(outcome(evaluate(asked, turned))).toEqual(outcome(evaluate(asked, { identity, boundary, session })))
    }),
  )
})

describe('a policy that narrows never turns a refusal into an allowance', () => {
  test('as a boundary', () => {
    fc.assert(
      fc.property(request, policies, sourced, (asked, given, boundary) => {
        const isAllowed = evaluate(asked, { ...given, boundary: undefined }).decision === 'allowed'
        expect(evaluate(asked, { ...given, boundary }).decision === 'allowed' && !isAllowed).toBe(false)
      }),
    )
  })

  test('as session policies', () => {
    fc.assert(
      fc.property(request, policies, fc.array(sourced, { maxLength: 2 }), (asked, given, session) => {
        const isAllowed = evaluate(asked, { ...given, session: undefined }).decision === 'allowed'
        expect(evaluate(asked, { ...given, session }).decision === 'allowed' && !isAllowed).toBe(false)
      }),
    )
  })
})

test('what is allowed is allowed by the identity itself', () => {
  fc.assert(
    fc.property(request, policies, (asked, given) => {
      const { decision, policies: traces } = evaluate(asked, given)
      const allows = traces.some(
        ({ kind, statements }) => kind === 'identity' && statements.some((each) => each.applies && each.effect === 'Allow'),
      )
      expect(decision === 'allowed' && !allows).toBe(false)
    }),
  )
})

test('a trust policy decides whatever it says, and grants only what it allows', () => {
  fc.assert(
    fc.property(request, principal, sourced, (asked, caller, policy) => {
      const { decision, grant } = evaluateTrust(asked, caller, { ...policy, trustedIds: new Map() })
      expect(grant !== undefined).toBe(decision === 'allowed')
    }),
  )
})

test('a denial of everyone wins in a trust policy', () => {
  fc.assert(
    fc.property(request, principal, document, (asked, caller, { version, statements }) => {
      const trust = { source: 'role', document: { version, statements: [...statements, everything] }, trustedIds: new Map() }
      expect(evaluateTrust(asked, caller, trust).decision).toBe('explicitDeny')
    }),
  )
})

test('ten thousand statements and values are judged', () => {
  const many = <T>(make: (index: number) => T) => Array.from({ length: 10_000 }, (_, index) => make(index))
  const statements: Statement[] = many((index) => ({
    ...everything,
    effect: 'Allow',
    actions: { isNot: false, patterns: [`s3:${index}*`] },
  }))
  const listing: Condition = {
    operator: 'ForAnyValue:StringLike',
    test: 'StringLike',
    quantifier: 'ForAnyValue',
    ifExists: false,
    key: 'aws:TagKeys',
    values: many((index) => `*${index}*x`),
  }
  const document: PolicyDocument = {
    version: '2012-10-17',
    statements: [...statements, { ...everything, effect: 'Allow', conditions: [listing] }],
  }
  const asked = { action: 's3:GetObject', resource: '*', context: requestContext([['aws:TagKeys', ['a', '9999x']]]) }
  const { decision, policies: traces } = evaluate(asked, {
    identity: [{ source: 'many', document }],
    boundary: undefined,
    session: undefined,
  })
  expect(decision).toBe('allowed')
  expect(traces[0]?.statements).toHaveLength(10_001)
})

function outcome({ decision, decidedBy, missingKeys }: Decision) {
  return { decision, decidedBy, missingKeys: missingKeys.map((key) => key.toLowerCase()).sort() }
}

function turn(list: readonly SourcedPolicy[]): readonly SourcedPolicy[] {
  return list.map(turnPolicy).reverse()
}

function turnPolicy({ source, document: { version, statements } }: SourcedPolicy): SourcedPolicy {
  return { source, document: { version, statements: statements.map(turnStatement).reverse() } }
}

function turnStatement(given: Statement): Statement {
  const turnPatterns = ({ isNot, patterns }: Statement['actions']) => ({ isNot, patterns: [...patterns].reverse() })
  return {
    ...given,
    actions: turnPatterns(given.actions),
    resources: given.resources && turnPatterns(given.resources),
    conditions: given.conditions.map((each) => ({ ...each, values: [...each.values].reverse() })).reverse(),
  }
}
