import {
  AttachRolePolicyCommand,
  type CreateRoleRequest,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  ListInstanceProfilesForRoleCommand,
  ListRolesCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
  UpdateRoleDescriptionCommand,
  waitUntilRoleExists,
} from '@aws-sdk/client-iam'
import { describe, expect } from 'vitest'
import { accountId, test } from './hallpass.ts'
import {
  createPolicy,
  createRole,
  freshName,
  getRole,
  noSuchName,
  notFound,
  postAsRoot,
  refusal,
  trusting,
  trustPolicy,
} from './iam-entities.ts'
import { withOwnServer } from './sts-calls.ts'

const noSuchRole = notFound(`The role with name ${noSuchName} cannot be found.`)

describe('CreateRole', () => {
  test('answers with the role, but for its session duration and last use', async ({ hallpass }) => {
    const RoleName = freshName()
    const role = await createRole(hallpass, { RoleName })
    expect(role).toEqual({
      Path: '/',
      RoleName,
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
      Arn: `arn:aws:iam::${accountId}:role/${RoleName}`,
      CreateDate: expect.any(Date),
      AssumeRolePolicyDocument: encodeURIComponent(trustPolicy),
    })
    expect(Math.abs((role.CreateDate?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000)
  })

  test('keeps what it was given', async ({ hallpass }) => {
    const boundary = 'arn:aws:iam::aws:policy/AdministratorAccess'
    const { RoleName, Arn } = await createRole(hallpass, {
      Path: '/team/blue/',
      Description: 'für <alle> & "jeden"\n',
      MaxSessionDuration: 43200,
      PermissionsBoundary: boundary,
      Tags: [
        { Key: 'b', Value: '' },
        { Key: 'a', Value: 'x y' },
      ],
    })
    expect(Arn).toBe(`arn:aws:iam::${accountId}:role/team/blue/${RoleName}`)
    expect(await getRole(hallpass, RoleName)).toMatchObject({
      Path: '/team/blue/',
      Arn,
      Description: 'für <alle> & "jeden"\n',
      MaxSessionDuration: 43200,
      PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary },
      Tags: [
        { Key: 'b', Value: '' },
        { Key: 'a', Value: 'x y' },
      ],
    })
  })

  test('gives every role an id of its own', async ({ hallpass }) => {
    const RoleName = freshName()
    const first = await createRole(hallpass, { RoleName })
    await hallpass.iam.send(new DeleteRoleCommand({ RoleName }))
    expect((await createRole(hallpass, { RoleName })).RoleId).not.toBe(first.RoleId)
  })

  test.for([
    (name: string) => name,
    (name: string) => name.toUpperCase(),
  ])('refuses a name that is taken, in any case and on any path', async (spell, { hallpass }) => {
    const RoleName = freshName()
    await createRole(hallpass, { RoleName })
    await expect(createRole(hallpass, { RoleName: spell(RoleName), Path: '/elsewhere/' })).rejects.toMatchObject(
      refusal('EntityAlreadyExistsException', `Role with name ${spell(RoleName)} already exists.`, 409),
    )
  })

  test('lets one of many who create the same one at a time win', async ({ hallpass }) => {
    const RoleName = freshName()
    const answers = await Promise.allSettled(Array.from({ length: 8 }, () => createRole(hallpass, { RoleName })))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test.for<[member: Partial<CreateRoleRequest>, at: string, constraint: string]>([
    [{ RoleName: 'a b' }, 'roleName', 'Member must satisfy regular expression pattern: [\\w+=,.@-]+'],
    [{ RoleName: 'x'.repeat(65) }, 'roleName', 'Member must have length less than or equal to 64'],
    [{ Path: 'x/' }, 'path', 'Member must satisfy regular expression pattern: (\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)'],
    [{ Path: `/${'x'.repeat(511)}/` }, 'path', 'Member must have length less than or equal to 512'],
    [{ MaxSessionDuration: 3599 }, 'maxSessionDuration', 'Member must have value greater than or equal to 3600'],
    [{ MaxSessionDuration: 43201 }, 'maxSessionDuration', 'Member must have value less than or equal to 43200'],
    [{ Description: 'x'.repeat(1001) }, 'description', 'Member must have length less than or equal to 1000'],
    [
      { Description: '東' },
      'description',
      'Member must satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*',
    ],
    [{ PermissionsBoundary: 'arn:short' }, 'permissionsBoundary', 'Member must have length greater than or equal to 20'],
    [
      { Tags: Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: '' })) },
      'tags',
      'Member must have length less than or equal to 50',
    ],
    [{ Tags: [{ Key: 'x'.repeat(129), Value: '' }] }, 'tags.1.member.key', 'Member must have length less than or equal to 128'],
  ])('refuses %j', async ([member, at, constraint], { hallpass }) => {
    await expect(createRole(hallpass, member)).rejects.toMatchObject(
      refusal('ValidationError', `1 validation error detected: Value at '${at}' failed to satisfy constraint: ${constraint}`),
    )
  })

  test('says what is missing', async ({ hallpass }) => {
    const answer = await postAsRoot(hallpass, { Action: 'CreateRole' })
    expect(answer.status).toBe(400)
    expect(answer.body).toContain(
      '<Code>ValidationError</Code><Message>2 validation errors detected: ' +
        "Value null at 'roleName' failed to satisfy constraint: Member must not be null; " +
        "Value null at 'assumeRolePolicyDocument' failed to satisfy constraint: Member must not be null</Message>",
    )
  })

  test('makes the replacement of a role before the old one goes', async ({ hallpass, hallpass: { iam } }) => {
    const PolicyArn = await createPolicy(hallpass)
    const [old, replacement] = [await createRole(hallpass), await createRole(hallpass)]
    for (const { RoleName } of [old, replacement]) await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }))
    await iam.send(new DetachRolePolicyCommand({ RoleName: old.RoleName, PolicyArn }))
    await iam.send(new DeleteRoleCommand({ RoleName: old.RoleName }))
    expect(await getRole(hallpass, replacement.RoleName)).toMatchObject({ RoleId: replacement.RoleId })
    expect(await createRole(hallpass, { RoleName: old.RoleName })).toMatchObject({ Arn: old.Arn })
  })
})

describe('GetRole', () => {
  test('has the session duration and no last use; no tags where there are none', async ({ hallpass }) => {
    const { RoleName = '' } = await createRole(hallpass)
    const { status, body } = await postAsRoot(hallpass, { Action: 'GetRole', RoleName })
    expect(status).toBe(200)
    expect(body).toContain('<MaxSessionDuration>3600</MaxSessionDuration>')
    expect(body).toContain('<RoleLastUsed/>')
    expect(body).not.toContain('Tags')
    expect(body).not.toContain('Description')
    expect(body).not.toContain('PermissionsBoundary')
  })

  test('has its policy percent-encoded, character for character as it was uploaded', async ({ hallpass }) => {
    const document = `{ "Version": "2012-10-17",\r\n\t"Id": "100 % + é ~ ! * ' ( )", "Statement": {"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"*"}} }`
    const { RoleName = '' } = await createRole(hallpass, { AssumeRolePolicyDocument: document })
    const { body } = await postAsRoot(hallpass, { Action: 'GetRole', RoleName })
    const written = /<AssumeRolePolicyDocument>(.*)<\/AssumeRolePolicyDocument>/.exec(body)?.[1] ?? ''
    expect(written).toMatch(/^[A-Za-z0-9._~%-]+$/)
    expect(decodeURIComponent(written)).toBe(document)
  })

  test('finds a name only as it is spelled', async ({ hallpass }) => {
    const { RoleName = '' } = await createRole(hallpass)
    const other = RoleName.toUpperCase()
    await expect(getRole(hallpass, other)).rejects.toMatchObject(notFound(`The role with name ${other} cannot be found.`))
  })

  test('is what waiters wait for', async ({ hallpass: { iam }, hallpass }) => {
    const { RoleName } = await createRole(hallpass)
    expect(await waitUntilRoleExists({ client: iam, maxWaitTime: 5 }, { RoleName })).toMatchObject({ state: 'SUCCESS' })
  })
})

describe('ListRoles', () => {
  test('lists them by name, without tags, boundaries and last use', async () => {
    await withOwnServer(async (hallpass) => {
      await createRole(hallpass, { RoleName: 'b', Tags: [{ Key: 'a', Value: '1' }], Description: 'of b' })
      await createRole(hallpass, { RoleName: 'A', PermissionsBoundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess' })
      await createRole(hallpass, { RoleName: 'c', Path: '/x/' })
      const { Roles, IsTruncated, Marker } = await hallpass.iam.send(new ListRolesCommand({}))
      expect({ names: Roles?.map(({ RoleName }) => RoleName), IsTruncated, Marker }).toEqual({
        names: ['A', 'b', 'c'],
        IsTruncated: false,
        Marker: undefined,
      })
      expect(Roles?.[1]).toEqual({
        Path: '/',
        RoleName: 'b',
        RoleId: expect.any(String),
        Arn: `arn:aws:iam::${accountId}:role/b`,
        CreateDate: expect.any(Date),
        AssumeRolePolicyDocument: encodeURIComponent(trustPolicy),
        Description: 'of b',
        MaxSessionDuration: 3600,
      })
      expect(Roles?.[0]).not.toHaveProperty('PermissionsBoundary')
    })
  })

  test('has pages, and keeps to a path', async ({ hallpass, hallpass: { iam } }) => {
    const PathPrefix = `/${freshName()}`
    const names = ['a', 'B', 'c', 'D', 'e'].map((letter) => `${letter}-${freshName()}`)
    for (const RoleName of names) await createRole(hallpass, { RoleName, Path: `${PathPrefix}/x/` })
    const listed: (string | undefined)[] = []
    let Marker: string | undefined
    do {
      const page = await iam.send(new ListRolesCommand({ PathPrefix, MaxItems: 2, Marker }))
      expect(page.IsTruncated).toBe(page.Marker !== undefined)
      listed.push(...(page.Roles ?? []).map(({ RoleName }) => RoleName))
      Marker = page.Marker
    } while (Marker !== undefined)
    expect(listed).toEqual(names)
  })

  test('is empty, and says so, where there is none', async ({ hallpass }) => {
    const { body } = await postAsRoot(hallpass, { Action: 'ListRoles', PathPrefix: '/none/' })
    expect(body).toContain('<ListRolesResult><Roles/><IsTruncated>false</IsTruncated></ListRolesResult>')
  })

  test('refuses a marker of another list', async ({ hallpass, hallpass: { iam } }) => {
    const PathPrefix = `/${freshName()}/`
    for (const _ of [1, 2]) await createRole(hallpass, { Path: PathPrefix })
    const { Marker } = await iam.send(new ListRolesCommand({ PathPrefix, MaxItems: 1 }))
    for (const request of [{ Marker }, { PathPrefix, Marker: 'made up' }]) {
      await expect(iam.send(new ListRolesCommand(request))).rejects.toMatchObject(refusal('ValidationError', 'Invalid Marker.'))
    }
  })
})

describe('UpdateRole', () => {
  test('changes what it is given and leaves the rest', async ({ hallpass, hallpass: { iam } }) => {
    const { RoleName } = await createRole(hallpass, { Description: 'old' })
    await iam.send(new UpdateRoleCommand({ RoleName, MaxSessionDuration: 7200 }))
    expect(await getRole(hallpass, RoleName)).toMatchObject({ Description: 'old', MaxSessionDuration: 7200 })
    await iam.send(new UpdateRoleCommand({ RoleName, Description: 'new' }))
    await iam.send(new UpdateRoleCommand({ RoleName }))
    expect(await getRole(hallpass, RoleName)).toMatchObject({ Description: 'new', MaxSessionDuration: 7200 })
  })

  test('answers with an empty result', async ({ hallpass }) => {
    const { RoleName = '' } = await createRole(hallpass)
    const { body } = await postAsRoot(hallpass, { Action: 'UpdateRole', RoleName })
    expect(body).toMatch(
      /^<UpdateRoleResponse xmlns="https:\/\/iam\.amazonaws\.com\/doc\/2010-05-08\/"><UpdateRoleResult\/><ResponseMetadata>/,
    )
  })

  test('has a sister that answers with the role', async ({ hallpass, hallpass: { iam } }) => {
    const { RoleName, Arn, RoleId } = await createRole(hallpass, { Description: 'old', MaxSessionDuration: 7200 })
    const { Role } = await iam.send(new UpdateRoleDescriptionCommand({ RoleName, Description: '' }))
    expect(Role).toMatchObject({ RoleName, Arn, RoleId, Description: '' })
    expect(Role).not.toHaveProperty('MaxSessionDuration')
    expect(Role).not.toHaveProperty('RoleLastUsed')
    expect(await getRole(hallpass, RoleName)).toMatchObject({ Description: '', MaxSessionDuration: 7200 })
  })
})

describe('DeleteRole', () => {
  test('deletes it once', async ({ hallpass, hallpass: { iam } }) => {
    const { RoleName } = await createRole(hallpass, { PermissionsBoundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess' })
    await iam.send(new DeleteRoleCommand({ RoleName }))
    for (const again of [() => getRole(hallpass, RoleName), () => iam.send(new DeleteRoleCommand({ RoleName }))]) {
      await expect(again()).rejects.toMatchObject(notFound(`The role with name ${RoleName} cannot be found.`))
    }
  })

  test('has no result', async ({ hallpass }) => {
    const { RoleName = '' } = await createRole(hallpass)
    const { body } = await postAsRoot(hallpass, { Action: 'DeleteRole', RoleName })
    expect(body).toMatch(/^<DeleteRoleResponse xmlns="[^"]+"><ResponseMetadata><RequestId>[0-9a-f-]{36}<\/RequestId>/)
  })
})

test('a role has no instance profiles', async ({ hallpass }) => {
  const { RoleName = '' } = await createRole(hallpass)
  const { body } = await postAsRoot(hallpass, { Action: 'ListInstanceProfilesForRole', RoleName })
  expect(body).toContain('<InstanceProfiles/><IsTruncated>false</IsTruncated>')
})

test('a role that is not there cannot be changed', async ({ hallpass: { iam } }) => {
  const RoleName = noSuchName
  for (const command of [
    new UpdateRoleCommand({ RoleName, Description: 'x' }),
    new UpdateRoleDescriptionCommand({ RoleName, Description: 'x' }),
    new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trusting({ AWS: '*' }) }),
    new DeleteRoleCommand({ RoleName }),
    new ListInstanceProfilesForRoleCommand({ RoleName }),
  ]) {
    // The client's type does not take a union of commands.
    await expect(iam.send(command as DeleteRoleCommand)).rejects.toMatchObject(noSuchRole)
  }
})
