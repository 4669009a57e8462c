import {
  CreateAccessKeyCommand,
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
} from '@aws-sdk/client-iam'
import { describe, expect } from 'vitest'
import { type Realms, realmClientId, startRealms } from '../counterparts/realms.ts'
import { accountId, test as base, type Hallpass } from '../hallpass.ts'
import { clientsOf, newUser, policyOf } from '../iam-users.ts'
import { createPoolWithRoles } from '../pool-with-roles.ts'
import { assume, sdkCredentials } from '../sts-calls.ts'
import { assumeAs, clientsWith, newRole, type TrustStatement } from './new-role.ts'

// The scenarios of the IAM user guide (policy evaluation logic; principals; roles for web identity federation; session tags), one each.

const own = 'cognito-identity.amazonaws.com'
const ofPools = { Principal: { Federated: own }, Action: 'sts:AssumeRoleWithWebIdentity' }
const root = { Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: 'sts:AssumeRole' }

/** `test` with issuers below one address; `one` and `two` are registered for two clients. */
const test = base.extend<{ realms: Realms }>({
  realms: [
    async ({ hallpass }, use) => {
      const realms = await startRealms()
      for (const realm of ['one', 'two']) {
        const command = new CreateOpenIDConnectProviderCommand({ Url: realms.issuer(realm), ClientIDList: [realmClientId, 'other'] })
        await hallpass.iam.send(command)
      }
      await use(realms)
      await realms.close()
    },
    { scope: 'file' },
  ],
})

/** Whether a call is let through; anything but a denial is no answer. */
async function isAllowed(call: Promise<unknown>): Promise<boolean> {
  try {
    await call
    return true
  } catch (error) {
    if (error instanceof Error && error.name === 'AccessDenied') return false
    throw error
  }
}

async function takesToken(hallpass: Hallpass, trust: TrustStatement | readonly TrustStatement[], token: string): Promise<boolean> {
  const { arn } = await newRole(hallpass, trust)
  return isAllowed(assume(hallpass, { RoleArn: arn, WebIdentityToken: token }))
}

describe('a role for identities of a pool', () => {
  const usersOf = (poolId: string) => ({
    ...ofPools,
    Condition: { StringEquals: { [`${own}:aud`]: poolId }, 'ForAnyValue:StringLike': { [`${own}:amr`]: 'authenticated' } },
  })

  test('is for users of this pool, and not for guests nor for users of others', async ({ hallpass }) => {
    const [mine, other] = [await createPoolWithRoles(hallpass), await createPoolWithRoles(hallpass)]
    const trust = usersOf(mine.poolId)
    expect(await takesToken(hallpass, trust, (await mine.user('ann')).token)).toBe(true)
    expect(await takesToken(hallpass, trust, (await mine.guest()).token)).toBe(false)
    expect(await takesToken(hallpass, trust, (await other.user('ann')).token)).toBe(false)
  })

  test('finds a method among several without a set operator as well', async ({ hallpass }) => {
    const pool = await createPoolWithRoles(hallpass)
    const trust = { ...ofPools, Condition: { StringEquals: { [`${own}:amr`]: 'authenticated' } } }
    expect(await takesToken(hallpass, trust, (await pool.user('ann')).token)).toBe(true)
    expect(await takesToken(hallpass, trust, (await pool.guest()).token)).toBe(false)
  })

  test('may be for one identity', async ({ hallpass }) => {
    const pool = await createPoolWithRoles(hallpass)
    const [ann, bob] = [await pool.user('ann'), await pool.user('bob')]
    const trust = { ...ofPools, Condition: { StringEquals: { [`${own}:sub`]: ann.identityId } } }
    expect(await takesToken(hallpass, trust, ann.token)).toBe(true)
    expect(await takesToken(hallpass, trust, bob.token)).toBe(false)
  })

  test('may be for one developer provider’s users', async ({ hallpass }) => {
    const pool = await createPoolWithRoles(hallpass)
    const trust = (amr: string) => ({ ...ofPools, Condition: { 'ForAnyValue:StringLike': { [`${own}:amr`]: amr } } })
    const { token } = await pool.user('ann')
    expect(await takesToken(hallpass, trust(`login.app:${pool.poolId}:*`), token)).toBe(true)
    expect(await takesToken(hallpass, trust(`login.other:${pool.poolId}:*`), token)).toBe(false)
  })

  test('whose policy does not let tags pass takes no tagged token', async ({ hallpass }) => {
    const pool = await createPoolWithRoles(hallpass)
    const { token } = await pool.user('ann', { dept: 'hr' })
    expect(await takesToken(hallpass, ofPools, token)).toBe(false)
    expect(await takesToken(hallpass, { ...ofPools, Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] }, token)).toBe(true)
  })

  test('takes the tags that its policy names', async ({ hallpass }) => {
    const pool = await createPoolWithRoles(hallpass)
    const Action = ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession']
    const trust = { ...ofPools, Action, Condition: { StringEquals: { 'aws:RequestTag/dept': 'hr' } } }
    expect(await takesToken(hallpass, trust, (await pool.user('ann', { dept: 'hr' })).token)).toBe(true)
    expect(await takesToken(hallpass, trust, (await pool.user('ann', { dept: 'it' })).token)).toBe(false)
    expect(await takesToken(hallpass, trust, (await pool.user('ann')).token)).toBe(false)
  })

  test('takes nobody whom a deny excepts', async ({ hallpass }) => {
    const [mine, other] = [await createPoolWithRoles(hallpass), await createPoolWithRoles(hallpass)]
    const trust = [ofPools, { ...ofPools, Effect: 'Deny', Condition: { StringNotEquals: { [`${own}:aud`]: mine.poolId } } }]
    expect(await takesToken(hallpass, trust, (await mine.user('ann')).token)).toBe(true)
    expect(await takesToken(hallpass, trust, (await other.user('ann')).token)).toBe(false)
  })

  test('is for nobody else', async ({ hallpass, realms }) => {
    const pool = await createPoolWithRoles(hallpass)
    const { sts } = await newUser(hallpass, [{ Action: '*' }])
    const { arn } = await newRole(hallpass, { ...ofPools, Action: ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity'] })
    expect(await isAllowed(assume(hallpass, { RoleArn: arn, WebIdentityToken: realms.token('one', 'ann') }))).toBe(false)
    expect(await isAllowed(assumeAs(sts, arn))).toBe(false)
    expect(await isAllowed(assume(hallpass, { RoleArn: arn, WebIdentityToken: (await pool.guest()).token }))).toBe(true)
  })

  test('must be trusted for this very action', async ({ hallpass }) => {
    const { token } = await (await createPoolWithRoles(hallpass)).guest()
    expect(await takesToken(hallpass, { ...ofPools, Action: 'sts:AssumeRole' }, token)).toBe(false)
    expect(await takesToken(hallpass, { ...ofPools, Action: 'sts:AssumeRole*' }, token)).toBe(true)
  })

  test('sees the session’s name and the address, and nothing of a signer', async ({ hallpass }) => {
    const { token } = await (await createPoolWithRoles(hallpass)).guest()
    const when = (Condition: object) => takesToken(hallpass, { ...ofPools, Condition }, token)
    expect(await when({ StringEquals: { 'sts:RoleSessionName': 'web' }, IpAddress: { 'aws:SourceIp': '127.0.0.1' } })).toBe(true)
    expect(await when({ StringEquals: { 'sts:RoleSessionName': 'other' } })).toBe(false)
    expect(await when({ Null: { 'aws:PrincipalArn': 'true', 'aws:userid': 'true', 'aws:PrincipalAccount': 'true' } })).toBe(true)
    expect(await when({ Bool: { 'aws:SecureTransport': 'true' } })).toBe(false)
  })
})

describe('a role for users of an OpenID Connect provider', () => {
  const trusting = (realms: Realms, condition: object = {}) => ({
    Principal: { Federated: `arn:aws:iam::${accountId}:oidc-provider/${realms.name('one')}` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: condition,
  })

  test('is not for users of another', async ({ hallpass, realms }) => {
    const trust = trusting(realms, { StringEquals: { [`${realms.name('one')}:aud`]: realmClientId } })
    expect(await takesToken(hallpass, trust, realms.token('one', 'ann'))).toBe(true)
    expect(await takesToken(hallpass, trust, realms.token('two', 'ann'))).toBe(false)
  })

  test('sees the clients that the token is for and that the provider has, all of them', async ({ hallpass, realms }) => {
    const token = realms.token('one', 'ann', { aud: ['stranger', 'other', realmClientId] })
    const when = (aud: string, operator = 'StringEquals') =>
      takesToken(hallpass, trusting(realms, { [operator]: { [`${realms.name('one')}:aud`]: aud } }), token)
    expect([await when('other'), await when(realmClientId), await when('stranger')]).toEqual([true, true, false])
    expect(await when('stranger', 'ForAnyValue:StringEquals')).toBe(false)
    expect(await when('other', 'ForAllValues:StringEquals')).toBe(false)
  })

  test('sees the client in azp alone where there is one', async ({ hallpass, realms }) => {
    const token = realms.token('one', 'ann', { azp: 'other', aud: [realmClientId, 'other'] })
    const when = (aud: string) => takesToken(hallpass, trusting(realms, { StringEquals: { [`${realms.name('one')}:aud`]: aud } }), token)
    expect([await when('other'), await when(realmClientId)]).toEqual([true, false])
  })

  test('sees the subject and the methods, and no other claim', async ({ hallpass, realms }) => {
    const name = realms.name('one')
    const token = realms.token('one', 'ann', { amr: ['pwd', 'otp'], email: 'ann@example.com', iss_x: 'x' })
    const when = (condition: object) => takesToken(hallpass, trusting(realms, condition), token)
    expect(await when({ StringLike: { [`${name}:sub`]: 'a*' } })).toBe(true)
    expect(await when({ StringEquals: { [`${name}:sub`]: 'bob' } })).toBe(false)
    expect(await when({ 'ForAnyValue:StringEquals': { [`${name}:amr`]: 'otp' } })).toBe(true)
    expect(await when({ StringEquals: { [`${name}:email`]: 'ann@example.com' } })).toBe(false)
    expect(await when({ Null: { [`${name}:oaud`]: 'true', [`${name}:azp`]: 'true', [`${name}:iss`]: 'true' } })).toBe(true)
  })
})

describe('a role for an account', () => {
  test('is for users whom a policy of theirs allows it', async ({ hallpass }) => {
    const { arn } = await newRole(hallpass, root)
    const allowed = await newUser(hallpass, [{ Action: 'sts:AssumeRole', Resource: arn }])
    const [without, elsewhere] = [await newUser(hallpass), await newUser(hallpass, [{ Action: 'sts:AssumeRole', Resource: `${arn}x` }])]
    const denied = await newUser(hallpass, [{ Action: '*' }, { Effect: 'Deny', Action: 'sts:AssumeRole', Resource: arn }])
    expect(await isAllowed(assumeAs(allowed.sts, arn))).toBe(true)
    for (const { sts } of [without, elsewhere, denied]) expect(await isAllowed(assumeAs(sts, arn))).toBe(false)
  })

  test('may be named by the account’s number', async ({ hallpass }) => {
    const { arn } = await newRole(hallpass, { ...root, Principal: { AWS: accountId } })
    expect(await isAllowed(assumeAs((await newUser(hallpass, [{ Action: 'sts:*' }])).sts, arn))).toBe(true)
    expect(await isAllowed(assumeAs((await newUser(hallpass)).sts, arn))).toBe(false)
  })

  test('of somebody else is for nobody here', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass, [{ Action: '*' }])
    const { arn } = await newRole(hallpass, { ...root, Principal: { AWS: '210987654321' } })
    expect(await isAllowed(assumeAs(sts, arn))).toBe(false)
  })

  test('asks for the external id', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass, [{ Action: 'sts:AssumeRole' }])
    const { arn } = await newRole(hallpass, { ...root, Condition: { StringEquals: { 'sts:ExternalId': 'X1' } } })
    expect(await isAllowed(assumeAs(sts, arn, { ExternalId: 'X1' }))).toBe(true)
    for (const ExternalId of [undefined, 'x1', 'X2']) expect(await isAllowed(assumeAs(sts, arn, { ExternalId }))).toBe(false)
  })

  test('may ask that a session be named after its user', async ({ hallpass }) => {
    const trust = { ...root, Condition: { StringLike: { 'sts:RoleSessionName': '${aws:username}' } } }
    const { arn } = await newRole(hallpass, trust, { statements: [{ Action: 'sts:AssumeRole' }] })
    const { sts, name } = await newUser(hallpass, [{ Action: 'sts:AssumeRole' }])
    const { Credentials } = await assumeAs(sts, arn, { RoleSessionName: name })
    expect(await isAllowed(assumeAs(sts, arn, { RoleSessionName: 'other' }))).toBe(false)
    // A session has no user name.
    expect(await isAllowed(assumeAs(clientsWith(hallpass, Credentials).sts, arn, { RoleSessionName: name }))).toBe(false)
  })

  test('may be trusted with all of STS', async ({ hallpass }) => {
    const { arn } = await newRole(hallpass, { ...root, Action: 'sts:*' })
    expect(await isAllowed(assumeAs((await newUser(hallpass, [{ Action: 'sts:AssumeRole' }])).sts, arn))).toBe(true)
    expect(await isAllowed(assumeAs((await newUser(hallpass)).sts, arn))).toBe(false)
  })
})

describe('a role for a user', () => {
  test('needs no policy of his, nor his boundary’s leave', async ({ hallpass }) => {
    const PolicyDocument = policyOf({ Action: 's3:*' })
    const { Policy } = await hallpass.iam.send(new CreatePolicyCommand({ PolicyName: `b-${crypto.randomUUID()}`, PolicyDocument }))
    const [plain, bounded] = [await newUser(hallpass), await newUser(hallpass, [], { boundary: String(Policy?.Arn) })]
    for (const { sts, arn: AWS } of [plain, bounded]) {
      const { arn } = await newRole(hallpass, { Principal: { AWS }, Action: 'sts:AssumeRole' })
      expect(await isAllowed(assumeAs(sts, arn))).toBe(true)
      expect(await isAllowed(assumeAs((await newUser(hallpass)).sts, arn))).toBe(false)
    }
  })

  test('heeds what his own policies deny', async ({ hallpass }) => {
    const { sts, arn: AWS } = await newUser(hallpass, [{ Effect: 'Deny', Action: 'sts:*' }])
    const { arn } = await newRole(hallpass, { Principal: { AWS }, Action: 'sts:AssumeRole' })
    expect(await isAllowed(assumeAs(sts, arn))).toBe(false)
  })

  test('is not for another user of the same name', async ({ hallpass }) => {
    const { iam } = hallpass
    const { sts, arn: AWS, name, credentials } = await newUser(hallpass)
    const { arn } = await newRole(hallpass, { Principal: { AWS }, Action: 'sts:AssumeRole' })
    expect(await isAllowed(assumeAs(sts, arn))).toBe(true)
    await iam.send(new DeleteAccessKeyCommand({ UserName: name, AccessKeyId: credentials.accessKeyId }))
    await iam.send(new DeleteUserCommand({ UserName: name }))
    await iam.send(new CreateUserCommand({ UserName: name }))
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: name }))
    expect(await isAllowed(assumeAs(clientsOf(hallpass, sdkCredentials(AccessKey)).sts, arn))).toBe(false)
  })

  test('may be closed over plain http', async ({ hallpass }) => {
    const { sts, arn: AWS } = await newUser(hallpass)
    const trust = [
      { Principal: { AWS }, Action: 'sts:AssumeRole' },
      { Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sts:AssumeRole', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ]
    expect(await isAllowed(assumeAs(sts, (await newRole(hallpass, trust)).arn))).toBe(false)
  })
})

describe('a role for a role', () => {
  const anybody = { Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }

  test('is for each of its sessions', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass)
    const [a, b] = [await newRole(hallpass, anybody), await newRole(hallpass, anybody)]
    const { arn } = await newRole(hallpass, { Principal: { AWS: a.arn }, Action: 'sts:AssumeRole' })
    for (const RoleSessionName of ['s1', 's2']) {
      const { Credentials } = await assumeAs(sts, a.arn, { RoleSessionName })
      expect(await isAllowed(assumeAs(clientsWith(hallpass, Credentials).sts, arn))).toBe(true)
    }
    const { Credentials } = await assumeAs(sts, b.arn)
    expect(await isAllowed(assumeAs(clientsWith(hallpass, Credentials).sts, arn))).toBe(false)
    expect(await isAllowed(assumeAs(sts, arn))).toBe(false)
  })

  test('may be for one session of it', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass)
    const a = await newRole(hallpass, anybody)
    const Principal = { AWS: `arn:aws:sts::${accountId}:assumed-role/${a.name}/s1` }
    const { arn } = await newRole(hallpass, { Principal, Action: 'sts:AssumeRole' })
    for (const [RoleSessionName, expected] of [
      ['s1', true],
      ['s2', false],
    ] as const) {
      const { Credentials } = await assumeAs(sts, a.arn, { RoleSessionName })
      expect(await isAllowed(assumeAs(clientsWith(hallpass, Credentials).sts, arn))).toBe(expected)
    }
  })

  test('is out of reach for a session whose policy leaves it out', async ({ hallpass }) => {
    const { sts } = await newUser(hallpass)
    const a = await newRole(hallpass, anybody, { statements: [{ Action: '*' }] })
    const { arn } = await newRole(hallpass, { Principal: { AWS: a.arn }, Action: 'sts:AssumeRole' })
    const { Credentials } = await assumeAs(sts, a.arn, { Policy: policyOf({ Action: 'iam:*' }) })
    expect(await isAllowed(assumeAs(clientsWith(hallpass, Credentials).sts, arn))).toBe(false)
  })
})
