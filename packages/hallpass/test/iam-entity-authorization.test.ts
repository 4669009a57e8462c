import {
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRolePolicyCommand,
  GetAccessKeyLastUsedCommand,
  GetRoleCommand,
  GetUserCommand,
  type IAMClient,
  ListRolesCommand,
  ListUsersCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam'
import { describe, expect } from 'vitest'
import { accountId, test } from './hallpass.ts'
import {
  allowing,
  clientAllowed,
  clientOf,
  createPolicy,
  createRole,
  createUser,
  freshName,
  noSuchName,
  notFound,
  trustPolicy,
} from './iam-entities.ts'

const account = `arn:aws:iam::${accountId}`
const denied = (resource: string, operation: string) => ({
  name: 'AccessDenied',
  message: expect.stringMatching(
    new RegExp(`is not authorized to perform: iam:${operation} on resource: ${resource.replaceAll('*', '\\*')} because no identity-based`),
  ),
  $metadata: { httpStatusCode: 403 },
})

describe('a user', () => {
  test('may do nothing until a policy says so', async ({ hallpass }) => {
    const { UserName, Arn = '' } = await createUser(hallpass, { Path: '/team/' })
    const iam = await clientOf(hallpass, UserName)
    await expect(iam.send(new GetUserCommand({}))).rejects.toMatchObject(denied(Arn, 'GetUser'))
    await hallpass.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument: allowing('iam:GetUser', Arn) }))
    expect((await iam.send(new GetUserCommand({}))).User).toMatchObject({ UserName, Arn })
    await expect(iam.send(new CreateAccessKeyCommand({}))).rejects.toMatchObject(denied(Arn, 'CreateAccessKey'))
  })

  test('is not told whether there is what he may not ask about', async ({ hallpass }) => {
    const iam = await clientAllowed(hallpass, allowing('iam:GetRole', `${account}:role/open/*`))
    await expect(iam.send(new GetRoleCommand({ RoleName: noSuchName }))).rejects.toMatchObject(
      denied(`${account}:role/${noSuchName}`, 'GetRole'),
    )
  })

  test('is asked about a role under its whole ARN, path included', async ({ hallpass }) => {
    const iam = await clientAllowed(hallpass, allowing('iam:*', `${account}:role/open/*`))
    const [open, closed] = [await createRole(hallpass, { Path: '/open/' }), await createRole(hallpass, { Path: '/closed/' })]
    expect((await iam.send(new GetRoleCommand({ RoleName: open.RoleName }))).Role).toMatchObject({ Arn: open.Arn })
    await expect(iam.send(new GetRoleCommand({ RoleName: closed.RoleName }))).rejects.toMatchObject(denied(closed.Arn ?? '', 'GetRole'))
    const RoleName = freshName()
    const create = (Path: string) => iam.send(new CreateRoleCommand({ RoleName, Path, AssumeRolePolicyDocument: trustPolicy }))
    await expect(create('/closed/')).rejects.toMatchObject(denied(`${account}:role/closed/${RoleName}`, 'CreateRole'))
    await create('/open/')
  })

  test('lists roles on the paths that he may list, and users where he may list everything', async ({ hallpass }) => {
    const iam = await clientAllowed(hallpass, allowing(['iam:ListRoles', 'iam:ListUsers'], `${account}:role/open/*`))
    expect((await iam.send(new ListRolesCommand({ PathPrefix: '/open/' }))).Roles).toBeDefined()
    await expect(iam.send(new ListRolesCommand({}))).rejects.toMatchObject(denied(`${account}:role/`, 'ListRoles'))
    await expect(iam.send(new ListUsersCommand({}))).rejects.toMatchObject(denied('*', 'ListUsers'))
  })

  test('must be allowed to rename a user to what he will be', async ({ hallpass }) => {
    const iam = await clientAllowed(hallpass, allowing('iam:UpdateUser', `${account}:user/open/*`))
    const { UserName } = await createUser(hallpass, { Path: '/open/' })
    const move = (NewPath: string) => iam.send(new UpdateUserCommand({ UserName, NewPath }))
    await move('/open/further/')
    await expect(move('/closed/')).rejects.toMatchObject(denied(`${account}:user/closed/${UserName}`, 'UpdateUser'))
  })

  test('who may not ask about any key is not told which there are', async ({ hallpass }) => {
    const iam = await clientAllowed(hallpass, allowing('iam:GetUser'))
    const AccessKeyId = 'AKIAIOSFODNN7EXAMPLE'
    await expect(iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }))).rejects.toMatchObject(
      denied(`access key ${AccessKeyId}`, 'GetAccessKeyLastUsed'),
    )
  })
})

describe('policies may ask for', () => {
  test.for(['aws', 'iam'])('the tags of a role by %s:ResourceTag', async (prefix, { hallpass }) => {
    const iam = await clientAllowed(hallpass, allowing('iam:GetRole', '*', { StringEquals: { [`${prefix}:ResourceTag/team`]: 'blue' } }))
    const blue = await createRole(hallpass, { Tags: [{ Key: 'Team', Value: 'blue' }] })
    const red = await createRole(hallpass, { Tags: [{ Key: 'team', Value: 'red' }] })
    await iam.send(new GetRoleCommand({ RoleName: blue.RoleName }))
    await expect(iam.send(new GetRoleCommand({ RoleName: red.RoleName }))).rejects.toMatchObject({ name: 'AccessDenied' })
  })

  test('the tags of a request', async ({ hallpass }) => {
    const condition = {
      StringEqualsIfExists: { 'aws:RequestTag/team': 'blue' },
      'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'note'] },
      Null: { 'aws:TagKeys': 'false' },
    }
    const iam = await clientAllowed(hallpass, allowing(['iam:CreateRole', 'iam:TagRole', 'iam:UntagRole'], '*', condition))
    const create = (tags: Record<string, string> | undefined) =>
      iam.send(
        new CreateRoleCommand({
          RoleName: freshName(),
          AssumeRolePolicyDocument: trustPolicy,
          Tags: tags && Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        }),
      )
    const { Role } = await create({ team: 'blue', note: '' })
    for (const tags of [undefined, { team: 'red' }, { team: 'blue', other: '' }]) {
      await expect(create(tags)).rejects.toMatchObject({ name: 'AccessDenied' })
    }
    const RoleName = Role?.RoleName
    await iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'note', Value: 'x' }] }))
    await iam.send(new UntagRoleCommand({ RoleName, TagKeys: ['note'] }))
    await expect(iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'team', Value: 'red' }] }))).rejects.toMatchObject({
      name: 'AccessDenied',
    })
    await expect(iam.send(new UntagRoleCommand({ RoleName, TagKeys: ['other'] }))).rejects.toMatchObject({ name: 'AccessDenied' })
  })

  test('the policy that is attached', async ({ hallpass }) => {
    const [allowed, other] = [await createPolicy(hallpass), await createPolicy(hallpass)]
    const iam = await clientAllowed(hallpass, allowing('iam:AttachRolePolicy', '*', { ArnEquals: { 'iam:PolicyARN': allowed } }))
    const { RoleName } = await createRole(hallpass)
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: allowed }))
    await expect(iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: other }))).rejects.toMatchObject({ name: 'AccessDenied' })
  })

  test('the boundary that an entity is given, or has', async ({ hallpass }) => {
    const boundary = await createPolicy(hallpass)
    const actions = ['CreateRole', 'CreateUser', 'PutRolePermissionsBoundary', 'PutRolePolicy', 'DeleteRolePolicy', 'GetRole']
    const iam = await clientAllowed(
      hallpass,
      allowing(
        actions.map((action) => `iam:${action}`),
        '*',
        { StringEquals: { 'iam:PermissionsBoundary': boundary } },
      ),
    )
    const refused = { name: 'AccessDenied' }
    const RoleName = await createRoleAs(iam, boundary)
    await iam.send(new CreateUserCommand({ UserName: freshName(), PermissionsBoundary: boundary }))
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument: allowing('s3:*') }))
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'p' }))
    await expect(createRoleAs(iam, undefined)).rejects.toMatchObject(refused)
    await expect(createRoleAs(iam, 'arn:aws:iam::aws:policy/AdministratorAccess')).rejects.toMatchObject(refused)
    await expect(iam.send(new CreateUserCommand({ UserName: freshName() }))).rejects.toMatchObject(refused)
    // Reading a role has nothing to do with its boundary.
    await expect(iam.send(new GetRoleCommand({ RoleName }))).rejects.toMatchObject(refused)

    const unbound = (await createRole(hallpass)).RoleName
    const put = () => iam.send(new PutRolePolicyCommand({ RoleName: unbound, PolicyName: 'p', PolicyDocument: allowing('s3:*') }))
    await expect(put()).rejects.toMatchObject(refused)
    await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: unbound, PermissionsBoundary: boundary }))
    await put()
  })
})

test('what may be asked about and is not there is not found', async ({ hallpass }) => {
  const iam = await clientAllowed(hallpass, allowing('iam:*'))
  await expect(iam.send(new GetRoleCommand({ RoleName: noSuchName }))).rejects.toMatchObject(
    notFound(`The role with name ${noSuchName} cannot be found.`),
  )
})

async function createRoleAs(iam: IAMClient, PermissionsBoundary: string | undefined): Promise<string> {
  const RoleName = freshName()
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trustPolicy, PermissionsBoundary }))
  return RoleName
}
