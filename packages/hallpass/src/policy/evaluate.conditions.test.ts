import { expect, test } from 'vitest'
import { type ContextJson, decisionOn, request, type StatementJson } from '../../test/policy/policy-case.ts'

const operators = 'IAM user guide, "Condition operators"'
const sets = 'IAM user guide, "Creating a condition with multiple keys or values"'
const variables = 'IAM user guide, "Variables and tags"'
const ours = 'our decision'

const tag = 'aws:PrincipalTag/t'
const tagKeys = 'aws:TagKeys'

type ConditionCase = [condition: StatementJson, context: ContextJson, decision: 'allow' | 'deny', source: string]

const cases: readonly ConditionCase[] = [
  // Examples of the guide.
  [{ StringEquals: { [tag]: 'v' } }, { [tag]: 'v' }, 'allow', operators],
  [{ StringEquals: { [tag]: 'v' } }, { [tag]: 'V' }, 'deny', operators],
  [{ StringEquals: { 'AWS:principaltag/t': 'v' } }, { [tag]: 'v' }, 'allow', operators],
  [{ StringEquals: { [tag]: 'v' } }, {}, 'deny', operators],
  [{ StringEquals: { [tag]: 'a*' } }, { [tag]: 'abc' }, 'deny', operators],
  [{ StringEquals: { [tag]: ['a', 'b'] } }, { [tag]: 'b' }, 'allow', sets],
  [{ StringNotEquals: { [tag]: 'v' } }, {}, 'allow', operators],
  [{ StringNotEquals: { [tag]: ['a', 'b'] } }, { [tag]: 'b' }, 'deny', sets],
  [{ StringNotEquals: { [tag]: ['a', 'b'] } }, { [tag]: 'c' }, 'allow', sets],
  [{ StringEqualsIgnoreCase: { [tag]: 'Dev' } }, { [tag]: 'dEV' }, 'allow', operators],
  [{ StringNotEqualsIgnoreCase: { [tag]: 'Dev' } }, { [tag]: 'dEV' }, 'deny', operators],
  [{ StringLike: { [tag]: 'a*c' } }, { [tag]: 'a/b:c' }, 'allow', operators],
  [{ StringLike: { [tag]: 'a?c' } }, { [tag]: 'ac' }, 'deny', operators],
  [{ StringLike: { [tag]: 'a*c' } }, { [tag]: 'A-c' }, 'deny', operators],
  [{ StringNotLike: { [tag]: 'a*' } }, {}, 'allow', operators],
  [{ StringLike: { 's3:prefix': ['', 'home/'] } }, { 's3:prefix': '' }, 'allow', operators],
  [{ StringEqualsIfExists: { [tag]: 'v' } }, {}, 'allow', operators],
  [{ StringEqualsIfExists: { [tag]: 'v' } }, { [tag]: 'x' }, 'deny', operators],
  [{ Null: { [tag]: 'true' } }, {}, 'allow', operators],
  [{ Null: { [tag]: 'true' } }, { [tag]: 'v' }, 'deny', operators],
  [{ Null: { [tag]: 'false' } }, { [tag]: 'v' }, 'allow', operators],
  [{ Null: { [tag]: 'false' } }, {}, 'deny', operators],
  [{ StringEquals: { [tag]: 'v', 'aws:PrincipalTag/u': 'w' } }, { [tag]: 'v' }, 'deny', sets],
  [{ StringEquals: { [tag]: 'v' }, NumericLessThan: { 's3:max-keys': '5' } }, { [tag]: 'v', 's3:max-keys': '5' }, 'deny', sets],
  [{ 'ForAllValues:StringEquals': { [tagKeys]: ['a', 'b'] } }, { [tagKeys]: ['a'] }, 'allow', sets],
  [{ 'ForAllValues:StringEquals': { [tagKeys]: ['a', 'b'] } }, { [tagKeys]: ['a', 'x'] }, 'deny', sets],
  [{ 'ForAllValues:StringEquals': { [tagKeys]: ['a', 'b'] } }, {}, 'allow', sets],
  [{ 'ForAllValues:StringEquals': { [tagKeys]: ['a', 'b'] } }, { [tagKeys]: [] }, 'allow', sets],
  [{ 'ForAllValues:StringEquals': { [tagKeys]: ['a'] }, Null: { [tagKeys]: 'false' } }, {}, 'deny', sets],
  [{ 'ForAllValues:StringNotEquals': { [tagKeys]: ['a', 'b'] } }, { [tagKeys]: ['c', 'a'] }, 'deny', sets],
  [{ 'ForAllValues:StringNotEquals': { [tagKeys]: ['a', 'b'] } }, { [tagKeys]: ['c', 'd'] }, 'allow', sets],
  [{ 'ForAnyValue:StringEquals': { [tagKeys]: ['a', 'b'] } }, { [tagKeys]: ['x', 'b'] }, 'allow', sets],
  [{ 'ForAnyValue:StringEquals': { [tagKeys]: ['a', 'b'] } }, { [tagKeys]: ['x'] }, 'deny', sets],
  [{ 'ForAnyValue:StringEquals': { [tagKeys]: ['a'] } }, {}, 'deny', sets],
  [{ 'ForAnyValue:StringNotEquals': { [tagKeys]: ['a', 'b'] } }, { [tagKeys]: ['a', 'c'] }, 'allow', sets],
  [{ 'ForAnyValue:StringNotEquals': { [tagKeys]: ['a', 'b'] } }, { [tagKeys]: ['a', 'b'] }, 'deny', sets],
  [{ 'ForAnyValue:StringLike': { [tagKeys]: 't*' } }, { [tagKeys]: ['x', 'team'] }, 'allow', sets],
  [{ 'ForAllValues:StringEqualsIfExists': { [tagKeys]: ['a'] } }, { [tagKeys]: ['b'] }, 'deny', sets],
  [{ NumericLessThanEquals: { 's3:max-keys': '10' } }, { 's3:max-keys': '10' }, 'allow', operators],
  [{ NumericLessThanEquals: { 's3:max-keys': '10' } }, { 's3:max-keys': '11' }, 'deny', operators],
  [{ NumericEquals: { 's3:max-keys': '10' } }, { 's3:max-keys': '10.0' }, 'allow', operators],
  [{ NumericLessThan: { 's3:max-keys': '10' } }, { 's3:max-keys': '9' }, 'allow', operators],
  [{ NumericEquals: { 's3:max-keys': '10' } }, { 's3:max-keys': 'ten' }, 'deny', ours],
  [{ NumericNotEquals: { 's3:max-keys': '10' } }, {}, 'allow', operators],
  [
    { DateGreaterThan: { 'aws:TokenIssueTime': '2020-01-01T00:00:01Z' } },
    { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' },
    'allow',
    operators,
  ],
  [{ DateLessThan: { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' } }, { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' }, 'deny', operators],
  [{ DateLessThanEquals: { 'aws:CurrentTime': '1767225600' } }, { 'aws:CurrentTime': '2026-01-01T00:00:00Z' }, 'allow', operators],
  [{ DateEquals: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }, { 'aws:CurrentTime': '2026-01-01T01:00:00+01:00' }, 'allow', ours],
  [{ DateLessThan: { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' } }, {}, 'deny', operators],
  [{ Bool: { 'aws:SecureTransport': 'true' } }, { 'aws:SecureTransport': 'true' }, 'allow', operators],
  [{ Bool: { 'aws:SecureTransport': 'false' } }, {}, 'deny', operators],
  [{ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }, {}, 'allow', operators],
  [{ BinaryEquals: { [tag]: 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' } }, { [tag]: 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' }, 'allow', operators],
  [{ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, { 'aws:SourceIp': '203.0.113.77' }, 'allow', operators],
  [{ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, { 'aws:SourceIp': '203.0.114.1' }, 'deny', operators],
  [{ IpAddress: { 'aws:SourceIp': '203.0.113.7' } }, { 'aws:SourceIp': '203.0.113.7' }, 'allow', operators],
  [
    { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:DB8:1234:5678::/64'] } },
    { 'aws:SourceIp': '2001:db8:1234:5678::9' },
    'allow',
    operators,
  ],
  [{ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, { 'aws:SourceIp': '2001:db8::1' }, 'allow', operators],
  [{ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, {}, 'allow', operators],
  [
    { StringLike: { 'aws:SourceArn': 'arn:aws:someservice:*:111122223333:finance/*' } },
    { 'aws:SourceArn': 'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt' },
    'allow',
    operators,
  ],
  [
    { ArnLike: { 'aws:SourceArn': 'arn:aws:someservice:*:111122223333:finance/*' } },
    { 'aws:SourceArn': 'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt' },
    'deny',
    operators,
  ],
  [
    { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:*:111122223333:t?pic*' } },
    { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:111122223333:topic:sub/x' },
    'allow',
    operators,
  ],
  [{ ArnNotLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:*' } }, {}, 'allow', operators],
  [{ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*' } }, { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:111122223333:topic' }, 'deny', ours],
  [{ StringEquals: { [tag]: '${aws:RequestTag/t}' } }, { [tag]: 'x', 'aws:RequestTag/t': 'x' }, 'allow', variables],
  [{ StringEquals: { [tag]: '${aws:RequestTag/t}' } }, { [tag]: 'x' }, 'deny', variables],
  [{ StringLike: { 's3:prefix': '${aws:username}/*' } }, { 's3:prefix': 'alice/x', 'aws:username': 'alice' }, 'allow', variables],
  // Sets, missing keys and lists without a set operator.
  [{ StringEquals: { [tagKeys]: 'a' } }, { [tagKeys]: ['x', 'a'] }, 'allow', ours],
  [{ StringNotEquals: { [tagKeys]: 'a' } }, { [tagKeys]: ['x', 'a'] }, 'deny', ours],
  [{ StringNotEquals: { [tagKeys]: 'a' } }, { [tagKeys]: ['x', 'y'] }, 'allow', ours],
  [{ 'ForAllValues:StringLike': { [tag]: 'a*' } }, { [tag]: 'abc' }, 'allow', sets],
  [{ 'ForAnyValue:StringLike': { [tag]: 'a*' } }, { [tag]: 'abc' }, 'allow', sets],
  [{ 'ForAnyValue:StringEqualsIfExists': { [tagKeys]: 'a' } }, {}, 'allow', ours],
  [{ 'ForAnyValue:StringEqualsIfExists': { [tagKeys]: 'a' } }, { [tagKeys]: [] }, 'deny', ours],
  [{ Null: { [tagKeys]: 'true' } }, { [tagKeys]: [] }, 'allow', ours],
  [{ Null: { [tagKeys]: 'false' } }, { [tagKeys]: [] }, 'deny', ours],
  [{ Null: { [tag]: 'TRUE' } }, {}, 'allow', ours],
  [{ Null: { [tag]: 'no' } }, {}, 'deny', ours],
  [{ Null: { [tag]: ['true', 'false'] } }, { [tag]: 'v' }, 'allow', sets],
  [{ Null: { [tag]: true } }, {}, 'allow', operators],
  [{}, {}, 'allow', ours],
  [{ StringEquals: {} }, {}, 'allow', ours],
  [{ StringEquals: { [tag]: [] } }, { [tag]: 'v' }, 'deny', ours],
  [{ StringNotEquals: { [tag]: [] } }, { [tag]: 'v' }, 'allow', ours],
  [{ StringEquals: { [tag]: 'v', 'aws:PrincipalTag/u': 'w' } }, { [tag]: 'v', 'aws:PrincipalTag/u': 'w' }, 'allow', sets],
  [{ StringEquals: { [tag]: 'v' }, StringLike: { [tag]: 'w*' } }, { [tag]: 'v' }, 'deny', sets],
  // Variables in values.
  [{ StringNotEquals: { [tag]: '${aws:username}' } }, { [tag]: 'x' }, 'allow', variables],
  [{ StringNotEquals: { [tag]: '${aws:username}' } }, { [tag]: 'x', 'aws:username': 'x' }, 'deny', variables],
  [{ StringEquals: { [tag]: ['${aws:username}', 'x'] } }, { [tag]: 'x' }, 'allow', variables],
  [{ StringNotEquals: { [tag]: ['${aws:username}', 'x'] } }, { [tag]: 'x' }, 'deny', variables],
  [{ StringEquals: { [tag]: "${aws:username, 'nobody'}" } }, { [tag]: 'nobody' }, 'allow', variables],
  [{ StringEquals: { [tag]: "${aws:username, ''}" } }, { [tag]: '' }, 'allow', variables],
  [{ StringEquals: { [tag]: '${aws:TagKeys}' } }, { [tag]: 'a', [tagKeys]: ['a'] }, 'deny', variables],
  [{ StringEquals: { [tag]: '${AWS:UserName}' } }, { [tag]: 'alice', 'aws:username': 'alice' }, 'allow', variables],
  [{ StringEquals: { [tag]: '${aws:username}' } }, { [tag]: '', 'aws:username': '' }, 'deny', ours],
  [
    { StringEquals: { [tag]: '${aws:username}' } },
    { [tag]: '${aws:userid}', 'aws:username': '${aws:userid}', 'aws:userid': 'x' },
    'allow',
    ours,
  ],
  [{ StringLike: { [tag]: '${aws:username}' } }, { [tag]: 'bob', 'aws:username': '*' }, 'deny', ours],
  [{ StringLike: { [tag]: '${aws:username}*' } }, { [tag]: '?x', 'aws:username': '?' }, 'allow', ours],
  [{ StringLike: { [tag]: '${*}${?}${$}' } }, { [tag]: '*?$' }, 'allow', variables],
  [{ StringEquals: { [tag]: '${*}${?}${$}' } }, { [tag]: '*?$' }, 'allow', variables],
  [{ StringEqualsIgnoreCase: { [tag]: '${aws:username}' } }, { [tag]: 'ALICE', 'aws:username': 'alice' }, 'allow', variables],
  [
    { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:${aws:PrincipalAccount}:t' } },
    { 'aws:SourceArn': 'arn:aws:sns:us-east-1:111122223333:t', 'aws:PrincipalAccount': '111122223333' },
    'allow',
    variables,
  ],
  [
    { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:${aws:PrincipalAccount}:t' } },
    { 'aws:SourceArn': 'arn:aws:sns:us-east-1:111122223333:t' },
    'deny',
    variables,
  ],
  [
    { ArnNotLike: { 'aws:SourceArn': 'arn:aws:sns:*:${aws:PrincipalAccount}:t' } },
    { 'aws:SourceArn': 'arn:aws:sns:us-east-1:111122223333:t' },
    'allow',
    variables,
  ],
  [
    { ArnEquals: { 'aws:SourceArn': '${aws:PrincipalArn}' } },
    { 'aws:SourceArn': 'arn:aws:iam::111122223333:user/a', 'aws:PrincipalArn': 'arn:aws:iam::111122223333:user/a' },
    'allow',
    variables,
  ],
  [
    { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:${aws:PrincipalTag/t}:111122223333:t' } },
    { 'aws:SourceArn': 'arn:aws:sns:us-east-1:999:111122223333:t', [tag]: 'us-east-1:999' },
    'deny',
    ours,
  ],
  // `${…}` is plain text in the values of other operators.
  [{ NumericEquals: { 's3:max-keys': '${aws:EpochTime}' } }, { 's3:max-keys': '1', 'aws:EpochTime': '1' }, 'deny', variables],
  [
    { Bool: { 'aws:SecureTransport': '${aws:MultiFactorAuthPresent}' } },
    { 'aws:SecureTransport': 'true', 'aws:MultiFactorAuthPresent': 'true' },
    'deny',
    variables,
  ],
  [{ IpAddress: { 'aws:SourceIp': '${aws:SourceIp}' } }, { 'aws:SourceIp': '203.0.113.7' }, 'deny', variables],
]

test.each(cases)('judges %j of a request with %j: %s (%s)', (Condition, context, decision) => {
  const { decision: made } = decisionOn(request(context), { identity: [{ Condition }] })
  expect(made).toBe(decision === 'allow' ? 'allowed' : 'implicitDeny')
})

test.each(cases)('denies by %j of a request with %j what it would have allowed: %s (%s)', (Condition, context, decision) => {
  const { decision: made } = decisionOn(request(context), { identity: [{}, { Effect: 'Deny', Condition }] })
  expect(made).toBe(decision === 'allow' ? 'explicitDeny' : 'allowed')
})
