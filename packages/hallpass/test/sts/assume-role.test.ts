import { CreateUserCommand, DeleteAccessKeyCommand, DeleteRoleCommand, DeleteUserCommand } from '@aws-sdk/client-iam'
import { GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts'
import { describe, expect } from 'vitest'
import { accountId, test } from '../hallpass.ts'
import { newUser } from '../iam-users.ts'
import { postForm } from '../sts-calls.ts'
import { assumeAs, clientsWith, newRole } from './new-role.ts'

const anybody = { Principal: { AWS: '*' }, Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'] }

function deniedTo(arn: string, role: string, action = 'sts:AssumeRole') {
  return {
    name: 'AccessDenied',
    message: `User: ${arn} is not authorized to perform: ${action} on resource: ${role}`,
    $metadata: { httpStatusCode: 403 },
  }
}

describe('AssumeRole', () => {
  test('gives a user credentials of the role', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass)
    const role = await newRole(hallpass, anybody, { Path: '/app/team/' })
    const before = Math.floor(Date.now() / 1000) * 1000
    const answer = await assumeAs(sts, role.arn)
    expect(answer).toMatchObject({
      Credentials: {
        AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
        SecretAccessKey: expect.stringMatching(/^[A-Za-z0-9+/]{40}$/),
        SessionToken: expect.stringMatching(/^[A-Za-z0-9+/=]+$/),
      },
      AssumedRoleUser: { AssumedRoleId: `${role.id}:work`, Arn: `arn:aws:sts::${accountId}:assumed-role/${role.name}/work` },
    })
    expect(answer.PackedPolicySize).toBeUndefined()
    expect(answer.SourceIdentity).toBeUndefined()
    const lifetime = Number(answer.Credentials?.Expiration) - before
    expect(lifetime).toBeGreaterThanOrEqual(3_600_000)
    expect(lifetime).toBeLessThan(3_660_000)
    expect(await clientsWith(hallpass, answer.Credentials).sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      UserId: `${role.id}:work`,
      Account: accountId,
      Arn: `arn:aws:sts::${accountId}:assumed-role/${role.name}/work`,
    })
  })

  test('gives root none', async ({ hallpass }) => {
    const role = await newRole(hallpass, anybody)
    const refusal = { name: 'AccessDenied', message: 'Roles may not be assumed by root accounts.', $metadata: { httpStatusCode: 403 } }
    await expect(assumeAs(hallpass.sts, role.arn)).rejects.toMatchObject(refusal)
    const { Credentials } = await hallpass.sts.send(new GetSessionTokenCommand({}))
    await expect(assumeAs(clientsWith(hallpass, Credentials).sts, role.arn)).rejects.toMatchObject(refusal)
  })

  test('takes credentials of GetSessionToken for the user’s', async ({ hallpass }) => {
    const { sts, arn } = await newUser(hallpass)
    const role = await newRole(hallpass, { Principal: { AWS: arn }, Action: 'sts:AssumeRole' })
    const { Credentials } = await sts.send(new GetSessionTokenCommand({}))
    expect((await assumeAs(clientsWith(hallpass, Credentials).sts, role.arn)).AssumedRoleUser?.AssumedRoleId).toBe(`${role.id}:work`)
  })

  test('tells nobody apart which role is there', async ({ hallpass }) => {
    const { sts, arn } = await newUser(hallpass)
    const role = await newRole(
      hallpass,
      { Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: 'sts:AssumeRole' },
      { Path: '/a/' },
    )
    const others = [
      `arn:aws:iam::${accountId}:role/Nobody`,
      role.arn.replace('/a/', '/'),
      role.arn.replace('/a/', '/A/'),
      role.arn.replace('role-', 'ROLE-'),
      role.arn.replace(':role/', ':user/'),
      role.arn.replace(accountId, '210987654321'),
      `${role.arn}/`,
    ]
    for (const target of [role.arn, ...others]) await expect(assumeAs(sts, target)).rejects.toMatchObject(deniedTo(arn, target))
  })

  test('refuses an unsigned request', async ({ hallpass }) => {
    const parameters = { RoleArn: `arn:aws:iam::${accountId}:role/Any`, RoleSessionName: 'work' }
    const answer = await postForm(hallpass, { Action: 'AssumeRole', ...parameters })
    expect(answer.status).toBe(403)
    expect(answer.body).toContain('<Code>MissingAuthenticationToken</Code>')
  })

  test('knows nobody’s second factor', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass)
    const role = await newRole(hallpass, anybody)
    for (const factor of [{ SerialNumber: `arn:aws:iam::${accountId}:mfa/x` }, { TokenCode: '123456' }]) {
      await expect(assumeAs(sts, role.arn, factor)).rejects.toMatchObject({
        name: 'AccessDenied',
        message: 'MultiFactorAuthentication failed with invalid MFA one time pass code.',
        $metadata: { httpStatusCode: 403 },
      })
    }
  })

  test('takes no provided contexts', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass)
    const role = await newRole(hallpass, anybody)
    const ProvidedContexts = [{ ProviderArn: 'arn:aws:iam::aws:contextProvider/IdentityCenter', ContextAssertion: 'assertion' }]
    await expect(assumeAs(sts, role.arn, { ProvidedContexts })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      $metadata: { httpStatusCode: 400 },
    })
  })

  test.for([
    [
      { RoleSessionName: 'Session1:2' },
      "Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    ],
    [
      { DurationSeconds: 899 },
      "Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    ],
    [
      { DurationSeconds: 43201 },
      "Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200",
    ],
    [{ ExternalId: 'x' }, "Value 'x' at 'externalId' failed to satisfy constraint: Member must have length greater than or equal to 2"],
    [
      { ExternalId: 'a b' },
      "Value 'a b' at 'externalId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@:\\/-]*",
    ],
    [
      { TokenCode: '12345' },
      "Value '12345' at 'tokenCode' failed to satisfy constraint: Member must have length greater than or equal to 6",
    ],
    [
      { SourceIdentity: 'a' },
      "Value 'a' at 'sourceIdentity' failed to satisfy constraint: Member must have length greater than or equal to 2",
    ],
    [
      { Tags: [{ Key: 'a#', Value: 'x' }] },
      "Value 'a#' at 'tags.1.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+",
    ],
    [
      { Tags: [{ Key: 'a', Value: 'x'.repeat(257) }] },
      `Value '${'x'.repeat(257)}' at 'tags.1.member.value' failed to satisfy constraint: Member must have length less than or equal to 256`,
    ],
    [
      { ProvidedContexts: [{ ContextAssertion: 'abc' }] },
      "Value 'abc' at 'providedContexts.1.member.contextAssertion' failed to satisfy constraint: Member must have length greater than or equal to 4",
    ],
  ] as const)('holds %j against its constraint', async ([given, clause], { hallpass }) => {
    const { Tags, ProvidedContexts, ...rest } = { Tags: undefined, ProvidedContexts: undefined, ...given }
    const lists = { Tags: Tags && [...Tags], ProvidedContexts: ProvidedContexts && [...ProvidedContexts] }
    await expect(assumeAs(hallpass.sts, `arn:aws:iam::${accountId}:role/Any`, { ...rest, ...lists })).rejects.toMatchObject({
      name: 'ValidationError',
      message: `1 validation error detected: ${clause}`,
    })
  })

  test('takes 50 tags and not one more', async ({ hallpass }) => {
    const Tags = Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: '' }))
    await expect(assumeAs(hallpass.sts, `arn:aws:iam::${accountId}:role/Any`, { Tags })).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining("at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50"),
    })
  })

  test.for([
    'this is not an ARN at all',
    'arn:aws:iam::role/Any-role',
    'arn::iam::123456789012:role/A',
    'arn:aws::x:123456789012:role/A',
  ])('takes %j for no ARN', async (RoleArn, { hallpass }) => {
    await expect(assumeAs(hallpass.sts, RoleArn)).rejects.toMatchObject({ name: 'ValidationError', message: `${RoleArn} is invalid` })
  })
})

describe('how long a role is assumed', () => {
  test('is what is asked for, up to the role’s own maximum', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass)
    const role = await newRole(hallpass, anybody, { MaxSessionDuration: 7200 })
    for (const DurationSeconds of [900, 7200]) {
      const before = Math.floor(Date.now() / 1000)
      const { Credentials } = await assumeAs(sts, role.arn, { DurationSeconds })
      expect(Number(Credentials?.Expiration) / 1000 - before).toBeGreaterThanOrEqual(DurationSeconds)
      expect(Number(Credentials?.Expiration) / 1000 - before).toBeLessThan(DurationSeconds + 60)
    }
    await expect(assumeAs(sts, role.arn, { DurationSeconds: 7201 })).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      $metadata: { httpStatusCode: 400 },
    })
  })

  test('is an hour at most where a role assumes a role', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass)
    const [first, second] = [await newRole(hallpass, anybody), await newRole(hallpass, anybody, { MaxSessionDuration: 43_200 })]
    const { Credentials } = await assumeAs(sts, first.arn, { DurationSeconds: 900 })
    const chained = clientsWith(hallpass, Credentials).sts
    await expect(assumeAs(chained, second.arn, { DurationSeconds: 3601 })).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
      $metadata: { httpStatusCode: 400 },
    })
    const longer = await assumeAs(chained, second.arn)
    expect(Number(longer.Credentials?.Expiration)).toBeGreaterThan(Number(Credentials?.Expiration))
  })

  test('matters only where the role may be assumed', async ({ hallpass }) => {
    const { sts, arn } = await newUser(hallpass)
    const role = await newRole(hallpass, { Principal: { AWS: accountId }, Action: 'sts:AssumeRole' })
    await expect(assumeAs(sts, role.arn, { DurationSeconds: 43_200 })).rejects.toMatchObject(deniedTo(arn, role.arn))
  })
})

describe('the session of a role that has gone', () => {
  const invalid = {
    name: 'InvalidClientTokenId',
    message: 'The security token included in the request is invalid.',
    $metadata: { httpStatusCode: 403 },
  }

  test('is void, though a role of the same name was created anew', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass)
    const role = await newRole(hallpass, anybody)
    const { Credentials } = await assumeAs(sts, role.arn)
    const session = clientsWith(hallpass, Credentials).sts
    await hallpass.iam.send(new DeleteRoleCommand({ RoleName: role.name }))
    await expect(session.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject(invalid)
    await newRole(hallpass, anybody, { RoleName: role.name })
    await expect(session.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject(invalid)
  })

  test('is void, as that of a user who has gone', async ({ hallpass }) => {
    const user = await newUser(hallpass)
    const { Credentials } = await user.sts.send(new GetSessionTokenCommand({}))
    await hallpass.iam.send(new DeleteAccessKeyCommand({ UserName: user.name, AccessKeyId: user.credentials.accessKeyId }))
    await hallpass.iam.send(new DeleteUserCommand({ UserName: user.name }))
    await hallpass.iam.send(new CreateUserCommand({ UserName: user.name }))
    await expect(clientsWith(hallpass, Credentials).sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject(invalid)
  })
})
