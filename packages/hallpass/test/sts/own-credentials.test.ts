import {
  DecodeAuthorizationMessageCommand,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  type GetFederationTokenRequest,
  GetSessionTokenCommand,
  type STSClient,
} from '@aws-sdk/client-sts'
import { describe, expect } from 'vitest'
import { accountId, test } from '../hallpass.ts'
import { newUser, policyOf } from '../iam-users.ts'
import { postForm } from '../sts-calls.ts'
import { assumeAs, clientsWith, listingWhen, mayList, newRole } from './new-role.ts'

const anybody = { Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }
const all = { Action: '*' }

function federate(sts: STSClient, request: Partial<GetFederationTokenRequest> = {}) {
  return sts.send(new GetFederationTokenCommand({ Name: 'bob', ...request }))
}

/** Seconds from now until these credentials end, within a minute. */
function lifetime(credentials: { readonly Expiration?: Date | undefined } | undefined): number {
  return Math.round((Number(credentials?.Expiration) - Date.now()) / 60_000) * 60
}

describe('GetCallerIdentity', () => {
  test('knows a user by his path and name', async ({ hallpass }) => {
    const { sts, arn } = await newUser(hallpass, [], { path: '/staff/' })
    const identity = await sts.send(new GetCallerIdentityCommand({}))
    expect(identity).toMatchObject({ UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/), Account: accountId, Arn: arn })
    expect(arn).toMatch(new RegExp(`^arn:aws:iam::${accountId}:user/staff/user-`))
  })

  test('takes a session of GetSessionToken for the user himself', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass)
    const { UserId, Arn } = await sts.send(new GetCallerIdentityCommand({}))
    const { Credentials } = await sts.send(new GetSessionTokenCommand({}))
    expect(await clientsWith(hallpass, Credentials).sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ UserId, Arn })
  })

  test('takes a session of root for root', async ({ hallpass }) => {
    const { Credentials } = await hallpass.sts.send(new GetSessionTokenCommand({}))
    expect(await clientsWith(hallpass, Credentials).sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      UserId: accountId,
      Arn: `arn:aws:iam::${accountId}:root`,
    })
  })

  test('knows a federated user', async ({ hallpass }) => {
    const { Credentials } = await federate(hallpass.sts)
    expect(await clientsWith(hallpass, Credentials).sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      UserId: `${accountId}:bob`,
      Account: accountId,
      Arn: `arn:aws:sts::${accountId}:federated-user/bob`,
    })
  })

  test('answers though a policy denies everything', async ({ hallpass }) => {
    const { sts, arn } = await newUser(hallpass, [{ Effect: 'Deny', Action: '*' }])
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Arn: arn })
  })
})

describe('GetSessionToken', () => {
  test('gives a user twelve hours unless told otherwise, and root one at most', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass, [{ Effect: 'Deny', Action: '*' }])
    const seconds = async (client: STSClient, DurationSeconds?: number) =>
      lifetime((await client.send(new GetSessionTokenCommand({ DurationSeconds }))).Credentials)
    expect([await seconds(sts), await seconds(sts, 900), await seconds(sts, 129_600)]).toEqual([43_200, 900, 129_600])
    expect([await seconds(hallpass.sts), await seconds(hallpass.sts, 900), await seconds(hallpass.sts, 43_200)]).toEqual([3600, 900, 3600])
  })

  test.for([
    [899, 'greater than or equal to 900'],
    [129_601, 'less than or equal to 129600'],
  ] as const)('gives no %i seconds', async ([DurationSeconds, limit], { hallpass }) => {
    await expect(hallpass.sts.send(new GetSessionTokenCommand({ DurationSeconds }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: `1 validation error detected: Value '${DurationSeconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value ${limit}`,
    })
  })

  test('knows no second factor', async ({ hallpass }) => {
    const factor = { SerialNumber: `arn:aws:iam::${accountId}:mfa/root`, TokenCode: '123456' }
    await expect(hallpass.sts.send(new GetSessionTokenCommand(factor))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'MultiFactorAuthentication failed with invalid MFA one time pass code.',
    })
  })

  test('refuses all who have temporary credentials', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass, [all])
    const role = await newRole(hallpass, anybody, { statements: [all] })
    const temporary = [
      (await sts.send(new GetSessionTokenCommand({}))).Credentials,
      (await hallpass.sts.send(new GetSessionTokenCommand({}))).Credentials,
      (await federate(sts, { Policy: policyOf(all) })).Credentials,
      (await assumeAs(sts, role.arn)).Credentials,
    ]
    for (const credentials of temporary) {
      await expect(clientsWith(hallpass, credentials).sts.send(new GetSessionTokenCommand({}))).rejects.toMatchObject({
        name: 'AccessDenied',
        message: 'Cannot call GetSessionToken with session credentials',
        $metadata: { httpStatusCode: 403 },
      })
    }
  })
})

describe('GetFederationToken', () => {
  test('gives root’s federated user what the session policy allows, and no more than an hour', async ({ hallpass }) => {
    const answer = await federate(hallpass.sts, { Policy: policyOf({ Action: 'cognito-identity:List*' }) })
    expect(answer).toMatchObject({
      Credentials: { AccessKeyId: expect.stringMatching(/^ASIA/) },
      FederatedUser: { FederatedUserId: `${accountId}:bob`, Arn: `arn:aws:sts::${accountId}:federated-user/bob` },
      PackedPolicySize: expect.any(Number),
    })
    expect(answer.PackedPolicySize).toBeGreaterThan(0)
    expect(lifetime(answer.Credentials)).toBe(3600)
    expect(await mayList(hallpass, answer.Credentials)).toBe(true)
  })

  test('gives nothing where no policy is passed, which weighs nothing', async ({ hallpass }) => {
    const answer = await federate(hallpass.sts)
    expect(answer.PackedPolicySize).toBe(0)
    expect(await mayList(hallpass, answer.Credentials)).toBe(false)
  })

  test('takes managed policies', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass, [all])
    const { Credentials } = await federate(sts, {
      PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/AmazonCognitoReadOnly' }],
      DurationSeconds: 900,
    })
    expect(await mayList(hallpass, Credentials)).toBe(true)
    expect(lifetime(Credentials)).toBe(900)
  })

  test('goes no further than the user’s own rights', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass, [{ Action: 'sts:GetFederationToken' }])
    expect(await mayList(hallpass, (await federate(sts, { Policy: policyOf(all) })).Credentials)).toBe(false)
  })

  test('tags the federated user, over the tags of the user', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass, [all], { tags: [{ Key: 'dept', Value: 'it' }] })
    const Policy = policyOf(listingWhen({ StringEquals: { 'aws:PrincipalTag/dept': 'hr' } }))
    expect(await mayList(hallpass, (await federate(sts, { Policy, Tags: [{ Key: 'Dept', Value: 'hr' }] })).Credentials)).toBe(true)
    expect(await mayList(hallpass, (await federate(sts, { Policy })).Credentials)).toBe(false)
  })

  test('needs a permission for the federated user, and another for tags', async ({ hallpass }) => {
    const resource = (name: string) => `arn:aws:sts::${accountId}:federated-user/${name}`
    const { sts, arn } = await newUser(hallpass, [{ Action: 'sts:GetFederationToken', Resource: resource('b*') }])
    const denied = (action: string, name: string) => ({
      name: 'AccessDenied',
      message: `User: ${arn} is not authorized to perform: ${action} on resource: ${resource(name)} because no identity-based policy allows the ${action} action`,
      $metadata: { httpStatusCode: 403 },
    })
    expect(await federate(sts)).toHaveProperty('Credentials')
    await expect(federate(sts, { Name: 'ann' })).rejects.toMatchObject(denied('sts:GetFederationToken', 'ann'))
    await expect(federate(sts, { Tags: [{ Key: 'a', Value: '1' }] })).rejects.toMatchObject(denied('sts:TagSession', 'bob'))
  })

  test('refuses all who have temporary credentials, whatever they may', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass)
    const role = await newRole(hallpass, anybody)
    for (const { Credentials } of [await sts.send(new GetSessionTokenCommand({})), await assumeAs(sts, role.arn)]) {
      await expect(federate(clientsWith(hallpass, Credentials).sts)).rejects.toMatchObject({
        name: 'AccessDenied',
        message: 'Cannot call GetFederationToken with session credentials',
        $metadata: { httpStatusCode: 403 },
      })
    }
  })

  test.for([
    [
      { Name: 'b' },
      'ValidationError',
      "Value 'b' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 2",
    ],
    [{ Name: 'x'.repeat(33) }, 'ValidationError', 'Member must have length less than or equal to 32'],
    [{ Policy: '{' }, 'MalformedPolicyDocumentException', 'Syntax errors in policy.'],
    [{ PolicyArns: [{ arn: `arn:aws:iam::${accountId}:policy/Nobody` }] }, 'MalformedPolicyDocumentException', 'Nobody'],
    [
      {
        Tags: [
          { Key: 'a', Value: '' },
          { Key: 'A', Value: '' },
        ],
      },
      'InvalidParameterValue',
      'Duplicate tag keys found.',
    ],
  ] as const)('refuses %j', async ([given, name, words], { hallpass }) => {
    const { PolicyArns, Tags, ...rest } = { PolicyArns: undefined, Tags: undefined, ...given }
    const request = { ...rest, PolicyArns: PolicyArns && [...PolicyArns], Tags: Tags && [...Tags] }
    await expect(federate(hallpass.sts, request)).rejects.toMatchObject({ name, message: expect.stringContaining(words) })
  })
})

describe('GetAccessKeyInfo', () => {
  test.for([
    ['ASIAQNZGKIQY56JQ7WML', '029608264753'],
    ['ASIAY34FZKBOKMUTVV7A', '609629065308'],
    ['AKIAQAAAAAAAAAAAAAAA', '000000000000'],
  ] as const)('reads the account off %s', async ([AccessKeyId, Account], { hallpass }) => {
    expect(await hallpass.sts.send(new GetAccessKeyInfoCommand({ AccessKeyId }))).toMatchObject({ Account })
  })

  test('reads our account off keys of ours', async ({ hallpass }) => {
    const { credentials, sts } = await newUser(hallpass)
    for (const AccessKeyId of [credentials.accessKeyId, (await sts.send(new GetSessionTokenCommand({}))).Credentials?.AccessKeyId]) {
      expect(await sts.send(new GetAccessKeyInfoCommand({ AccessKeyId }))).toMatchObject({ Account: accountId })
    }
  })

  test.for([
    'AKIAIOSFODNN7EXAMPLE',
    'ROOTKEYOFTHETESTS',
    'AROAQNZGKIQY56JQ7WML',
    'asiaqnzgkiqy56jq7wml',
  ])('reads none off %s', async (AccessKeyId, { hallpass }) => {
    await expect(hallpass.sts.send(new GetAccessKeyInfoCommand({ AccessKeyId }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Invalid access key',
      $metadata: { httpStatusCode: 400 },
    })
  })
})

describe('what is not offered', () => {
  test('are encoded authorization messages', async ({ hallpass }) => {
    await expect(hallpass.sts.send(new DecodeAuthorizationMessageCommand({ EncodedMessage: 'message' }))).rejects.toMatchObject({
      name: 'InvalidAuthorizationMessageException',
      message: 'Message is not valid',
      $metadata: { httpStatusCode: 400 },
    })
  })

  test.for(['AssumeRoot', 'GetDelegatedAccessToken', 'GetWebIdentityToken'])('is %s', async (Action, { hallpass }) => {
    const answer = await postForm(hallpass, { Action })
    expect(answer.status).toBe(400)
    expect(answer.body).toContain('<Code>InvalidAction</Code>')
  })
})
