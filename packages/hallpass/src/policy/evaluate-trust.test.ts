import { expect, test } from 'vitest'
import { type ContextJson, documentOf, type StatementJson } from '../../test/policy/policy-case.ts'
import type { TrustDecision } from './decision.ts'
import { evaluateTrust } from './evaluate-trust.ts'
import type { Principal } from './principal.ts'
import { requestContext } from './request-context.ts'

const account = '111122223333'
const userArn = `arn:aws:iam::${account}:user/alice`
const roleArn = `arn:aws:iam::${account}:role/a`
const sessionArn = `arn:aws:sts::${account}:assumed-role/a/s1`
const trustedIds = new Map([
  [userArn, 'AIDAALICE'],
  [roleArn, 'AROAROLEA'],
  [`arn:aws:iam::${account}:user/bob`, 'AIDABOB'],
])

const root: Principal = { kind: 'root', accountId: account }
const alice: Principal = { kind: 'user', accountId: account, arn: userArn, id: 'AIDAALICE' }
const session: Principal = { kind: 'role-session', accountId: account, roleArn, roleId: 'AROAROLEA', sessionArn }
const federatedUser: Principal = { kind: 'federated-user', accountId: account, arn: `arn:aws:sts::${account}:federated-user/bo` }
const token: Principal = { kind: 'federated', provider: 'cognito-identity.amazonaws.com' }
const oidcArn = `arn:aws:iam::${account}:oidc-provider/auth.example.com/realm`
const oidcToken: Principal = { kind: 'federated', provider: oidcArn }
const samlArn = `arn:aws:iam::${account}:saml-provider/corp`

const principals = 'IAM user guide, "Principal"'
const logic = 'IAM user guide, "Policy evaluation logic"'
const roles = 'IAM user guide, "Roles terms and concepts"'
const keys = 'IAM user guide, "IAM and STS condition context keys"'
const ours = 'our decision'

type Outcome = TrustDecision['grant'] | 'explicitDeny' | 'implicitDeny'

test.each<[principal: StatementJson, caller: Principal, outcome: Outcome, source: string]>([
  [{ AWS: account }, alice, 'account', principals],
  [{ AWS: `arn:aws:iam::${account}:root` }, alice, 'account', principals],
  [{ AWS: account }, session, 'account', principals],
  [{ AWS: account }, root, 'account', principals],
  [{ AWS: `arn:aws:iam::${account}:root` }, root, 'account', principals],
  [{ AWS: account }, federatedUser, 'account', principals],
  [{ AWS: '999999999999' }, alice, 'implicitDeny', principals],
  [{ AWS: 'arn:aws:iam::999999999999:root' }, root, 'implicitDeny', principals],
  [{ AWS: `arn:aws-cn:iam::${account}:root` }, root, 'implicitDeny', principals],
  [{ AWS: account }, token, 'implicitDeny', principals],
  [{ AWS: userArn }, alice, 'user', principals],
  [{ AWS: 'AIDAALICE' }, alice, 'user', principals],
  [{ AWS: userArn }, { ...alice, id: 'AIDAALICE2' }, 'implicitDeny', principals],
  [{ AWS: `arn:aws:iam::${account}:user/bob` }, alice, 'implicitDeny', principals],
  [{ AWS: `arn:aws:iam::${account}:user/carol` }, { ...alice, arn: `arn:aws:iam::${account}:user/carol` }, 'implicitDeny', ours],
  [{ AWS: 'arn:aws:iam::999999999999:user/alice' }, alice, 'implicitDeny', ours],
  [{ AWS: userArn }, session, 'implicitDeny', principals],
  [{ AWS: userArn }, root, 'implicitDeny', principals],
  [{ AWS: roleArn }, session, 'role', principals],
  [{ AWS: 'AROAROLEA' }, session, 'role', principals],
  [{ AWS: roleArn }, { ...session, roleId: 'AROAROLEA2' }, 'implicitDeny', principals],
  [{ AWS: roleArn }, alice, 'implicitDeny', principals],
  [{ AWS: sessionArn }, session, 'session', principals],
  [{ AWS: `arn:aws:sts::${account}:assumed-role/a/s2` }, session, 'implicitDeny', principals],
  [{ AWS: `arn:aws:sts::${account}:assumed-role/a/*` }, session, 'implicitDeny', principals],
  [{ AWS: `arn:aws:sts::${account}:federated-user/bo` }, federatedUser, 'session', principals],
  [{ AWS: `arn:aws:sts::${account}:federated-user/bo2` }, federatedUser, 'implicitDeny', principals],
  [{ AWS: '*' }, alice, 'anyone', principals],
  [{ AWS: '*' }, session, 'anyone', principals],
  [{ AWS: '*' }, root, 'anyone', principals],
  [{ AWS: '*' }, token, 'implicitDeny', ours],
  [{ Federated: 'cognito-identity.amazonaws.com' }, token, 'federated', principals],
  [{ Federated: 'accounts.google.com' }, token, 'implicitDeny', principals],
  [{ Federated: 'accounts.google.com' }, { kind: 'federated', provider: 'accounts.google.com' }, 'federated', principals],
  [{ Federated: oidcArn }, oidcToken, 'federated', principals],
  [{ Federated: `${oidcArn}2` }, oidcToken, 'implicitDeny', principals],
  [{ Federated: 'auth.example.com/realm' }, oidcToken, 'implicitDeny', principals],
  [{ Federated: samlArn }, { kind: 'federated', provider: samlArn }, 'federated', principals],
  [{ Federated: userArn }, alice, 'implicitDeny', principals],
  [{ Federated: '*' }, token, 'implicitDeny', ours],
  [{ AWS: 'cognito-identity.amazonaws.com' }, token, 'implicitDeny', principals],
  [{ Service: 'ec2.amazonaws.com' }, alice, 'implicitDeny', ours],
  [{ Service: 'cognito-identity.amazonaws.com' }, token, 'implicitDeny', ours],
  [{ CanonicalUser: 'AIDAALICE' }, alice, 'implicitDeny', ours],
  [{ Service: ['ec2.amazonaws.com'], AWS: [`arn:aws:iam::${account}:user/bob`, userArn] }, alice, 'user', principals],
  // The most direct of several counts, wherever it stands.
  [{ AWS: ['*', account, userArn] }, alice, 'user', logic],
  [{ AWS: [userArn, account, '*'] }, alice, 'user', logic],
  [{ AWS: [account, '*'] }, alice, 'anyone', logic],
  [{ AWS: [sessionArn, roleArn] }, session, 'session', logic],
  [{ AWS: [roleArn, '*'] }, session, 'role', logic],
])('trusts by %j %j: %s (%s)', (Principal, caller, outcome) => {
  expect(outcomeOf(judge(caller, [{ Principal }]))).toBe(outcome)
})

const pool = 'us-east-1:11111111-2222-3333-4444-555555555555'
const cognito = 'cognito-identity.amazonaws.com'
const authenticated = {
  Principal: { Federated: cognito },
  Condition: { StringEquals: { [`${cognito}:aud`]: pool }, 'ForAnyValue:StringLike': { [`${cognito}:amr`]: 'authenticated' } },
}
const withAudience = { Principal: { Federated: oidcArn }, Condition: { StringEquals: { 'auth.example.com/realm:aud': 'client-a' } } }
const human = { Principal: { AWS: userArn } }
const hr = { Principal: { Federated: cognito }, Condition: { StringEquals: { 'aws:RequestTag/dept': 'hr' } } }

test.each<[statements: readonly StatementJson[], caller: Principal, context: ContextJson, outcome: Outcome, source: string]>([
  [[authenticated], token, { [`${cognito}:aud`]: pool, [`${cognito}:amr`]: ['authenticated', 'accounts.google.com'] }, 'federated', roles],
  [[authenticated], token, { [`${cognito}:aud`]: pool, [`${cognito}:amr`]: ['unauthenticated'] }, 'implicitDeny', roles],
  [[authenticated], token, { [`${cognito}:aud`]: 'us-east-1:other', [`${cognito}:amr`]: ['authenticated'] }, 'implicitDeny', roles],
  [[authenticated], token, {}, 'implicitDeny', roles],
  [
    [{ Principal: { Federated: cognito }, Condition: { StringEquals: { [`${cognito}:amr`]: 'authenticated' } } }],
    token,
    { [`${cognito}:amr`]: ['authenticated', 'x'] },
    'federated',
    ours,
  ],
  [
    [withAudience],
    { kind: 'federated', provider: `${oidcArn}2` },
    { 'auth.example.com/realm:aud': 'client-a' },
    'implicitDeny',
    principals,
  ],
  [[withAudience], oidcToken, { 'auth.example.com/realm:aud': ['client-b', 'client-a'] }, 'federated', ours],
  [[{ ...authenticated, Action: 'sts:AssumeRole' }], token, { [`${cognito}:aud`]: pool }, 'implicitDeny', roles],
  [[hr], token, { 'aws:RequestTag/dept': 'hr' }, 'federated', keys],
  [[hr], token, { 'aws:RequestTag/dept': 'it' }, 'implicitDeny', keys],
  [[{ Principal: { AWS: account }, Condition: { StringEquals: { 'sts:ExternalId': 'X' } } }], alice, {}, 'implicitDeny', keys],
  [
    [{ Principal: { AWS: account }, Condition: { StringEquals: { 'sts:ExternalId': 'X' } } }],
    alice,
    { 'sts:ExternalId': 'X' },
    'account',
    keys,
  ],
  [
    [{ Principal: { AWS: account }, Condition: { StringLike: { 'sts:RoleSessionName': '${aws:username}' } } }],
    alice,
    { 'sts:RoleSessionName': 'alice', 'aws:username': 'alice' },
    'account',
    keys,
  ],
  [
    [{ Principal: { AWS: account }, Condition: { StringLike: { 'sts:RoleSessionName': '${aws:username}' } } }],
    session,
    { 'sts:RoleSessionName': 'alice' },
    'implicitDeny',
    keys,
  ],
  [
    [{ Principal: { Federated: samlArn }, Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } } }],
    { kind: 'federated', provider: samlArn },
    { 'saml:aud': 'https://signin.aws.amazon.com/saml' },
    'federated',
    keys,
  ],
  [
    [{ Effect: 'Deny', Principal: { AWS: '*' }, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }, human],
    alice,
    { 'aws:SecureTransport': 'false' },
    'explicitDeny',
    logic,
  ],
  [
    [{ Effect: 'Deny', Principal: { AWS: '*' }, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }, human],
    alice,
    { 'aws:SecureTransport': 'true' },
    'user',
    logic,
  ],
  [
    [
      { Principal: { Federated: cognito } },
      { Effect: 'Deny', Principal: { Federated: cognito }, Condition: { StringNotEquals: { [`${cognito}:aud`]: pool } } },
    ],
    token,
    { [`${cognito}:aud`]: 'us-east-1:other' },
    'explicitDeny',
    logic,
  ],
  // What is denied to everyone is denied to tokens too.
  [[{ Principal: { Federated: cognito } }, { Effect: 'Deny', Principal: { AWS: '*' } }], token, {}, 'explicitDeny', ours],
  [[{ Effect: 'Deny', Principal: { AWS: account } }, human], alice, {}, 'explicitDeny', logic],
  [[{ Effect: 'Deny', Principal: { AWS: roleArn } }, human], alice, {}, 'user', logic],
  [[{ Effect: 'Deny', Principal: { AWS: '*' } }], alice, {}, 'explicitDeny', logic],
  // The most direct grant of all that apply.
  [[{ Principal: { AWS: account } }, human], alice, {}, 'user', logic],
  [[human, { Principal: { AWS: '*' } }], alice, {}, 'user', logic],
  [[{ Principal: { AWS: account } }, { ...human, Action: 'sts:TagSession' }], alice, {}, 'account', logic],
  [[{ Principal: { AWS: account } }, { ...human, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }], alice, {}, 'account', logic],
])('judges by %j %j with %j: %s (%s)', (statements, caller, context, outcome) => {
  expect(outcomeOf(judge(caller, statements, context))).toBe(outcome)
})

test('asks for each action by itself', () => {
  const statements = [{ Principal: { Federated: cognito }, Action: 'sts:AssumeRoleWithWebIdentity' }]
  expect(judge(token, statements).decision).toBe('allowed')
  expect(judge(token, statements, {}, 'sts:TagSession')).toMatchObject({ decision: 'implicitDeny', decidedBy: 'trust', grant: undefined })
})

test('takes variables for text in a trust policy of 2008, which is one without a version', () => {
  const Statement = {
    Effect: 'Allow',
    Principal: { AWS: account },
    Action: 'sts:*',
    Condition: { StringEquals: { 'aws:userid': '${aws:username}' } },
  }
  const judged = ['alice', '${aws:username}'].map((id) => {
    const context = requestContext([
      ['aws:userid', id],
      ['aws:username', 'alice'],
    ])
    const asked = { action: 'sts:AssumeRole', resource: roleArn, context }
    return evaluateTrust(asked, alice, { source: roleArn, document: documentOf({ Statement }), trustedIds }).decision
  })
  expect(judged).toEqual(['implicitDeny', 'allowed'])
})

test('traces which value named the principal, and which key is missing', () => {
  const statements = [
    { Principal: { AWS: ['999999999999', account] }, Condition: { StringEquals: { 'sts:ExternalId': 'X' } } },
    { Principal: { AWS: roleArn }, Condition: { StringEquals: { 'aws:userid': 'X' } } },
  ]
  const { policies, missingKeys } = judge(alice, statements)
  expect(policies).toMatchObject([
    {
      kind: 'trust',
      source: roleArn,
      statements: [
        { principal: { matched: true, by: account }, action: { matched: true }, resource: undefined, applies: false },
        { principal: { matched: false, by: undefined }, applies: false },
      ],
    },
  ])
  expect(missingKeys).toEqual(['sts:ExternalId'])
})

function judge(
  caller: Principal,
  statements: readonly StatementJson[],
  context: ContextJson = {},
  action = 'sts:AssumeRoleWithWebIdentity',
) {
  const document = documentOf({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', ...statement })),
  })
  const asked = { action, resource: `arn:aws:iam::${account}:role/target`, context: requestContext(Object.entries(context)) }
  return evaluateTrust(asked, caller, { source: roleArn, document, trustedIds })
}

function outcomeOf({ decision, grant }: TrustDecision): Outcome {
  return decision === 'allowed' ? grant : decision
}
