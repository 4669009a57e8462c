import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { describe, expect } from 'vitest'
import { accountId, test } from './hallpass.ts'
import { policyOf } from './iam-users.ts'
import { createPoolWithRoles } from './pool-with-roles.ts'
import { assume, postForm, stsAs } from './sts-calls.ts'

const denied = {
  name: 'AccessDenied',
  message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
  $metadata: { httpStatusCode: 403 },
}

describe('AssumeRoleWithWebIdentity', () => {
  test('gives a guest the guests’ role', async ({ hallpass }) => {
    const pool = await createPoolWithRoles(hallpass)
    const { identityId, token } = await pool.guest()
    const before = Math.floor(Date.now() / 1000) * 1000
    const answer = await assume(hallpass, { RoleArn: pool.guestRole, WebIdentityToken: token })
    expect(answer).toMatchObject({
      Credentials: {
        AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
        SecretAccessKey: expect.stringMatching(/^[A-Za-z0-9+/]{40}$/),
        SessionToken: expect.any(String),
        Expiration: expect.any(Date),
      },
      SubjectFromWebIdentityToken: identityId,
      AssumedRoleUser: {
        AssumedRoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}:web$/),
        Arn: `arn:aws:sts::${accountId}:assumed-role/Guest/web`,
      },
      Provider: 'cognito-identity.amazonaws.com',
      Audience: pool.poolId,
    })
    expect(answer.PackedPolicySize).toBeUndefined()
    const lifetime = (answer.Credentials?.Expiration?.getTime() ?? 0) - before
    expect(lifetime).toBeGreaterThanOrEqual(3_600_000)
    expect(lifetime).toBeLessThan(3_660_000)
  })

  test('answers with its members in their order', async ({ hallpass }) => {
    const pool = await createPoolWithRoles(hallpass)
    const { token } = await pool.guest()
    const asked = { Action: 'AssumeRoleWithWebIdentity', RoleArn: pool.guestRole, RoleSessionName: 'web', WebIdentityToken: token }
    const { body } = await postForm(hallpass, asked)
    const members = ['Credentials', 'AssumedRoleUser', 'SubjectFromWebIdentityToken', 'Provider', 'Audience', 'ResponseMetadata']
    expect(body.match(new RegExp(`<(${members.join('|')})>`, 'g'))).toEqual(members.map((name) => `<${name}>`))
  })

  test('gives a user the users’ role, and weighs the tags of the token', async ({ hallpass }) => {
    const pool = await createPoolWithRoles(hallpass)
    const { token } = await pool.user('ann', { team: 'blue' })
    const answer = await assume(hallpass, { RoleArn: pool.userRole, WebIdentityToken: token, DurationSeconds: 900 })
    expect(answer.AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${accountId}:assumed-role/User/web`)
    expect(answer.PackedPolicySize).toBeGreaterThan(0)
  })

  test('weighs session policies', async ({ hallpass }) => {
    const pool = await createPoolWithRoles(hallpass)
    const { token } = await pool.user('ann')
    const answer = await assume(hallpass, {
      RoleArn: pool.userRole,
      WebIdentityToken: token,
      Policy: policyOf({ Action: 'cognito-identity:*' }),
      PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
    })
    expect(answer.PackedPolicySize).toBeGreaterThan(0)
  })

  test('gives credentials that GetCallerIdentity accepts', async ({ hallpass }) => {
    const pool = await createPoolWithRoles(hallpass)
    const { token } = await pool.guest()
    const { AssumedRoleUser, Credentials } = await assume(hallpass, { RoleArn: pool.guestRole, WebIdentityToken: token })
    const identity = await stsAs(hallpass, Credentials).send(new GetCallerIdentityCommand({}))
    expect(identity).toMatchObject({ UserId: AssumedRoleUser?.AssumedRoleId, Account: accountId, Arn: AssumedRoleUser?.Arn })
  })

  test('looks at no signature', async ({ hallpass }) => {
    const pool = await createPoolWithRoles(hallpass)
    const { token } = await pool.guest()
    const parameters = { RoleArn: pool.guestRole, RoleSessionName: 'web', WebIdentityToken: token }
    const answer = await postForm(
      hallpass,
      { Action: 'AssumeRoleWithWebIdentity', ...parameters },
      { Authorization: 'AWS4-HMAC-SHA256 broken' },
    )
    expect(answer.status).toBe(200)
  })

  test('takes its parameters from the query string as well', async ({ hallpass }) => {
    const pool = await createPoolWithRoles(hallpass)
    const { token } = await pool.guest()
    const parameters = { RoleArn: pool.guestRole, RoleSessionName: 'web', WebIdentityToken: token, Action: 'AssumeRoleWithWebIdentity' }
    const answer = await fetch(`${hallpass.url}/?${new URLSearchParams({ ...parameters, Version: '2011-06-15' })}`)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain(`<Audience>${pool.poolId}</Audience>`)
  })

  test('refuses a guest the users’ role, and a user the guests’', async ({ hallpass }) => {
    const pool = await createPoolWithRoles(hallpass)
    const [guest, user] = [await pool.guest(), await pool.user('ann')]
    await expect(assume(hallpass, { RoleArn: pool.userRole, WebIdentityToken: guest.token })).rejects.toMatchObject(denied)
    await expect(assume(hallpass, { RoleArn: pool.guestRole, WebIdentityToken: user.token })).rejects.toMatchObject(denied)
  })

  test.for([
    `arn:aws:iam::${accountId}:role/Other`,
    `arn:aws:iam::${accountId}:role/app/guest`,
    `arn:aws:iam::${accountId}:user/app/Guest`,
    'arn:aws:iam::210987654321:role/app/Guest',
  ])('refuses the role %s', async (RoleArn, { hallpass }) => {
    const pool = await createPoolWithRoles(hallpass)
    const { token } = await pool.guest()
    await expect(assume(hallpass, { RoleArn, WebIdentityToken: token })).rejects.toMatchObject(denied)
  })

  test.for([
    ['an unknown provider', { ProviderId: 'example.com' }, 'ValidationError', 'Provider not supported'],
    [
      'an access token’s provider beside an OpenID token',
      { ProviderId: 'graph.facebook.com' },
      'InvalidParameterCombination',
      'ProviderId',
    ],
    ['a role that has no ARN', { RoleArn: 'this is not an ARN at all' }, 'ValidationError', 'this is not an ARN at all is invalid'],
    [
      'a duration over the role’s',
      { DurationSeconds: 3601 },
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    ],
    ['a policy that is not JSON', { Policy: '{' }, 'MalformedPolicyDocumentException', 'Syntax errors in policy.'],
    [
      'a policy of another account',
      { PolicyArns: [{ arn: 'arn:aws:iam::210987654321:policy/Theirs' }] },
      'MalformedPolicyDocumentException',
      'Theirs',
    ],
  ] as const)('refuses %s', async ([, given, name, words], { hallpass }) => {
    const pool = await createPoolWithRoles(hallpass)
    const { token } = await pool.guest()
    const request = { RoleArn: pool.guestRole, WebIdentityToken: token, ...given }
    await expect(
      assume(hallpass, { ...request, PolicyArns: 'PolicyArns' in given ? [...given.PolicyArns] : undefined }),
    ).rejects.toMatchObject({
      name,
      message: expect.stringContaining(words),
    })
  })

  test.for([
    [
      { RoleSessionName: 'a b' },
      "Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    ],
    [
      { RoleSessionName: 'a' },
      "Value 'a' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2",
    ],
    [
      { DurationSeconds: 899 },
      "Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    ],
    [
      { DurationSeconds: 43201 },
      "Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200",
    ],
    [
      { WebIdentityToken: 'abc' },
      "Value at 'webIdentityToken' failed to satisfy constraint: Member must have length greater than or equal to 4",
    ],
    [
      { RoleArn: 'arn:aws:iam' },
      "Value 'arn:aws:iam' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20",
    ],
  ] as const)('holds %j against its constraint', async ([given, clause], { hallpass }) => {
    const request = { RoleArn: `arn:aws:iam::${accountId}:role/User`, WebIdentityToken: 'token' }
    await expect(assume(hallpass, { ...request, ...given })).rejects.toMatchObject({
      name: 'ValidationError',
      message: `1 validation error detected: ${clause}`,
    })
  })

  test('refuses more than ten managed policies', async ({ hallpass }) => {
    const PolicyArns = Array.from({ length: 11 }, (_, index) => ({ arn: `arn:aws:iam::aws:policy/P${index}` }))
    await expect(
      assume(hallpass, { RoleArn: `arn:aws:iam::${accountId}:role/User`, WebIdentityToken: 'token', PolicyArns }),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining("at 'policyArns' failed to satisfy constraint: Member must have length less than or equal to 10"),
    })
  })

  test('tells which parameters are missing', async ({ hallpass }) => {
    const answer = await postForm(hallpass, { Action: 'AssumeRoleWithWebIdentity', RoleSessionName: 'web', WebIdentityToken: 'token' })
    expect(answer.status).toBe(400)
    expect(answer.body).toContain(
      "<Code>ValidationError</Code><Message>1 validation error detected: Value null at 'roleArn' failed to satisfy constraint: Member must not be null</Message>",
    )
  })
})
