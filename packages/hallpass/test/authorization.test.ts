import {
  CreateIdentityPoolCommand,
  DescribeIdentityPoolCommand,
  ListIdentitiesCommand,
  ListIdentityPoolsCommand,
  SetIdentityPoolRolesCommand,
  TagResourceCommand,
  UpdateIdentityPoolCommand,
} from '@aws-sdk/client-cognito-identity'
import { CreatePolicyCommand, CreateRoleCommand, GetUserCommand, ListRolesCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam'
import { AssumeRoleCommand, GetCallerIdentityCommand, GetFederationTokenCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts'
import { describe, expect } from 'vitest'
import { newPool } from './cognito-identity/new-pool.ts'
import { accountId, region, test } from './hallpass.ts'
import { clientsOf, newUser, policyOf } from './iam-users.ts'
import { sdkCredentials } from './sts-calls.ts'

const poolArn = (poolId: string) => `arn:aws:cognito-identity:${region}:${accountId}:identitypool/${poolId}`
const denied = (arn: string, action: string, resource: string, reason: string) => ({
  message: `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`,
})
const noIdentityPolicy = (action: string) => `because no identity-based policy allows the ${action} action`

describe('a user', () => {
  test('without policies is refused on both wires, with the reason', async ({ hallpass }) => {
    const poolId = await newPool(hallpass)
    const { arn, cognito, iam } = await newUser(hallpass)
    await expect(cognito.send(new DescribeIdentityPoolCommand({ IdentityPoolId: poolId }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      ...denied(arn, 'cognito-identity:DescribeIdentityPool', poolArn(poolId), noIdentityPolicy('cognito-identity:DescribeIdentityPool')),
    })
    await expect(iam.send(new ListRolesCommand({ PathPrefix: '/app/' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403 },
      ...denied(arn, 'iam:ListRoles', `arn:aws:iam::${accountId}:role/app/`, noIdentityPolicy('iam:ListRoles')),
    })
  })

  test('may do what a policy allows on a pool, and nothing to another pool', async ({ hallpass }) => {
    const [mine, other] = [await newPool(hallpass), await newPool(hallpass)]
    const { arn, cognito } = await newUser(hallpass, [{ Action: 'cognito-identity:*', Resource: poolArn(mine) }])
    expect(await cognito.send(new DescribeIdentityPoolCommand({ IdentityPoolId: mine }))).toMatchObject({ IdentityPoolId: mine })
    await expect(cognito.send(new ListIdentitiesCommand({ IdentityPoolId: other, MaxResults: 1 }))).rejects.toMatchObject(
      denied(arn, 'cognito-identity:ListIdentities', poolArn(other), noIdentityPolicy('cognito-identity:ListIdentities')),
    )
    await expect(cognito.send(new ListIdentityPoolsCommand({ MaxResults: 1 }))).rejects.toMatchObject(
      denied(arn, 'cognito-identity:ListIdentityPools', '*', noIdentityPolicy('cognito-identity:ListIdentityPools')),
    )
  })

  test('is told of an explicit deny', async ({ hallpass }) => {
    const poolId = await newPool(hallpass)
    const { arn, cognito } = await newUser(hallpass, [
      { Action: 'cognito-identity:*' },
      { Effect: 'Deny', Action: 'cognito-identity:Describe*' },
    ])
    await expect(cognito.send(new DescribeIdentityPoolCommand({ IdentityPoolId: poolId }))).rejects.toMatchObject(
      denied(arn, 'cognito-identity:DescribeIdentityPool', poolArn(poolId), 'with an explicit deny in an identity-based policy'),
    )
  })

  test('goes no further than the boundary', async ({ hallpass }) => {
    const PolicyDocument = policyOf({ Action: 'iam:*' })
    const { Policy } = await hallpass.iam.send(new CreatePolicyCommand({ PolicyName: 'only-iam', PolicyDocument }))
    const { arn, cognito, iam, name } = await newUser(hallpass, [{ Action: '*' }], { boundary: String(Policy?.Arn) })
    expect((await iam.send(new GetUserCommand({}))).User?.UserName).toBe(name)
    await expect(cognito.send(new ListIdentityPoolsCommand({ MaxResults: 1 }))).rejects.toMatchObject(
      denied(
        arn,
        'cognito-identity:ListIdentityPools',
        '*',
        'because no permissions boundary allows the cognito-identity:ListIdentityPools action',
      ),
    )
  })

  test('is let in by the tags of the pool and of himself', async ({ hallpass }) => {
    const [red, blue] = [
      await newPool(hallpass, { IdentityPoolTags: { team: 'red' } }),
      await newPool(hallpass, { IdentityPoolTags: { team: 'blue' } }),
    ]
    const { cognito } = await newUser(
      hallpass,
      [{ Action: '*', Condition: { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } } }],
      { tags: [{ Key: 'team', Value: 'red' }] },
    )
    expect(await cognito.send(new DescribeIdentityPoolCommand({ IdentityPoolId: red }))).toMatchObject({ IdentityPoolId: red })
    await expect(cognito.send(new DescribeIdentityPoolCommand({ IdentityPoolId: blue }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    })
    await expect(cognito.send(new ListIdentityPoolsCommand({ MaxResults: 1 }))).rejects.toMatchObject({ name: 'AccessDeniedException' })
  })

  test('is held to the tags that he may give', async ({ hallpass }) => {
    const { cognito } = await newUser(hallpass, [
      {
        Action: ['cognito-identity:CreateIdentityPool', 'cognito-identity:TagResource', 'cognito-identity:UpdateIdentityPool'],
        Condition: { StringEquals: { 'aws:RequestTag/stage': 'test' }, 'ForAllValues:StringEquals': { 'aws:TagKeys': ['stage'] } },
      },
    ])
    const create = (IdentityPoolTags: Record<string, string>) =>
      cognito.send(new CreateIdentityPoolCommand({ IdentityPoolName: 'p', AllowUnauthenticatedIdentities: false, IdentityPoolTags }))
    const { IdentityPoolId = '' } = await create({ stage: 'test' })
    await expect(create({ stage: 'live' })).rejects.toMatchObject({ name: 'AccessDeniedException' })
    await expect(create({ stage: 'test', owner: 'me' })).rejects.toMatchObject({ name: 'AccessDeniedException' })
    await cognito.send(new TagResourceCommand({ ResourceArn: poolArn(IdentityPoolId), Tags: { stage: 'test' } }))
    await expect(
      cognito.send(new TagResourceCommand({ ResourceArn: poolArn(IdentityPoolId), Tags: { stage: 'live' } })),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' })
    const settings = { IdentityPoolId, IdentityPoolName: 'p', AllowUnauthenticatedIdentities: false }
    await cognito.send(new UpdateIdentityPoolCommand({ ...settings, IdentityPoolTags: { stage: 'test' } }))
    await expect(cognito.send(new UpdateIdentityPoolCommand({ ...settings, IdentityPoolTags: { stage: 'live' } }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    })
  })

  test('may be let in from some addresses only', async ({ hallpass }) => {
    const here = await newUser(hallpass, [{ Action: '*', Condition: { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } } }])
    const elsewhere = await newUser(hallpass, [{ Action: '*', Condition: { NotIpAddress: { 'aws:SourceIp': '127.0.0.0/8' } } }])
    expect(await here.cognito.send(new ListIdentityPoolsCommand({ MaxResults: 1 }))).toHaveProperty('IdentityPools')
    await expect(elsewhere.cognito.send(new ListIdentityPoolsCommand({ MaxResults: 1 }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    })
  })

  test('gives a pool only the roles that he may pass on, to this service', async ({ hallpass }) => {
    const poolId = await newPool(hallpass)
    const { cognito } = await newUser(hallpass, [
      { Action: 'cognito-identity:*' },
      {
        Action: 'iam:PassRole',
        Resource: `arn:aws:iam::${accountId}:role/app/*`,
        Condition: { StringEquals: { 'iam:PassedToService': 'cognito-identity.amazonaws.com' } },
      },
    ])
    const give = (role: string) =>
      cognito.send(
        new SetIdentityPoolRolesCommand({ IdentityPoolId: poolId, Roles: { authenticated: `arn:aws:iam::${accountId}:role/${role}` } }),
      )
    await give('app/Member')
    await expect(give('Admin')).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: `Access to Role 'arn:aws:iam::${accountId}:role/Admin' is forbidden.`,
    })
  })

  test('is told whether he may before he is told whether it is there', async ({ hallpass }) => {
    const poolId = `${region}:00000000-0000-4000-8000-000000000000`
    const { cognito } = await newUser(hallpass)
    await expect(cognito.send(new DescribeIdentityPoolCommand({ IdentityPoolId: poolId }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    })
  })
})

describe('credentials of GetSessionToken', () => {
  test('have the rights of the user, but not in IAM nor, with two exceptions, in STS', async ({ hallpass }) => {
    const { sts, arn } = await newUser(hallpass, [{ Action: '*' }])
    const { Credentials } = await sts.send(new GetSessionTokenCommand({}))
    const session = clientsOf(hallpass, sdkCredentials(Credentials))
    expect(await session.cognito.send(new ListIdentityPoolsCommand({ MaxResults: 1 }))).toHaveProperty('IdentityPools')
    expect(await session.sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Arn: arn })
    await expect(session.iam.send(new ListRolesCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' })
    await expect(session.sts.send(new GetSessionTokenCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'Cannot call GetSessionToken with session credentials',
    })
  })
})

describe('a federated user', () => {
  test('may do what the user and the session policy both allow', async ({ hallpass }) => {
    const poolId = await newPool(hallpass)
    const { sts } = await newUser(hallpass, [{ Action: ['sts:GetFederationToken', 'cognito-identity:Describe*'] }])
    const federate = async (Policy?: string) => {
      const { Credentials } = await sts.send(new GetFederationTokenCommand({ Name: 'bob', Policy }))
      return clientsOf(hallpass, sdkCredentials(Credentials))
    }
    const wide = await federate(policyOf({ Action: '*' }))
    expect(await wide.cognito.send(new DescribeIdentityPoolCommand({ IdentityPoolId: poolId }))).toMatchObject({ IdentityPoolId: poolId })
    const arn = `arn:aws:sts::${accountId}:federated-user/bob`
    await expect(wide.cognito.send(new ListIdentityPoolsCommand({ MaxResults: 1 }))).rejects.toMatchObject(
      denied(arn, 'cognito-identity:ListIdentityPools', '*', noIdentityPolicy('cognito-identity:ListIdentityPools')),
    )
    const none = await federate()
    const [action, resource] = ['cognito-identity:DescribeIdentityPool', poolArn(poolId)]
    await expect(none.cognito.send(new DescribeIdentityPoolCommand({ IdentityPoolId: poolId }))).rejects.toMatchObject(
      denied(arn, action, resource, `because no session policy allows the ${action} action`),
    )
    await expect(wide.iam.send(new ListRolesCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' })
  })
})

describe('the session of a role', () => {
  test('may do what the role may, within its session policy', async ({ hallpass }) => {
    const { sts, arn } = await newUser(hallpass)
    const AssumeRolePolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: { AWS: arn }, Action: 'sts:AssumeRole' },
    })
    const { Role } = await hallpass.iam.send(new CreateRoleCommand({ RoleName: 'Reader', Path: '/app/', AssumeRolePolicyDocument }))
    const PolicyDocument = policyOf({ Action: ['cognito-identity:List*', 'iam:ListRoles'] })
    await hallpass.iam.send(new PutRolePolicyCommand({ RoleName: 'Reader', PolicyName: 'read', PolicyDocument }))
    const assume = async (Policy?: string) => {
      const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: 'work', Policy }))
      return clientsOf(hallpass, sdkCredentials(Credentials))
    }
    const whole = await assume()
    expect(await whole.cognito.send(new ListIdentityPoolsCommand({ MaxResults: 1 }))).toHaveProperty('IdentityPools')
    expect((await whole.iam.send(new ListRolesCommand({}))).Roles).toContainEqual(expect.objectContaining({ RoleName: 'Reader' }))

    const narrowed = await assume(policyOf({ Action: 'iam:*' }))
    await expect(narrowed.cognito.send(new ListIdentityPoolsCommand({ MaxResults: 1 }))).rejects.toMatchObject(
      denied(
        `arn:aws:sts::${accountId}:assumed-role/Reader/work`,
        'cognito-identity:ListIdentityPools',
        '*',
        'because no session policy allows the cognito-identity:ListIdentityPools action',
      ),
    )
  })
})
