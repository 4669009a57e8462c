import { ListIdentityPoolsCommand, SetPrincipalTagAttributeMapCommand } from '@aws-sdk/client-cognito-identity'
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  ListRolesCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam'
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { describe, expect } from 'vitest'
import { accountId, type Hallpass, startHallpass } from '../hallpass.ts'
import { clientsOf, policyOf } from '../iam-users.ts'
import { assume, sdkCredentials } from '../sts-calls.ts'
import { poolTrust } from '../trusted-roles.ts'
import { createPool, known, realmArns, test } from './federation.ts'
import { getCredentials, getId, getToken, type Logins } from './identity-calls.ts'

const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess'
const refusal = {
  name: 'InvalidIdentityPoolConfigurationException',
  message: 'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
}

/** A new role with this trust policy, which may do everything. */
async function newRole({ iam }: Pick<Hallpass, 'iam'>, AssumeRolePolicyDocument = poolTrust()) {
  const RoleName = `role-${crypto.randomUUID()}`
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: administrator }))
  return { name: RoleName, arn: known(Role?.Arn) }
}

async function clientsFor(hallpass: Hallpass, identityId: string, logins?: Logins) {
  const { Credentials } = await getCredentials(hallpass, identityId, logins)
  const { AccessKeyId, SecretKey, SessionToken } = known(Credentials)
  return clientsOf(hallpass, sdkCredentials({ AccessKeyId, SecretAccessKey: SecretKey, SessionToken }))
}

describe('a role gives credentials', () => {
  test('to the identities of the pool that its trust policy names only', async ({ hallpass }) => {
    const { arn, name } = await newRole(hallpass)
    const [one, other] = [
      await createPool(hallpass, { Roles: { unauthenticated: arn } }),
      await createPool(hallpass, { Roles: { unauthenticated: arn } }),
    ]
    const PolicyDocument = poolTrust({ StringEquals: { 'cognito-identity.amazonaws.com:aud': one } })
    await hallpass.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: name, PolicyDocument }))
    expect(await getCredentials(hallpass, await getId(hallpass, one))).toHaveProperty('Credentials')
    await expect(getCredentials(hallpass, await getId(hallpass, other))).rejects.toMatchObject(refusal)
  })

  test('to those who signed in, or to guests, as its trust policy says', async ({ hallpass, realms }) => {
    const amr = (kind: string) => poolTrust({ 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': kind } })
    const [forUsers, forGuests] = [await newRole(hallpass, amr('authenticated')), await newRole(hallpass, amr('unauthenticated'))]
    const OpenIdConnectProviderARNs = realmArns(realms, ['a'])
    const logins = realms.logins({ a: 'ann' })
    const right = await createPool(hallpass, {
      OpenIdConnectProviderARNs,
      Roles: { authenticated: forUsers.arn, unauthenticated: forGuests.arn },
    })
    expect(await getCredentials(hallpass, await getId(hallpass, right))).toHaveProperty('Credentials')
    expect(await getCredentials(hallpass, await getId(hallpass, right, logins), logins)).toHaveProperty('Credentials')
    const wrong = await createPool(hallpass, {
      OpenIdConnectProviderARNs,
      Roles: { authenticated: forGuests.arn, unauthenticated: forUsers.arn },
    })
    await expect(getCredentials(hallpass, await getId(hallpass, wrong))).rejects.toMatchObject(refusal)
    await expect(getCredentials(hallpass, await getId(hallpass, wrong, logins), logins)).rejects.toMatchObject(refusal)
  })

  test('to users of one provider only, where it asks for it', async ({ hallpass, realms }) => {
    const condition = { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': `*:OIDC:ann` } }
    const { arn } = await newRole(hallpass, poolTrust(condition))
    const pool = await createPool(hallpass, { OpenIdConnectProviderARNs: realmArns(realms, ['a']), Roles: { authenticated: arn } })
    const [ann, bob] = [realms.logins({ a: 'ann' }), realms.logins({ a: 'bob' })]
    expect(await getCredentials(hallpass, await getId(hallpass, pool, ann), ann)).toHaveProperty('Credentials')
    await expect(getCredentials(hallpass, await getId(hallpass, pool, bob), bob)).rejects.toMatchObject(refusal)
  })

  test('with principal tags only where it allows sts:TagSession, and these tags', async ({ hallpass, realms }) => {
    const { arn, name } = await newRole(hallpass, poolTrust({ StringEquals: { 'aws:RequestTag/dept': 'hr' } }))
    const [providerArn = ''] = realmArns(realms, ['a'])
    const pool = await createPool(hallpass, { OpenIdConnectProviderARNs: [providerArn], Roles: { authenticated: arn } })
    const map = { IdentityPoolId: pool, IdentityProviderName: providerArn, PrincipalTags: { dept: 'dept' } }
    await hallpass.cognito.send(new SetPrincipalTagAttributeMapCommand(map))
    const login = (dept: string) => ({ [realms.name('a')]: realms.token('a', 'ann', { dept }) })
    const id = await getId(hallpass, pool, login('hr'))
    expect(await getCredentials(hallpass, id, login('hr'))).toHaveProperty('Credentials')
    await expect(getCredentials(hallpass, id, login('it'))).rejects.toMatchObject(refusal)

    const untagged = poolTrust().replace('"sts:TagSession"', '"sts:SetSourceIdentity"')
    await hallpass.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: name, PolicyDocument: untagged }))
    await expect(getCredentials(hallpass, id, login('hr'))).rejects.toMatchObject(refusal)
  })

  test('never where it is denied', async ({ hallpass }) => {
    const { Statement } = JSON.parse(poolTrust())
    const denying = { Version: '2012-10-17', Statement: [Statement, { ...Statement, Effect: 'Deny' }] }
    const { arn } = await newRole(hallpass, JSON.stringify(denying))
    const pool = await createPool(hallpass, { Roles: { unauthenticated: arn } })
    await expect(getCredentials(hallpass, await getId(hallpass, pool))).rejects.toMatchObject(refusal)
  })

  test('as long as it is there: those it gave end with it', async ({ hallpass }) => {
    const { arn, name } = await newRole(hallpass)
    const pool = await createPool(hallpass, { Roles: { unauthenticated: arn } })
    const id = await getId(hallpass, pool)
    const { sts } = await clientsFor(hallpass, id)
    expect(await sts.send(new GetCallerIdentityCommand({}))).toHaveProperty('Arn')
    await hallpass.iam.send(new DetachRolePolicyCommand({ RoleName: name, PolicyArn: administrator }))
    await hallpass.iam.send(new DeleteRoleCommand({ RoleName: name }))
    await expect(getCredentials(hallpass, id)).rejects.toMatchObject(refusal)
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'InvalidClientTokenId' })
    await hallpass.iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: poolTrust() }))
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'InvalidClientTokenId' })
    expect(await getCredentials(hallpass, id)).toHaveProperty('Credentials')
  })
})

describe('a guest of the enhanced flow', () => {
  test('may do no more than AWS lets guests do, though the role may do everything', async ({ hallpass }) => {
    const { arn } = await newRole(hallpass)
    const pool = await createPool(hallpass, { Roles: { unauthenticated: arn } })
    const { cognito, iam } = await clientsFor(hallpass, await getId(hallpass, pool))
    expect(await cognito.send(new ListIdentityPoolsCommand({ MaxResults: 1 }))).toHaveProperty('IdentityPools')
    await expect(iam.send(new ListRolesCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringMatching(/because no session policy allows the iam:ListRoles action$/),
    })
  })

  test('assumes no other role, though its trust policy names the very session', async ({ hallpass, realms }) => {
    const { arn, name } = await newRole(hallpass)
    const Roles = { authenticated: arn, unauthenticated: arn }
    const pool = await createPool(hallpass, { OpenIdConnectProviderARNs: realmArns(realms, ['a']), Roles })
    const session = `arn:aws:sts::${accountId}:assumed-role/${name}/CognitoIdentityCredentials`
    const Statement = { Effect: 'Allow', Principal: { AWS: session }, Action: 'sts:AssumeRole' }
    const target = await newRole(hallpass, JSON.stringify({ Version: '2012-10-17', Statement }))
    const assumption = new AssumeRoleCommand({ RoleArn: target.arn, RoleSessionName: 'further' })
    const guest = await clientsFor(hallpass, await getId(hallpass, pool))
    await expect(guest.sts.send(assumption)).rejects.toMatchObject({ name: 'AccessDenied' })
    const logins = realms.logins({ a: 'ann' })
    const user = await clientsFor(hallpass, await getId(hallpass, pool, logins), logins)
    expect(await user.sts.send(assumption)).toHaveProperty('Credentials')
  })

  test('is alone in that: a user, and a guest of the basic flow, have all of their role', async ({ hallpass, realms }) => {
    const { arn } = await newRole(hallpass)
    const pool = await createPool(hallpass, {
      AllowClassicFlow: true,
      OpenIdConnectProviderARNs: realmArns(realms, ['a']),
      Roles: { authenticated: arn, unauthenticated: arn },
    })
    const logins = realms.logins({ a: 'ann' })
    const user = await clientsFor(hallpass, await getId(hallpass, pool, logins), logins)
    expect(await user.iam.send(new ListRolesCommand({ MaxItems: 1 }))).toHaveProperty('Roles')

    const { token } = await getToken(hallpass, await getId(hallpass, pool))
    const { Credentials } = await assume(hallpass, { RoleArn: arn, WebIdentityToken: token })
    const guest = clientsOf(hallpass, sdkCredentials(Credentials))
    expect(await guest.iam.send(new ListRolesCommand({ MaxItems: 1 }))).toHaveProperty('Roles')
  })

  test('may be given other limits', async () => {
    const hallpass = await startHallpass({ guestSessionPolicy: policyOf({ Action: 'iam:ListRoles' }) })
    try {
      const { arn } = await newRole(hallpass)
      const pool = await createPool(hallpass, { Roles: { unauthenticated: arn } })
      const { cognito, iam } = await clientsFor(hallpass, await getId(hallpass, pool))
      expect(await iam.send(new ListRolesCommand({ MaxItems: 1 }))).toHaveProperty('Roles')
      await expect(cognito.send(new ListIdentityPoolsCommand({ MaxResults: 1 }))).rejects.toMatchObject({
        message: expect.stringContaining(`assumed-role/${arn.split('/').at(-1)}/CognitoIdentityCredentials`),
      })
    } finally {
      await hallpass.close()
    }
  })
})
