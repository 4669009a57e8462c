import {
  DeleteRoleCommand,
  DeleteUserCommand,
  ListRolesCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam'
import { describe, expect } from 'vitest'
import { accountId, type Hallpass, test } from './hallpass.ts'
import { createRole, createUser, freshName, getRole, refusal, trusting, trustPolicy } from './iam-entities.ts'

const malformed = (message: string) => refusal('MalformedPolicyDocumentException', message)

describe('a trust policy', () => {
  test('is replaced as a whole', async ({ hallpass, hallpass: { iam } }) => {
    const { RoleName } = await createRole(hallpass)
    const PolicyDocument = `${trusting({ AWS: accountId })}\n`
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }))
    expect(await shown(hallpass, RoleName)).toBe(PolicyDocument)
  })

  test.for([
    ['not valid json', 'This policy contains invalid Json'],
    [trusting({}), 'Syntax errors in policy.'],
    [trusting('*'), 'AssumeRolepolicy contained an invalid principal: "STAR":"*".'],
    [trustPolicy.replace('sts:AssumeRole', 's3:GetObject'), 'AssumeRole policy may only specify STS AssumeRole actions.'],
    [trustPolicy.replace('"Action"', '"Resource":"*","Action"'), 'Has prohibited field Resource'],
  ] as const)('is refused where it is %s', async ([PolicyDocument, message], { hallpass, hallpass: { iam } }) => {
    const { RoleName } = await createRole(hallpass)
    await expect(iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }))).rejects.toMatchObject(malformed(message))
    await expect(createRole(hallpass, { AssumeRolePolicyDocument: PolicyDocument })).rejects.toMatchObject(malformed(message))
    expect(await shown(hallpass, RoleName)).toBe(trustPolicy)
  })

  test('has 2,048 characters at most, white space not counted', async ({ hallpass, hallpass: { iam } }) => {
    const { RoleName } = await createRole(hallpass)
    const padded = (size: number) => {
      const empty = `{"Version":"2012-10-17","Id":"","Statement":${JSON.stringify(JSON.parse(trustPolicy).Statement)}}`
      return empty.replace('"Id":""', `"Id" : ${' \n'.repeat(2000)}"${'x'.repeat(size - empty.length)}"`)
    }
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: padded(2048) }))
    await expect(iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: padded(2049) }))).rejects.toMatchObject(
      refusal('LimitExceededException', 'Cannot exceed quota for ACLSizePerRole: 2048', 409),
    )
  })
})

describe('a principal of our account', () => {
  test.for(['role', 'user'] as const)('that is a %s must be there, under its whole ARN', async (kind, { hallpass }) => {
    const name = freshName()
    const path = '/team/blue/'
    if (kind === 'role') await createRole(hallpass, { RoleName: name, Path: path })
    else await createUser(hallpass, { UserName: name, Path: path })
    const arn = `arn:aws:iam::${accountId}:${kind}${path}${name}`
    expect(await trustingRole(hallpass, { AWS: [arn, accountId] })).toBeDefined()
    const wrong = [
      arn.replace(path, '/'),
      arn.replace(name, name.toUpperCase()),
      arn.replace(kind, kind === 'role' ? 'user' : 'role'),
      `arn:aws:iam::${accountId}:${kind}/nobody`,
    ]
    for (const other of wrong) {
      await expect(trustingRole(hallpass, { AWS: other })).rejects.toMatchObject(malformed(`Invalid principal in policy: "AWS":"${other}"`))
    }
  })

  test('is not the role that is being created', async ({ hallpass }) => {
    const RoleName = freshName()
    const arn = `arn:aws:iam::${accountId}:role/${RoleName}`
    await expect(createRole(hallpass, { RoleName, AssumeRolePolicyDocument: trusting({ AWS: arn }) })).rejects.toMatchObject(
      malformed(`Invalid principal in policy: "AWS":"${arn}"`),
    )
  })

  test.for([
    '*',
    accountId,
    '999999999999',
    `arn:aws:iam::${accountId}:root`,
    'arn:aws:iam::999999999999:role/x',
    'arn:aws:iam::999999999999:user/x/y',
    `arn:aws:sts::${accountId}:assumed-role/x/y`,
    'AROAAAAAAAAAAAAAAAAAA',
  ])('need not be there where it is %s', async (principal, { hallpass }) => {
    const { AssumeRolePolicyDocument = '' } = await createRole(hallpass, { AssumeRolePolicyDocument: trusting({ AWS: principal }) })
    expect(decodeURIComponent(AssumeRolePolicyDocument)).toBe(trusting({ AWS: principal }))
  })

  test('is shown as its id once it has gone, though another of its name came', async ({ hallpass, hallpass: { iam } }) => {
    const role = await createRole(hallpass)
    const user = await createUser(hallpass)
    const trusted = await trustingRole(hallpass, { AWS: [role.Arn, user.Arn] })
    expect(await shown(hallpass, trusted)).toBe(trusting({ AWS: [role.Arn, user.Arn] }))

    await iam.send(new DeleteRoleCommand({ RoleName: role.RoleName }))
    await createRole(hallpass, { RoleName: role.RoleName })
    expect(await shown(hallpass, trusted)).toBe(trusting({ AWS: [role.RoleId, user.Arn] }))

    await iam.send(new DeleteUserCommand({ UserName: user.UserName }))
    const { Roles } = await iam.send(new ListRolesCommand({ MaxItems: 1000 }))
    const listed = Roles?.find(({ RoleName }) => RoleName === trusted)
    expect(decodeURIComponent(listed?.AssumeRolePolicyDocument ?? '')).toBe(trusting({ AWS: [role.RoleId, user.UserId] }))
  })

  test('is shown under its new name', async ({ hallpass, hallpass: { iam } }) => {
    const { UserName, Arn } = await createUser(hallpass)
    const trusted = await trustingRole(hallpass, { AWS: Arn })
    const NewUserName = freshName()
    await iam.send(new UpdateUserCommand({ UserName, NewUserName, NewPath: '/moved/' }))
    expect(await shown(hallpass, trusted)).toBe(trusting({ AWS: `arn:aws:iam::${accountId}:user/moved/${NewUserName}` }))
  })

  test('is the new one of its name once the policy is uploaded again', async ({ hallpass, hallpass: { iam } }) => {
    const { RoleName: principal, Arn } = await createRole(hallpass)
    const trusted = await trustingRole(hallpass, { AWS: Arn })
    await iam.send(new DeleteRoleCommand({ RoleName: principal }))
    const again = () => iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: trusted, PolicyDocument: trusting({ AWS: Arn }) }))
    await expect(again()).rejects.toMatchObject(malformed(`Invalid principal in policy: "AWS":"${Arn}"`))
    await createRole(hallpass, { RoleName: principal })
    await again()
    expect(await shown(hallpass, trusted)).toBe(trusting({ AWS: Arn }))
  })
})

/** The name of a new role that trusts this principal. */
async function trustingRole(hallpass: Hallpass, principal: unknown): Promise<string | undefined> {
  return (await createRole(hallpass, { AssumeRolePolicyDocument: trusting(principal) })).RoleName
}

async function shown(hallpass: Hallpass, RoleName: string | undefined): Promise<string> {
  return decodeURIComponent((await getRole(hallpass, RoleName)).AssumeRolePolicyDocument ?? '')
}
