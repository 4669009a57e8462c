import type { ContextJson, StatementJson } from './policy-case.ts'

const tag = 'aws:PrincipalTag/t'
const tagKeys = 'aws:TagKeys'
const sourceArn = 'aws:SourceArn'

/** What is asked, where it is not `s3:GetObject` on `arn:aws:s3:::b/k` without any context, and what else the principal has. */
interface Asked {
  readonly action?: string
  readonly resource?: string
  readonly context?: ContextJson
  readonly version?: string
  readonly boundary?: readonly StatementJson[]
}

/** What statements leave out is `Allow`, `s3:GetObject`, `*`. */
export type GuideExample = readonly [
  statements: readonly StatementJson[],
  decision: 'allowed' | 'explicitDeny' | 'implicitDeny',
  asked?: Asked,
]

/** Examples of the IAM user guide, and some where it is silent, by the section that they are from. */
export const guideExamples: Readonly<Record<string, readonly GuideExample[]>> = {
  'condition operators': [
    [[{ Condition: { StringEquals: { [tag]: 'v' } } }], 'allowed', { context: { [tag]: 'v' } }],
    [[{ Condition: { StringEquals: { [tag]: 'v' } } }], 'implicitDeny', { context: { [tag]: 'V' } }],
    [[{ Condition: { StringEquals: { 'AWS:principaltag/t': 'v' } } }], 'allowed', { context: { [tag]: 'v' } }],
    [[{ Condition: { StringEquals: { [tag]: 'v' } } }], 'implicitDeny'],
    [[{ Condition: { StringEquals: { [tag]: 'a*' } } }], 'implicitDeny', { context: { [tag]: 'abc' } }],
    [[{ Condition: { StringEquals: { [tag]: ['a', 'b'] } } }], 'allowed', { context: { [tag]: 'b' } }],
    [[{ Condition: { StringNotEquals: { [tag]: 'v' } } }], 'allowed'],
    [[{ Condition: { StringNotEquals: { [tag]: ['a', 'b'] } } }], 'implicitDeny', { context: { [tag]: 'b' } }],
    [[{ Condition: { StringNotEquals: { [tag]: ['a', 'b'] } } }], 'allowed', { context: { [tag]: 'c' } }],
    [[{ Condition: { StringEqualsIgnoreCase: { [tag]: 'Dev' } } }], 'allowed', { context: { [tag]: 'dEV' } }],
    [[{ Condition: { StringNotEqualsIgnoreCase: { [tag]: 'Dev' } } }], 'implicitDeny', { context: { [tag]: 'dEV' } }],
    [[{ Condition: { StringLike: { [tag]: 'a*c' } } }], 'allowed', { context: { [tag]: 'a/b:c' } }],
    [[{ Condition: { StringLike: { [tag]: 'a?c' } } }], 'implicitDeny', { context: { [tag]: 'ac' } }],
    [[{ Condition: { StringLike: { [tag]: 'a*c' } } }], 'implicitDeny', { context: { [tag]: 'A-c' } }],
    [[{ Condition: { StringNotLike: { [tag]: 'a*' } } }], 'allowed'],
    [[{ Condition: { StringLike: { 's3:prefix': ['', 'home/'] } } }], 'allowed', { context: { 's3:prefix': '' } }],
    [[{ Condition: { StringEqualsIfExists: { [tag]: 'v' } } }], 'allowed'],
    [[{ Condition: { StringEqualsIfExists: { [tag]: 'v' } } }], 'implicitDeny', { context: { [tag]: 'x' } }],
    [[{ Effect: 'Deny', Condition: { StringNotEqualsIfExists: { [tag]: 'v' } } }, { Action: '*' }], 'explicitDeny'],
    [[{ Condition: { Null: { [tag]: 'true' } } }], 'allowed'],
    [[{ Condition: { Null: { [tag]: 'true' } } }], 'implicitDeny', { context: { [tag]: 'v' } }],
    [[{ Condition: { Null: { [tag]: 'false' } } }], 'allowed', { context: { [tag]: 'v' } }],
    [[{ Condition: { Null: { [tag]: 'false' } } }], 'implicitDeny'],
    [[{ Condition: { StringEquals: { [tag]: 'v', 'aws:PrincipalTag/u': 'w' } } }], 'implicitDeny', { context: { [tag]: 'v' } }],
    [
      [{ Condition: { StringEquals: { [tag]: 'v' }, NumericLessThan: { 's3:max-keys': '5' } } }],
      'implicitDeny',
      { context: { [tag]: 'v', 's3:max-keys': '5' } },
    ],
  ],
  'several values': [
    [[{ Condition: { 'ForAllValues:StringEquals': { [tagKeys]: ['a', 'b'] } } }], 'allowed', { context: { [tagKeys]: ['a'] } }],
    [[{ Condition: { 'ForAllValues:StringEquals': { [tagKeys]: ['a', 'b'] } } }], 'implicitDeny', { context: { [tagKeys]: ['a', 'x'] } }],
    [[{ Condition: { 'ForAllValues:StringEquals': { [tagKeys]: ['a', 'b'] } } }], 'allowed'],
    [[{ Condition: { 'ForAllValues:StringEquals': { [tagKeys]: ['a', 'b'] } } }], 'allowed', { context: { [tagKeys]: [] } }],
    [[{ Condition: { 'ForAllValues:StringEquals': { [tagKeys]: ['a'] }, Null: { [tagKeys]: 'false' } } }], 'implicitDeny'],
    [
      [{ Condition: { 'ForAllValues:StringNotEquals': { [tagKeys]: ['a', 'b'] } } }],
      'implicitDeny',
      { context: { [tagKeys]: ['c', 'a'] } },
    ],
    [[{ Condition: { 'ForAllValues:StringNotEquals': { [tagKeys]: ['a', 'b'] } } }], 'allowed', { context: { [tagKeys]: ['c', 'd'] } }],
    [[{ Condition: { 'ForAnyValue:StringEquals': { [tagKeys]: ['a', 'b'] } } }], 'allowed', { context: { [tagKeys]: ['x', 'b'] } }],
    [[{ Condition: { 'ForAnyValue:StringEquals': { [tagKeys]: ['a', 'b'] } } }], 'implicitDeny', { context: { [tagKeys]: ['x'] } }],
    [[{ Condition: { 'ForAnyValue:StringEquals': { [tagKeys]: ['a'] } } }], 'implicitDeny'],
    [[{ Condition: { 'ForAnyValue:StringNotEquals': { [tagKeys]: ['a', 'b'] } } }], 'allowed', { context: { [tagKeys]: ['a', 'c'] } }],
    [[{ Condition: { 'ForAnyValue:StringNotEquals': { [tagKeys]: ['a', 'b'] } } }], 'implicitDeny', { context: { [tagKeys]: ['a', 'b'] } }],
    [[{ Condition: { 'ForAnyValue:StringLike': { [tagKeys]: 't*' } } }], 'allowed', { context: { [tagKeys]: ['x', 'team'] } }],
    [[{ Condition: { 'ForAllValues:StringEqualsIfExists': { [tagKeys]: ['a'] } } }], 'implicitDeny', { context: { [tagKeys]: ['b'] } }],
  ],
  'numbers, dates, booleans and bytes': [
    [[{ Condition: { NumericLessThanEquals: { 's3:max-keys': '10' } } }], 'allowed', { context: { 's3:max-keys': '10' } }],
    [[{ Condition: { NumericLessThanEquals: { 's3:max-keys': '10' } } }], 'implicitDeny', { context: { 's3:max-keys': '11' } }],
    [[{ Condition: { NumericEquals: { 's3:max-keys': '10' } } }], 'allowed', { context: { 's3:max-keys': '10.0' } }],
    [[{ Condition: { NumericLessThan: { 's3:max-keys': '10' } } }], 'allowed', { context: { 's3:max-keys': '9' } }],
    [[{ Condition: { NumericEquals: { 's3:max-keys': '10' } } }], 'implicitDeny', { context: { 's3:max-keys': 'ten' } }],
    [[{ Condition: { NumericNotEquals: { 's3:max-keys': '10' } } }], 'allowed'],
    [
      [{ Condition: { DateGreaterThan: { 'aws:TokenIssueTime': '2020-01-01T00:00:01Z' } } }],
      'allowed',
      { context: { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' } },
    ],
    [
      [{ Condition: { DateLessThan: { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' } } }],
      'implicitDeny',
      { context: { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' } },
    ],
    [
      [{ Condition: { DateLessThanEquals: { 'aws:CurrentTime': '1767225600' } } }],
      'allowed',
      { context: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } },
    ],
    [
      [{ Condition: { DateEquals: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } } }],
      'allowed',
      { context: { 'aws:CurrentTime': '2026-01-01T01:00:00+01:00' } },
    ],
    [[{ Condition: { DateLessThan: { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' } } }], 'implicitDeny'],
    [[{ Condition: { Bool: { 'aws:SecureTransport': 'true' } } }], 'allowed', { context: { 'aws:SecureTransport': 'true' } }],
    [[{ Condition: { Bool: { 'aws:SecureTransport': 'false' } } }], 'implicitDeny'],
    [[{ Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } } }], 'allowed'],
    [
      [{ Condition: { BinaryEquals: { [tag]: 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' } } }],
      'allowed',
      { context: { [tag]: 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' } },
    ],
  ],
  'addresses and ARNs': [
    [[{ Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }], 'allowed', { context: { 'aws:SourceIp': '203.0.113.77' } }],
    [[{ Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }], 'implicitDeny', { context: { 'aws:SourceIp': '203.0.114.1' } }],
    [[{ Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.7' } } }], 'allowed', { context: { 'aws:SourceIp': '203.0.113.7' } }],
    [
      [{ Condition: { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:DB8:1234:5678::/64'] } } }],
      'allowed',
      { context: { 'aws:SourceIp': '2001:db8:1234:5678::9' } },
    ],
    [[{ Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }], 'allowed', { context: { 'aws:SourceIp': '2001:db8::1' } }],
    [[{ Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }], 'allowed'],
    [
      [{ Condition: { StringLike: { [sourceArn]: 'arn:aws:someservice:*:111122223333:finance/*' } } }],
      'allowed',
      { context: { [sourceArn]: 'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt' } },
    ],
    [
      [{ Condition: { ArnLike: { [sourceArn]: 'arn:aws:someservice:*:111122223333:finance/*' } } }],
      'implicitDeny',
      { context: { [sourceArn]: 'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt' } },
    ],
    [
      [{ Condition: { ArnEquals: { [sourceArn]: 'arn:aws:sns:*:111122223333:t?pic*' } } }],
      'allowed',
      { context: { [sourceArn]: 'arn:aws:sns:eu-west-1:111122223333:topic:sub/x' } },
    ],
    [[{ Condition: { ArnNotLike: { [sourceArn]: 'arn:aws:sns:*:*:*' } } }], 'allowed'],
    [
      [{ Condition: { ArnLike: { [sourceArn]: 'arn:aws:sns:*' } } }],
      'implicitDeny',
      { context: { [sourceArn]: 'arn:aws:sns:eu-west-1:111122223333:topic' } },
    ],
  ],
  'actions and resources': [
    [[{ Action: 's3:Get*' }], 'allowed'],
    [[{ Action: 'S3:getobject' }], 'allowed'],
    [[{ Action: 's3:*Object' }], 'allowed'],
    [[{ Action: 's3:GetObjectTagging' }], 'implicitDeny'],
    [[{ NotAction: 's3:PutObject' }], 'allowed'],
    [[{ NotAction: 's3:*' }], 'implicitDeny'],
    [[{ Resource: 'arn:aws:s3:::b/*/test/*' }], 'allowed', { resource: 'arn:aws:s3:::b/1/2/test/3/object.jpg' }],
    [[{ Resource: 'arn:aws:s3:::b/*/test/*' }], 'allowed', { resource: 'arn:aws:s3:::b//test/object.jpg' }],
    [[{ Resource: 'arn:aws:s3:::b/*/test/*' }], 'implicitDeny', { resource: 'arn:aws:s3:::b/1-test/object.jpg' }],
    [[{ Resource: 'arn:aws:s3:::b/*' }], 'implicitDeny', { resource: 'arn:aws:s3:::b' }],
    [[{ Resource: 'arn:aws:s3:::b/K' }], 'implicitDeny'],
    [[{ Resource: 'arn:aws:s3:::b/?' }], 'implicitDeny', { resource: 'arn:aws:s3:::b/kk' }],
    [[{ NotResource: 'arn:aws:s3:::b/secret/*' }], 'allowed', { resource: 'arn:aws:s3:::b/open' }],
    [
      [{ Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:*:111122223333:q' }],
      'allowed',
      { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:eu-west-1:111122223333:q' },
    ],
    [
      [{ Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:*:q' }],
      'implicitDeny',
      { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:eu-west-1:111122223333:q' },
    ],
  ],
  variables: [
    [
      [{ Resource: 'arn:aws:s3:::b/${cognito-identity.amazonaws.com:sub}/*' }],
      'allowed',
      {
        resource: 'arn:aws:s3:::b/us-east-1:11111111-2222-3333-4444-555555555555/f',
        context: { 'cognito-identity.amazonaws.com:sub': 'us-east-1:11111111-2222-3333-4444-555555555555' },
      },
    ],
    [
      [{ Resource: 'arn:aws:s3:::b/${cognito-identity.amazonaws.com:sub}/*' }],
      'implicitDeny',
      {
        resource: 'arn:aws:s3:::b/us-east-1:other/f',
        context: { 'cognito-identity.amazonaws.com:sub': 'us-east-1:11111111-2222-3333-4444-555555555555' },
      },
    ],
    [[{ Resource: 'arn:aws:s3:::b/${cognito-identity.amazonaws.com:sub}/*' }], 'implicitDeny', { resource: 'arn:aws:s3:::b//f' }],
    [[{ Resource: "arn:aws:s3:::b-${aws:PrincipalTag/team, 'company-wide'}/*" }], 'allowed', { resource: 'arn:aws:s3:::b-company-wide/f' }],
    [
      [{ Resource: "arn:aws:s3:::b-${aws:PrincipalTag/team, 'company-wide'}/*" }],
      'implicitDeny',
      { resource: 'arn:aws:s3:::b-company-wide/f', context: { 'aws:PrincipalTag/team': 'red' } },
    ],
    [[{ Resource: 'arn:aws:s3:::b/${*}' }], 'allowed', { resource: 'arn:aws:s3:::b/*' }],
    [[{ Resource: 'arn:aws:s3:::b/${*}' }], 'implicitDeny', { resource: 'arn:aws:s3:::b/x' }],
    [[{ Resource: 'arn:aws:s3:::b/${?}' }], 'implicitDeny', { resource: 'arn:aws:s3:::b/x' }],
    [[{ Resource: 'arn:aws:s3:::b/${$}{x}' }], 'allowed', { resource: 'arn:aws:s3:::b/${x}' }],
    [
      [{ Resource: 'arn:aws:s3:::b/${aws:PrincipalTag/p}/*' }],
      'implicitDeny',
      { resource: 'arn:aws:s3:::b/other/f', context: { 'aws:PrincipalTag/p': '*' } },
    ],
    [
      [{ Resource: 'arn:aws:s3:::b/${aws:username}/*' }],
      'implicitDeny',
      { resource: 'arn:aws:s3:::b/alice/f', context: { 'aws:username': 'alice' }, version: '2008-10-17' },
    ],
    [[{ Condition: { StringEquals: { [tag]: '${aws:RequestTag/t}' } } }], 'allowed', { context: { [tag]: 'x', 'aws:RequestTag/t': 'x' } }],
    [[{ Condition: { StringEquals: { [tag]: '${aws:RequestTag/t}' } } }], 'implicitDeny', { context: { [tag]: 'x' } }],
    [
      [{ Effect: 'Deny', Condition: { StringNotEquals: { 's3:ExistingObjectTag/Team': '${aws:PrincipalTag/Team}' } } }, { Action: '*' }],
      'explicitDeny',
      { context: { 's3:ExistingObjectTag/Team': 'red' } },
    ],
    [
      [{ Condition: { StringLike: { 's3:prefix': '${aws:username}/*' } } }],
      'allowed',
      { context: { 's3:prefix': 'alice/x', 'aws:username': 'alice' } },
    ],
  ],
  evaluation: [
    [[], 'implicitDeny'],
    [[{ Action: '*' }, { Effect: 'Deny' }], 'explicitDeny'],
    [[{ Effect: 'Deny' }, { Action: '*' }], 'explicitDeny'],
    [[{ Action: '*' }, { Effect: 'Deny', Condition: { StringEquals: { [tag]: 'x' } } }], 'allowed'],
    [[{ Action: '*' }], 'implicitDeny', { boundary: [{ Action: 's3:PutObject' }] }],
    [[{ Action: '*' }], 'allowed', { boundary: [{ Action: 's3:*' }] }],
    [[], 'implicitDeny', { boundary: [{ Action: '*' }] }],
    [[{ Action: '*' }], 'explicitDeny', { boundary: [{ Action: '*' }, { Effect: 'Deny' }] }],
  ],
}
