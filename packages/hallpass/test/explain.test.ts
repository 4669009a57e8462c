import { SetPrincipalTagAttributeMapCommand } from '@aws-sdk/client-cognito-identity'
import { CreateRoleCommand } from '@aws-sdk/client-iam'
import { describe, expect } from 'vitest'
import { createPool, guestRole, realmArns, test, userRole } from './cognito-identity/federation.ts'
import { getDeveloperToken, getId, listIdentities, loginsOf } from './cognito-identity/identity-calls.ts'
import { accountId, type Hallpass } from './hallpass.ts'
import { newUser } from './iam-users.ts'
import { type SigningCredentials, signRequest } from './support/sign-request.ts'
import { makeRoles, poolTrust } from './trusted-roles.ts'

const role = (name: string) => `arn:aws:iam::${accountId}:role/${name}`

/** Posts JSON that root signs, unless told otherwise. */
async function post({ url, server }: Hallpass, path: string, input: unknown, credentials: SigningCredentials = server.rootAccessKey) {
  const body = JSON.stringify(input)
  const { host: _, ...headers } = signRequest({ host: new URL(url).host, 'content-type': 'application/json' }, body, credentials, { path })
  const answer = await fetch(`${url}${path}`, { method: 'POST', body, headers })
  return { status: answer.status, json: await answer.json() }
}

async function explain(hallpass: Hallpass, input: Readonly<Record<string, unknown>>): Promise<unknown> {
  const { status, json } = await post(hallpass, '/explain', input)
  expect(status, JSON.stringify(json)).toBe(200)
  return json
}

describe('POST /explain', () => {
  test('tells a guest from the login to the session, and makes no identity', async ({ hallpass, pool }) => {
    expect(await explain(hallpass, { IdentityPoolId: pool })).toMatchObject({
      outcome: 'credentials',
      logins: [],
      identity: { outcome: 'new', added: [] },
      amr: ['unauthenticated'],
      role: { arn: guestRole, exists: true },
      trust: [{ action: 'sts:AssumeRoleWithWebIdentity', decision: 'allowed' }],
      session: { arn: `arn:aws:sts::${accountId}:assumed-role/Guest/CognitoIdentityCredentials`, duration: 3600, isGuest: true },
    })
    expect(await listIdentities(hallpass, pool)).toEqual([])
  })

  test('tells of a login whose it is, and whether an identity has it', async ({ hallpass, pool, realms }) => {
    const Logins = realms.logins({ a: 'ann' })
    const name = realms.name('a')
    expect(await explain(hallpass, { IdentityPoolId: pool, Logins })).toMatchObject({
      outcome: 'credentials',
      logins: [{ provider: name, outcome: 'verified', subject: 'ann', claims: { aud: 'app' } }],
      identity: { outcome: 'new', added: [name] },
      role: { arn: userRole },
      session: { isGuest: false },
    })
    const id = await getId(hallpass, pool, Logins)
    expect(await explain(hallpass, { IdentityPoolId: pool, Logins })).toMatchObject({ identity: { id, outcome: 'known' } })
  })

  test('tells what would be linked and merged, and does neither', async ({ hallpass, pool, realms }) => {
    const [ann, guest] = [await getId(hallpass, pool, realms.logins({ a: 'ann' })), await getId(hallpass, pool)]
    const both = realms.logins({ a: 'ann', b: 'ann' })
    expect(await explain(hallpass, { IdentityPoolId: pool, IdentityId: ann, Logins: both })).toMatchObject({
      outcome: 'credentials',
      identity: { id: ann, outcome: 'linked', added: [realms.name('b')] },
    })
    expect(await explain(hallpass, { IdentityPoolId: pool, IdentityId: guest, Logins: both })).toMatchObject({
      outcome: 'credentials',
      identity: { id: ann, outcome: 'merged', absorbed: [guest] },
    })
    expect(await loginsOf(hallpass, ann)).toEqual([realms.name('a')])
    expect(await listIdentities(hallpass, pool, true)).toEqual([ann, guest])
  })

  test('tells why a login does not hold', async ({ hallpass, pool, realms }) => {
    const Logins = { [realms.name('a')]: realms.token('a', 'ann', { exp: 1_700_000_000 }) }
    expect(await explain(hallpass, { IdentityPoolId: pool, Logins })).toMatchObject({
      outcome: 'refused',
      logins: [{ provider: realms.name('a'), outcome: 'refused', reason: expect.stringContaining('Token expired') }],
      error: { type: 'NotAuthorizedException', message: expect.stringMatching(/^Invalid login token\. Token expired/) },
    })
  })

  test('stops at an identity that may not be used', async ({ hallpass, pool, realms }) => {
    const ann = await getId(hallpass, pool, realms.logins({ a: 'ann' }))
    const nobody = 'us-east-1:00000000-0000-0000-0000-000000000000'
    for (const [IdentityId, Logins, type] of [
      [nobody, undefined, 'ResourceNotFoundException'],
      [nobody, realms.logins({ a: 'ann' }), 'ResourceNotFoundException'],
      [ann, undefined, 'NotAuthorizedException'],
      [ann, realms.logins({ a: 'bob' }), 'NotAuthorizedException'],
    ] as const) {
      const told = await explain(hallpass, { IdentityPoolId: pool, IdentityId, Logins })
      expect(told).toMatchObject({ outcome: 'refused', error: { type }, identity: { id: IdentityId, outcome: 'refused' } })
      expect(told).not.toMatchObject({ logins: [{ outcome: 'refused' }] })
      expect(told).not.toHaveProperty('role')
      expect(told).not.toHaveProperty('trust')
    }
  })

  test('advises by the reason for which there is no role', async ({ hallpass, pool, realms }) => {
    const withoutRoles = await createPool(hallpass, { Roles: {} })
    expect(await explain(hallpass, { IdentityPoolId: withoutRoles })).toMatchObject({
      role: { outcome: 'no-role' },
      advice: 'Give the pool its roles with SetIdentityPoolRoles.',
    })
    const Logins = realms.logins({ a: 'ann' })
    expect(await explain(hallpass, { IdentityPoolId: pool, Logins, CustomRoleArn: role('Admin') })).toMatchObject({
      role: { outcome: 'custom-role-not-allowed' },
      advice: expect.stringMatching(/^Leave CustomRoleArn out/),
    })
  })

  test('tells each rule of a mapping with what the login says to it', async ({ hallpass, realms }) => {
    const [arn = ''] = realmArns(realms, ['a'])
    const rule = (Claim: string, Value: string, name: string) => ({ Claim, MatchType: 'Equals' as const, Value, RoleARN: role(name) })
    const pool = await createPool(hallpass, {
      OpenIdConnectProviderARNs: [arn],
      RoleMappings: {
        [arn]: {
          Type: 'Rules',
          AmbiguousRoleResolution: 'Deny',
          RulesConfiguration: { Rules: [rule('dept', 'hr', 'Hr'), rule('team', 'red', 'Red')] },
        },
      },
    })
    const logins = (claims: Record<string, unknown>) => ({ [realms.name('a')]: realms.token('a', 'ann', claims) })
    expect(await explain(hallpass, { IdentityPoolId: pool, Logins: logins({ team: ['blue', 'red'] }) })).toMatchObject({
      outcome: 'credentials',
      role: {
        arn: role('Red'),
        why: `Chosen by the role mapping of ${arn}.`,
        mappings: [
          {
            provider: arn,
            role: role('Red'),
            rules: [
              { claim: 'dept', matched: false, claimValues: null },
              { claim: 'team', matched: true, claimValues: ['blue', 'red'] },
            ],
          },
        ],
      },
    })
    expect(await explain(hallpass, { IdentityPoolId: pool, Logins: logins({ team: 'blue' }) })).toMatchObject({
      outcome: 'refused',
      error: { type: 'NotAuthorizedException', message: `The ambiguous role mapping rules for: ${arn} denied this request.` },
      role: { why: `No rule or claim decides, and the role mapping of ${arn} says to deny then.` },
      advice: expect.stringContaining(`to the role mapping of ${arn}`),
    })
  })

  test('tells which condition of the trust policy fails, and what to do', async ({ hallpass }) => {
    const AssumeRolePolicyDocument = poolTrust({ StringEquals: { 'cognito-identity.amazonaws.com:aud': 'another' } })
    await hallpass.iam.send(new CreateRoleCommand({ RoleName: 'Elsewhere', AssumeRolePolicyDocument }))
    const pool = await createPool(hallpass, { Roles: { unauthenticated: role('Elsewhere') } })
    expect(await explain(hallpass, { IdentityPoolId: pool })).toMatchObject({
      outcome: 'refused',
      error: { type: 'InvalidIdentityPoolConfigurationException' },
      trust: [
        {
          decision: 'implicitDeny',
          decidedBy: 'trust',
          principal: 'cognito-identity.amazonaws.com',
          action: 'sts:AssumeRoleWithWebIdentity',
          resource: role('Elsewhere'),
          context: {
            'cognito-identity.amazonaws.com:aud': [pool],
            'cognito-identity.amazonaws.com:amr': ['unauthenticated'],
            'aws:SourceIp': ['127.0.0.1'],
            'sts:RoleSessionName': ['CognitoIdentityCredentials'],
          },
          missingKeys: [],
          policies: [
            {
              statements: [
                {
                  applies: false,
                  line: 1,
                  principal: { matched: true },
                  action: { matched: true },
                  conditions: [
                    { key: 'cognito-identity.amazonaws.com:aud', matched: false, requestValues: [pool], policyValues: ['another'] },
                  ],
                },
              ],
            },
          ],
        },
      ],
      advice: expect.stringContaining(`A condition of the trust policy of ${role('Elsewhere')} does not hold`),
    })
  })

  test('asks for sts:TagSession where there are principal tags', async ({ hallpass, realms }) => {
    const AssumeRolePolicyDocument = poolTrust().replace('"sts:TagSession"', '"sts:SetSourceIdentity"')
    await hallpass.iam.send(new CreateRoleCommand({ RoleName: 'Untagged', AssumeRolePolicyDocument }))
    const [arn = ''] = realmArns(realms, ['a'])
    const pool = await createPool(hallpass, { OpenIdConnectProviderARNs: [arn], Roles: { authenticated: role('Untagged') } })
    const map = { IdentityPoolId: pool, IdentityProviderName: arn, PrincipalTags: { who: 'sub' } }
    await hallpass.cognito.send(new SetPrincipalTagAttributeMapCommand(map))
    expect(await explain(hallpass, { IdentityPoolId: pool, Logins: realms.logins({ a: 'ann' }) })).toMatchObject({
      outcome: 'refused',
      tags: { who: 'ann' },
      trust: [{ decision: 'allowed' }, { action: 'sts:TagSession', decision: 'implicitDeny' }],
      advice: expect.stringContaining('allow sts:TagSession'),
    })
  })

  test('tells that a role does not exist', async ({ hallpass }) => {
    const pool = await createPool(hallpass, { Roles: {} })
    expect(await explain(hallpass, { IdentityPoolId: pool })).toMatchObject({
      outcome: 'refused',
      role: { why: 'The pool has no role for guests.', exists: false },
      advice: 'Give the pool its roles with SetIdentityPoolRoles.',
    })
  })

  test('warns of a trust policy that any pool could use', async ({ hallpass, pool }) => {
    await makeRoles(hallpass, [guestRole])
    expect(await explain(hallpass, { IdentityPoolId: pool })).toMatchObject({
      warnings: [expect.stringContaining('no condition on cognito-identity.amazonaws.com:aud')],
    })
  })

  test('takes the token of a developer user', async ({ hallpass, pool }) => {
    const { identityId, token } = await getDeveloperToken(hallpass, pool, 'ann')
    expect(await explain(hallpass, { IdentityPoolId: pool, Logins: { 'cognito-identity.amazonaws.com': token } })).toMatchObject({
      outcome: 'credentials',
      logins: [{ provider: 'cognito-identity.amazonaws.com', outcome: 'verified', subject: identityId }],
      identity: { id: identityId, outcome: 'known' },
      role: { arn: userRole },
    })
  })

  test('holds no token', async ({ hallpass, pool, realms }) => {
    const Logins = realms.logins({ a: 'ann' })
    const { json } = await post(hallpass, '/explain', { IdentityPoolId: pool, Logins })
    expect(JSON.stringify(json)).not.toContain(String(Logins[realms.name('a')]).split('.')[2])
  })

  test('is for those who may ask it', async ({ hallpass, pool }) => {
    const { credentials } = await newUser(hallpass)
    expect(await post(hallpass, '/explain', { IdentityPoolId: pool }, credentials)).toMatchObject({
      status: 400,
      json: { __type: 'AccessDeniedException', Message: expect.stringContaining('cognito-identity:ExplainCredentialsForIdentity') },
    })
    const allowed = await newUser(hallpass, [{ Action: 'cognito-identity:ExplainCredentialsForIdentity' }])
    expect(await post(hallpass, '/explain', { IdentityPoolId: pool }, allowed.credentials)).toMatchObject({ status: 200 })
    const answer = await fetch(`${hallpass.url}/explain`, { method: 'POST', body: JSON.stringify({ IdentityPoolId: pool }) })
    expect(await answer.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' })
  })
})

describe('POST /explain/policy', () => {
  test('tells what is wrong with a policy, and where', async ({ hallpass }) => {
    const PolicyDocument =
      '{\n  "Version": "2012-10-17",\n  "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "x" }\n}'
    expect(await post(hallpass, '/explain/policy', { PolicyDocument })).toEqual({
      status: 200,
      json: { valid: false, message: 'Resource x must be in ARN format or "*".', line: 3, column: expect.any(Number) },
    })
  })

  test('tells that a policy is one', async ({ hallpass }) => {
    expect(await post(hallpass, '/explain/policy', { PolicyDocument: poolTrust(), PolicyType: 'trust' })).toEqual({
      status: 200,
      json: { valid: true },
    })
  })
})
