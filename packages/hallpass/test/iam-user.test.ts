import { DeleteUserCommand, ListUsersCommand, UpdateUserCommand, waitUntilUserExists } from '@aws-sdk/client-iam'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { describe, expect } from 'vitest'
import { accountId, test } from './hallpass.ts'
import { createKey } from './iam-access-keys.ts'
import { allowing, createUser, families, freshName, getUser, noSuchName, notFound, postAsRoot, refusal } from './iam-entities.ts'
import { stsAs, withOwnServer } from './sts-calls.ts'

const noSuchUser = notFound(`The user with name ${noSuchName} cannot be found.`)
const [, userFamily] = families

describe('CreateUser', () => {
  test('answers with the user', async ({ hallpass }) => {
    const UserName = freshName()
    const user = await createUser(hallpass, { UserName })
    expect(user).toEqual({
      Path: '/',
      UserName,
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
      Arn: `arn:aws:iam::${accountId}:user/${UserName}`,
      CreateDate: expect.any(Date),
    })
    expect(await getUser(hallpass, UserName)).toEqual(user)
  })

  test('keeps what it was given', async ({ hallpass }) => {
    const boundary = 'arn:aws:iam::aws:policy/ReadOnlyAccess'
    const Tags = [{ Key: 'team', Value: '' }]
    const user = await createUser(hallpass, { Path: '/a/b/', PermissionsBoundary: boundary, Tags })
    expect(user).toMatchObject({
      Path: '/a/b/',
      Arn: `arn:aws:iam::${accountId}:user/a/b/${user.UserName}`,
      PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary },
      Tags,
    })
    expect(await getUser(hallpass, user.UserName)).toEqual(user)
  })

  test('refuses a name that is taken, in any case', async ({ hallpass }) => {
    const { UserName = '' } = await createUser(hallpass)
    for (const name of [UserName, UserName.toUpperCase()]) {
      await expect(createUser(hallpass, { UserName: name })).rejects.toMatchObject(
        refusal('EntityAlreadyExistsException', `User with name ${name} already exists.`, 409),
      )
    }
  })

  test('refuses what is no name', async ({ hallpass }) => {
    await expect(createUser(hallpass, { UserName: 'a/b' })).rejects.toMatchObject(
      refusal(
        'ValidationError',
        "1 validation error detected: Value at 'userName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]+",
      ),
    )
  })
})

describe('GetUser', () => {
  test('answers root about itself, which has no name', async ({ hallpass }) => {
    const root = await getUser(hallpass)
    expect(root).toMatchObject({ Arn: `arn:aws:iam::${accountId}:root`, UserId: accountId })
    expect(root).not.toHaveProperty('UserName')
  })

  test('finds a name only as it is spelled', async ({ hallpass }) => {
    const { UserName = '' } = await createUser(hallpass)
    const other = UserName.toUpperCase()
    await expect(getUser(hallpass, other)).rejects.toMatchObject(notFound(`The user with name ${other} cannot be found.`))
  })

  test('is what waiters wait for', async ({ hallpass: { iam }, hallpass }) => {
    const { UserName } = await createUser(hallpass)
    expect(await waitUntilUserExists({ client: iam, maxWaitTime: 5 }, { UserName })).toMatchObject({ state: 'SUCCESS' })
  })
})

describe('ListUsers', () => {
  test('lists them by name, without tags and boundaries, in pages', async () => {
    await withOwnServer(async (hallpass) => {
      const boundary = 'arn:aws:iam::aws:policy/ReadOnlyAccess'
      const created = await createUser(hallpass, { UserName: 'b', Tags: [{ Key: 'a', Value: '1' }], PermissionsBoundary: boundary })
      for (const UserName of ['C', 'a']) await createUser(hallpass, { UserName })
      const first = await hallpass.iam.send(new ListUsersCommand({ MaxItems: 2 }))
      const { Tags: _, PermissionsBoundary: __, ...listed } = created
      expect(first).toMatchObject({ IsTruncated: true, Users: [{ UserName: 'a' }, { UserName: 'b' }] })
      expect(first.Users?.[1]).toEqual(listed)
      const second = await hallpass.iam.send(new ListUsersCommand({ Marker: first.Marker }))
      expect(second).toMatchObject({ IsTruncated: false, Users: [{ UserName: 'C' }] })
    })
  })

  test('keeps to a path, or to the beginning of one', async ({ hallpass, hallpass: { iam } }) => {
    const start = `/${freshName()}`
    const { UserName } = await createUser(hallpass, { Path: `${start}-more/` })
    const list = async (PathPrefix: string) => (await iam.send(new ListUsersCommand({ PathPrefix }))).Users?.map((user) => user.UserName)
    expect(await list(start)).toEqual([UserName])
    expect(await list(`${start}/`)).toEqual([])
  })
})

describe('UpdateUser', () => {
  test('renames and moves the user, who stays the same', async ({ hallpass, hallpass: { iam } }) => {
    const { UserName = '', UserId, CreateDate } = await createUser(hallpass, { Tags: [{ Key: 'a', Value: '1' }] })
    await userFamily?.putPolicy(hallpass, UserName, 'p', allowing('s3:Get*'))
    const key = await createKey(hallpass, UserName)
    const NewUserName = freshName()
    await iam.send(new UpdateUserCommand({ UserName, NewUserName, NewPath: '/new/' }))
    const Arn = `arn:aws:iam::${accountId}:user/new/${NewUserName}`
    expect(await getUser(hallpass, NewUserName)).toEqual({
      Path: '/new/',
      UserName: NewUserName,
      UserId,
      Arn,
      CreateDate,
      Tags: [{ Key: 'a', Value: '1' }],
    })
    await expect(getUser(hallpass, UserName)).rejects.toMatchObject(notFound(`The user with name ${UserName} cannot be found.`))
    expect(await userFamily?.listPolicies(hallpass, NewUserName)).toMatchObject({ PolicyNames: ['p'] })
    expect(await stsAs(hallpass, key).send(new GetCallerIdentityCommand({}))).toMatchObject({ UserId, Arn })
  })

  test('changes nothing that is not given', async ({ hallpass, hallpass: { iam } }) => {
    const user = await createUser(hallpass, { Path: '/a/' })
    await iam.send(new UpdateUserCommand({ UserName: user.UserName }))
    expect(await getUser(hallpass, user.UserName)).toEqual(user)
  })

  test('changes the case of a name', async ({ hallpass, hallpass: { iam } }) => {
    const { UserName = '' } = await createUser(hallpass)
    await iam.send(new UpdateUserCommand({ UserName, NewUserName: UserName.toUpperCase() }))
    expect(await getUser(hallpass, UserName.toUpperCase())).toMatchObject({ UserName: UserName.toUpperCase() })
  })

  test('keeps both of two changes, or refuses one', async ({ hallpass, hallpass: { iam } }) => {
    const { UserName } = await createUser(hallpass)
    const NewUserName = freshName()
    const answers = await Promise.allSettled([
      iam.send(new UpdateUserCommand({ UserName, NewPath: '/new/' })),
      iam.send(new UpdateUserCommand({ UserName, NewUserName })),
    ])
    const [isMoved, isRenamed] = answers.map(({ status }) => status === 'fulfilled')
    const user = await getUser(hallpass, isRenamed ? NewUserName : UserName)
    expect(user.Path).toBe(isMoved ? '/new/' : '/')
  })

  test("refuses another's name, in any case", async ({ hallpass, hallpass: { iam } }) => {
    const { UserName } = await createUser(hallpass)
    const other = (await createUser(hallpass)).UserName?.toUpperCase()
    await expect(iam.send(new UpdateUserCommand({ UserName, NewUserName: other }))).rejects.toMatchObject(
      refusal('EntityAlreadyExistsException', `User with name ${other} already exists.`, 409),
    )
    expect(await getUser(hallpass, UserName)).toMatchObject({ UserName })
  })
})

describe('DeleteUser', () => {
  test('deletes him once', async ({ hallpass, hallpass: { iam } }) => {
    const { UserName } = await createUser(hallpass)
    await iam.send(new DeleteUserCommand({ UserName }))
    for (const again of [() => getUser(hallpass, UserName), () => iam.send(new DeleteUserCommand({ UserName }))]) {
      await expect(again()).rejects.toMatchObject(notFound(`The user with name ${UserName} cannot be found.`))
    }
  })
})

test('a user who is not there cannot be read or changed', async ({ hallpass, hallpass: { iam } }) => {
  const UserName = noSuchName
  await expect(getUser(hallpass, UserName)).rejects.toMatchObject(noSuchUser)
  await expect(iam.send(new UpdateUserCommand({ UserName, NewPath: '/x/' }))).rejects.toMatchObject(noSuchUser)
  await expect(iam.send(new DeleteUserCommand({ UserName }))).rejects.toMatchObject(noSuchUser)
})

test.for([
  ['ListGroupsForUser', 'Groups'],
  ['ListMFADevices', 'MFADevices'],
  ['ListServiceSpecificCredentials', 'ServiceSpecificCredentials'],
  ['ListSigningCertificates', 'Certificates'],
  ['ListSSHPublicKeys', 'SSHPublicKeys'],
] as const)('%s of a user is empty', async ([Action, member], { hallpass }) => {
  const { UserName = '' } = await createUser(hallpass)
  const { body } = await postAsRoot(hallpass, { Action, UserName })
  expect(body).toContain(`<${Action}Result><${member}/><IsTruncated>false</IsTruncated></${Action}Result>`)
  const missing = await postAsRoot(hallpass, { Action, UserName: noSuchName })
  expect(missing).toMatchObject({ status: 404, body: expect.stringContaining(noSuchUser.message) })
})

test.for([
  ['ListAccountAliases', 'AccountAliases'],
  ['ListMFADevices', 'MFADevices'],
  ['ListVirtualMFADevices', 'VirtualMFADevices'],
] as const)('%s of root is empty, and has no second page', async ([Action, member], { hallpass }) => {
  const { body } = await postAsRoot(hallpass, { Action })
  expect(body).toContain(`<${Action}Result><${member}/><IsTruncated>false</IsTruncated></${Action}Result>`)
  const answer = await postAsRoot(hallpass, { Action, Marker: 'made-up' })
  expect(answer).toMatchObject({ status: 400, body: expect.stringContaining('<Code>ValidationError</Code><Message>Invalid Marker.<') })
})

test.for(['GetLoginProfile', 'DeleteLoginProfile'])('%s finds nothing', async (Action, { hallpass }) => {
  const { UserName = '' } = await createUser(hallpass)
  expect(await postAsRoot(hallpass, { Action, UserName })).toMatchObject({
    status: 404,
    body: expect.stringContaining(`<Code>NoSuchEntity</Code><Message>Login Profile for User ${UserName} cannot be found.</Message>`),
  })
  const missing = await postAsRoot(hallpass, { Action, UserName: noSuchName })
  expect(missing).toMatchObject({ status: 404, body: expect.stringContaining(noSuchUser.message) })
})
