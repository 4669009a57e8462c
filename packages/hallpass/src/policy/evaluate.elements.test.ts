import { expect, test } from 'vitest'
import { type ContextJson, decisionOn, request, type StatementJson } from '../../test/policy/policy-case.ts'

const actions = 'IAM user guide, "Action"'
const notAction = 'IAM user guide, "NotAction"'
const resources = 'IAM user guide, "Resource"'
const notResource = 'IAM user guide, "NotResource"'
const shortArns = 'IAM user guide, "IAM ARNs"'
const variables = 'IAM user guide, "Variables and tags"'
const ours = 'our decision'

type ElementCase = [
  statement: StatementJson,
  asked: { readonly action?: string; readonly resource?: string },
  context: ContextJson,
  decision: 'allow' | 'deny',
  source: string,
]

const cases: readonly ElementCase[] = [
  // Examples of the guide.
  [{ Action: 's3:Get*' }, {}, {}, 'allow', actions],
  [{ Action: 'S3:getobject' }, {}, {}, 'allow', actions],
  [{ Action: 's3:*Object' }, {}, {}, 'allow', actions],
  [{ Action: 's3:GetObjectTagging' }, {}, {}, 'deny', actions],
  [{ NotAction: 's3:PutObject' }, {}, {}, 'allow', notAction],
  [{ NotAction: 's3:*' }, {}, {}, 'deny', notAction],
  [{ Resource: 'arn:aws:s3:::b/*/test/*' }, { resource: 'arn:aws:s3:::b/1/2/test/3/object.jpg' }, {}, 'allow', resources],
  [{ Resource: 'arn:aws:s3:::b/*/test/*' }, { resource: 'arn:aws:s3:::b//test/object.jpg' }, {}, 'allow', resources],
  [{ Resource: 'arn:aws:s3:::b/*/test/*' }, { resource: 'arn:aws:s3:::b/1-test/object.jpg' }, {}, 'deny', resources],
  [{ Resource: 'arn:aws:s3:::b/*' }, { resource: 'arn:aws:s3:::b' }, {}, 'deny', resources],
  [{ Resource: 'arn:aws:s3:::b/K' }, {}, {}, 'deny', resources],
  [{ Resource: 'arn:aws:s3:::b/?' }, { resource: 'arn:aws:s3:::b/kk' }, {}, 'deny', resources],
  [{ NotResource: 'arn:aws:s3:::b/secret/*' }, { resource: 'arn:aws:s3:::b/open' }, {}, 'allow', notResource],
  [
    { Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:*:111122223333:q' },
    { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:eu-west-1:111122223333:q' },
    {},
    'allow',
    resources,
  ],
  [
    { Resource: 'arn:aws:s3:::b/${cognito-identity.amazonaws.com:sub}/*' },
    { resource: 'arn:aws:s3:::b/us-east-1:11111111-2222-3333-4444-555555555555/f' },
    { 'cognito-identity.amazonaws.com:sub': 'us-east-1:11111111-2222-3333-4444-555555555555' },
    'allow',
    variables,
  ],
  [
    { Resource: 'arn:aws:s3:::b/${cognito-identity.amazonaws.com:sub}/*' },
    { resource: 'arn:aws:s3:::b/us-east-1:other/f' },
    { 'cognito-identity.amazonaws.com:sub': 'us-east-1:11111111-2222-3333-4444-555555555555' },
    'deny',
    variables,
  ],
  [{ Resource: 'arn:aws:s3:::b/${cognito-identity.amazonaws.com:sub}/*' }, { resource: 'arn:aws:s3:::b//f' }, {}, 'deny', variables],
  [
    { Resource: "arn:aws:s3:::b-${aws:PrincipalTag/team, 'company-wide'}/*" },
    { resource: 'arn:aws:s3:::b-company-wide/f' },
    {},
    'allow',
    variables,
  ],
  [
    { Resource: "arn:aws:s3:::b-${aws:PrincipalTag/team, 'company-wide'}/*" },
    { resource: 'arn:aws:s3:::b-company-wide/f' },
    { 'aws:PrincipalTag/team': 'red' },
    'deny',
    variables,
  ],
  [{ Resource: 'arn:aws:s3:::b/${*}' }, { resource: 'arn:aws:s3:::b/*' }, {}, 'allow', variables],
  [{ Resource: 'arn:aws:s3:::b/${*}' }, { resource: 'arn:aws:s3:::b/x' }, {}, 'deny', variables],
  [{ Resource: 'arn:aws:s3:::b/${?}' }, { resource: 'arn:aws:s3:::b/x' }, {}, 'deny', variables],
  [{ Resource: 'arn:aws:s3:::b/${$}{x}' }, { resource: 'arn:aws:s3:::b/${x}' }, {}, 'allow', variables],
  [
    { Resource: 'arn:aws:s3:::b/${aws:PrincipalTag/p}/*' },
    { resource: 'arn:aws:s3:::b/other/f' },
    { 'aws:PrincipalTag/p': '*' },
    'deny',
    ours,
  ],
  // Actions.
  [{ Action: '*' }, {}, {}, 'allow', actions],
  [{ Action: ['s3:PutObject', 's3:GetObject'] }, {}, {}, 'allow', actions],
  [{ Action: 's3:GetObjec?' }, {}, {}, 'allow', actions],
  [{ Action: 's3:GetObject?' }, {}, {}, 'deny', actions],
  [{ Action: '*:GetObject' }, {}, {}, 'allow', ours],
  [{ Action: 's*t' }, {}, {}, 'allow', ours],
  [{ Action: 's3:get*' }, { action: 'S3:GETOBJECT' }, {}, 'allow', actions],
  [{ Action: 's3:${*}' }, {}, {}, 'deny', ours],
  [{ NotAction: ['s3:Put*', 's3:GETOBJECT'] }, {}, {}, 'deny', notAction],
  [{ NotAction: ['iam:*', 'sts:*'] }, {}, {}, 'allow', notAction],
  // Resources.
  [{ Resource: ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*'] }, {}, {}, 'allow', resources],
  [{ Resource: 'arn:aws:s3:::b/k' }, {}, {}, 'allow', resources],
  [{ Resource: 'arn:aws:s3:::*' }, { resource: 'arn:aws:s3:::b/k:l/m' }, {}, 'allow', resources],
  [{ Resource: 'arn:aws:s3:::b/k*' }, {}, {}, 'allow', resources],
  [{ Resource: 'arn:aws:s3:::?/k' }, {}, {}, 'allow', resources],
  [{ Resource: 'arn:aws:s3:::?/k' }, { resource: 'arn:aws:s3:::😀/k' }, {}, 'allow', ours],
  [{ Resource: 'arn:*:s3:::b/k' }, {}, {}, 'allow', resources],
  [{ Resource: 'arn:aws:*:*:*:*' }, {}, {}, 'allow', ours],
  [{ Resource: 'arn:aws-cn:s3:::b/k' }, {}, {}, 'deny', resources],
  [{ Resource: 'arn:aws:S3:::b/k' }, {}, {}, 'deny', resources],
  [{ Resource: 'arn:aws:s3' }, {}, {}, 'allow', shortArns],
  [{ Resource: 'arn:aws:s3:*' }, {}, {}, 'allow', shortArns],
  [{ Resource: 'arn:aws:sqs' }, {}, {}, 'deny', shortArns],
  [{ Resource: 'arn:aws:s3' }, { resource: '*' }, {}, 'deny', shortArns],
  [{ NotResource: 'arn:aws:s3' }, {}, {}, 'deny', shortArns],
  [{ Resource: '*' }, { resource: '*' }, {}, 'allow', ours],
  [{ Resource: 'arn:aws:s3:::*' }, { resource: '*' }, {}, 'deny', ours],
  [{ Resource: 'arn:*:*:*:*:*' }, { resource: '*' }, {}, 'deny', ours],
  [{ NotResource: 'arn:aws:s3:::b/secret/*' }, { resource: 'arn:aws:s3:::b/secret/x' }, {}, 'deny', notResource],
  [{ NotResource: ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/k'] }, {}, {}, 'deny', notResource],
  [{ NotResource: '*' }, {}, {}, 'deny', notResource],
  [{ NotResource: 'arn:aws:s3:::b/*' }, { resource: '*' }, {}, 'allow', ours],
  [{ Resource: [] }, {}, {}, 'deny', ours],
  // Variables in resources.
  [
    { Resource: 'arn:aws:s3:::b/${aws:username}/*' },
    { resource: 'arn:aws:s3:::b/alice/f' },
    { 'aws:username': 'alice' },
    'allow',
    variables,
  ],
  [
    { Resource: 'arn:aws:s3:::b/${AWS:USERNAME}/*' },
    { resource: 'arn:aws:s3:::b/alice/f' },
    { 'aws:username': 'alice' },
    'allow',
    variables,
  ],
  [{ Resource: 'arn:aws:s3:::b/${aws:username}/*' }, { resource: 'arn:aws:s3:::b/bob/f' }, { 'aws:username': 'alice' }, 'deny', variables],
  [
    { Resource: 'arn:aws:s3:::b/${aws:PrincipalTag/cost center}' },
    { resource: 'arn:aws:s3:::b/7' },
    { 'aws:PrincipalTag/cost center': '7' },
    'allow',
    variables,
  ],
  [
    { Resource: 'arn:aws:s3:::${aws:PrincipalTag/a}/${aws:PrincipalTag/b}' },
    { resource: 'arn:aws:s3:::x/y' },
    { 'aws:PrincipalTag/a': 'x', 'aws:PrincipalTag/b': 'y' },
    'allow',
    variables,
  ],
  [
    { Resource: 'arn:aws:s3:::${aws:PrincipalTag/a}/${aws:PrincipalTag/b}' },
    { resource: 'arn:aws:s3:::x/y' },
    { 'aws:PrincipalTag/a': 'x' },
    'deny',
    variables,
  ],
  [{ Resource: 'arn:aws:s3:::b/${aws:TagKeys}' }, { resource: 'arn:aws:s3:::b/x' }, { 'aws:TagKeys': ['x'] }, 'deny', variables],
  [{ Resource: "arn:aws:s3:::b/${aws:TagKeys, 'x'}" }, { resource: 'arn:aws:s3:::b/x' }, { 'aws:TagKeys': ['y'] }, 'allow', variables],
  [{ Resource: "arn:aws:s3:::b/${aws:username,  '*'}" }, { resource: 'arn:aws:s3:::b/x' }, {}, 'deny', ours],
  [{ Resource: 'arn:aws:s3:::b/${aws:username}*' }, { resource: 'arn:aws:s3:::b/x' }, { 'aws:username': '' }, 'deny', ours],
  [
    { Resource: 'arn:aws:s3:::b/${aws:PrincipalTag/p}' },
    { resource: 'arn:aws:s3:::b/x' },
    { 'aws:PrincipalTag/p': '${aws:username}', 'aws:username': 'x' },
    'deny',
    ours,
  ],
  [{ Resource: 'arn:aws:s3:::b/${?}' }, { resource: 'arn:aws:s3:::b/?' }, {}, 'allow', variables],
  [
    { Resource: 'arn:aws:sqs:${aws:RequestedRegion}:111122223333:q' },
    { resource: 'arn:aws:sqs:eu-west-1:111122223333:q' },
    { 'aws:RequestedRegion': 'eu-west-1' },
    'deny',
    variables,
  ],
  [{ NotResource: 'arn:aws:s3:::b/${aws:username}' }, {}, {}, 'allow', variables],
  [{ NotResource: 'arn:aws:s3:::b/${aws:username}' }, {}, { 'aws:username': 'k' }, 'deny', variables],
]

test.each(cases)('judges %j of %j with %j: %s (%s)', (statement, asked, context, decision) => {
  const { decision: made } = decisionOn(request(context, { action: 's3:GetObject', ...asked }), { identity: [statement] })
  expect(made).toBe(decision === 'allow' ? 'allowed' : 'implicitDeny')
})

test.each(cases)('denies by %j of %j with %j what it would have allowed: %s (%s)', (statement, asked, context, decision) => {
  const identity = [{ Action: '*' }, { ...statement, Effect: 'Deny' }]
  const { decision: made } = decisionOn(request(context, { action: 's3:GetObject', ...asked }), { identity })
  expect(made).toBe(decision === 'allow' ? 'explicitDeny' : 'allowed')
})

test.each<[StatementJson, ContextJson]>([
  [{ Resource: 'arn:aws:s3:::b/${aws:username}/*' }, { 'aws:username': 'alice' }],
  [
    { Condition: { StringEquals: { 'aws:PrincipalTag/t': '${aws:username}' } } },
    { 'aws:PrincipalTag/t': 'alice', 'aws:username': 'alice' },
  ],
])('takes the variable of %j for text in a document of 2008 (IAM user guide, "Version")', (statement, context) => {
  const asked = request(context, { resource: 'arn:aws:s3:::b/alice/f' })
  expect(decisionOn(asked, { identity: [statement], version: '2012-10-17' }).decision).toBe('allowed')
  expect(decisionOn(asked, { identity: [statement], version: '2008-10-17' }).decision).toBe('implicitDeny')
})

test('matches the text of a variable in a document of 2008, wildcards included', () => {
  const identity = [{ Resource: 'arn:aws:s3:::b/${aws:*}' }]
  const asked = request({}, { resource: 'arn:aws:s3:::b/${aws:username}' })
  expect(decisionOn(asked, { identity, version: '2008-10-17' }).decision).toBe('allowed')
})
