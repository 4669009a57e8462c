import { expect, test } from 'vitest'
import { decisionOn, type PolicyJson, policy, request } from '../../test/policy/policy-case.ts'
import type { Decision } from './decision.ts'
import { evaluate } from './evaluate.ts'
import { spellOut } from './evaluated.ts'

const all = { Action: '*' }
const denies = { Effect: 'Deny' }

const logic = 'IAM user guide, "Policy evaluation logic"'
const boundaries = 'IAM user guide, "Permissions boundaries"'
const ours = 'our decision'

type LogicCase = [policies: PolicyJson, decision: Decision['decision'], decidedBy: Decision['decidedBy'], source: string]

const cases: readonly LogicCase[] = [
  [{}, 'implicitDeny', 'default', logic],
  [{ identity: [all] }, 'allowed', 'identity', logic],
  [{ identity: [{ Action: 's3:PutObject' }] }, 'implicitDeny', 'identity', logic],
  [{ identity: [all, denies] }, 'explicitDeny', 'identity', logic],
  [{ identity: [denies, all] }, 'explicitDeny', 'identity', logic],
  [{ identity: [denies] }, 'explicitDeny', 'identity', logic],
  [{ identity: [all, { ...denies, Action: 's3:PutObject' }] }, 'allowed', 'identity', logic],
  [{ identity: [all, { ...denies, Condition: { StringEquals: { 'aws:PrincipalTag/t': 'x' } } }] }, 'allowed', 'identity', logic],
  // A permissions boundary.
  [{ identity: [all], boundary: [{ Action: 's3:PutObject' }] }, 'implicitDeny', 'boundary', boundaries],
  [{ identity: [all], boundary: [{ Action: 's3:*' }] }, 'allowed', 'identity', boundaries],
  [{ boundary: [all] }, 'implicitDeny', 'identity', boundaries],
  [{ identity: [{ Action: 's3:PutObject' }], boundary: [all] }, 'implicitDeny', 'identity', boundaries],
  [{ identity: [all], boundary: [all, denies] }, 'explicitDeny', 'boundary', boundaries],
  [{ boundary: [denies] }, 'explicitDeny', 'boundary', boundaries],
  // Session policies.
  [{ identity: [all], session: [{ Action: 's3:PutObject' }] }, 'implicitDeny', 'session', logic],
  [{ identity: [{ Action: 's3:*' }], session: [{ Resource: 'arn:aws:s3:::b/*' }] }, 'allowed', 'identity', logic],
  [{ session: [all] }, 'implicitDeny', 'identity', logic],
  [{ identity: [all], session: [all, denies] }, 'explicitDeny', 'session', logic],
  [{ identity: [all], boundary: [all], session: [all] }, 'allowed', 'identity', logic],
  [{ identity: [all], boundary: [all], session: [{ Action: 's3:PutObject' }] }, 'implicitDeny', 'session', logic],
  // Where several deny, one is named.
  [
    { identity: [{ Action: 's3:Put*' }], boundary: [{ Action: 's3:Put*' }], session: [{ Action: 's3:Put*' }] },
    'implicitDeny',
    'identity',
    ours,
  ],
  [{ identity: [all], boundary: [{ Action: 's3:Put*' }], session: [{ Action: 's3:Put*' }] }, 'implicitDeny', 'boundary', ours],
  [{ identity: [denies], boundary: [denies], session: [denies] }, 'explicitDeny', 'identity', ours],
  [{ identity: [all], boundary: [denies], session: [denies] }, 'explicitDeny', 'boundary', ours],
  [{ identity: [{ Action: 's3:Put*' }], session: [denies] }, 'explicitDeny', 'session', ours],
]

test.each(cases)('decides %j: %s by %s (%s)', (policies, decision, decidedBy) => {
  expect(decisionOn(request(), policies)).toMatchObject({ decision, decidedBy })
})

test('allows nothing to a session that was given an empty list of policies', () => {
  const { policies, ...rest } = spellOut(evaluate(request(), { identity: [], boundary: undefined, session: [] }))
  expect(policies).toEqual([])
  expect(rest).toEqual({ decision: 'implicitDeny', decidedBy: 'identity', missingKeys: [] })
})

test.each(['s3:GetObject', 's3:PutObject'])('takes the session policies for one set, of which any may allow %s', (action) => {
  const session = ['s3:GetObject', 's3:PutObject'].map((Action) => ({ source: Action, document: policy([{ Action }]) }))
  const identity = [{ source: 'role/all', document: policy([all]) }]
  expect(evaluate(request({}, { action }), { identity, boundary: undefined, session }).decision).toBe('allowed')
})

test('traces each statement of each policy', () => {
  const context = { 'aws:PrincipalTag/team': 'red', 'aws:username': 'alice' }
  const asked = request(context, { resource: 'arn:aws:s3:::b/alice/k' })
  const own = [
    { Sid: 'Home', Action: ['s3:Put*', 's3:Get*'], Resource: ['arn:aws:s3:::a', 'arn:aws:s3:::b/${aws:username}/*'] },
    { NotAction: 's3:get*', NotResource: '*' },
    { Effect: 'Deny', Condition: { StringEquals: { 'aws:PrincipalTag/team': ['blue', '${aws:userid}'] } } },
  ]
  expect(spellOut(decisionOn(asked, { identity: own, boundary: [all] })).policies).toEqual([
    {
      kind: 'identity',
      source: 'alice/own',
      version: '2012-10-17',
      statements: [
        {
          index: 0,
          sid: 'Home',
          effect: 'Allow',
          line: 1,
          column: 38,
          applies: true,
          principal: undefined,
          action: { matched: true, pattern: 's3:Get*' },
          resource: { matched: true, pattern: 'arn:aws:s3:::b/${aws:username}/*', resolved: 'arn:aws:s3:::b/alice/*' },
          conditions: [],
        },
        {
          index: 1,
          sid: undefined,
          effect: 'Allow',
          line: 1,
          column: expect.any(Number),
          applies: false,
          principal: undefined,
          action: { matched: false, pattern: 's3:get*' },
          resource: { matched: false, pattern: '*', resolved: undefined },
          conditions: [],
        },
        {
          index: 2,
          sid: undefined,
          effect: 'Deny',
          line: 1,
          column: expect.any(Number),
          applies: false,
          principal: undefined,
          action: { matched: true, pattern: 's3:GetObject' },
          resource: { matched: true, pattern: '*', resolved: undefined },
          conditions: [
            {
              operator: 'StringEquals',
              key: 'aws:PrincipalTag/team',
              policyValues: ['blue', '${aws:userid}'],
              resolvedValues: ['blue', null],
              requestValues: ['red'],
              matched: false,
              why: 'aws:PrincipalTag/team is "red", none of "blue", "${aws:userid}".',
            },
          ],
        },
      ],
    },
    expect.objectContaining({ kind: 'boundary', source: 'arn:aws:iam::111122223333:policy/boundary' }),
  ])
})

test('traces the conditions of a statement about something else', () => {
  const { policies } = decisionOn(request(), { identity: [{ Action: 's3:PutObject', Condition: { Null: { 'aws:username': 'true' } } }] })
  expect(policies[0]?.statements[0]).toMatchObject({
    applies: false,
    conditions: [{ matched: true, why: 'The request has no aws:username.' }],
  })
})

test('lists the keys that statements about the request miss, once each', () => {
  const identity = [
    {
      Condition: {
        StringEquals: { 'aws:PrincipalTag/Team': 'v', 'aws:userid': '${aws:Username}' },
        Bool: { 'aws:principaltag/team': 'true' },
      },
    },
    { Resource: ['arn:aws:s3:::b/${aws:SourceIdentity}', "arn:aws:s3:::${aws:PrincipalType, 'x'}"] },
    { Action: 's3:PutObject', Condition: { StringEquals: { 'aws:Referer': 'v' } } },
    { Resource: 'arn:aws:s3:::other', Condition: { StringEquals: { 'aws:UserAgent': 'v' } } },
    { Condition: { NumericEquals: { 'aws:EpochTime': '${aws:CurrentTime}' }, 'ForAllValues:StringLike': { 'aws:TagKeys': 'a*' } } },
  ]
  const { missingKeys } = decisionOn(request({ 'AWS:USERID': 'x', 'aws:TagKeys': [] }), { identity })
  expect(missingKeys).toEqual(['aws:PrincipalTag/Team', 'aws:Username', 'aws:SourceIdentity', 'aws:EpochTime'])
})

test('misses no key that the request has', () => {
  const identity = [{ Condition: { StringEquals: { 'aws:PrincipalTag/t': 'v' } } }]
  expect(decisionOn(request({ 'AWS:principaltag/T': '' }), { identity }).missingKeys).toEqual([])
})
