import {
  CreateRoleCommand,
  DeleteAccessKeyCommand,
  DeleteRoleCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  UpdateAccessKeyCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam'
import { type Credentials, GetCallerIdentityCommand, GetFederationTokenCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts'
import { describe, expect } from 'vitest'
import { accountId, type Hallpass, startHallpass, test } from '../hallpass.ts'
import { type NewUser, newUser } from '../iam-users.ts'
import { assumeAs, clientsWith, newRole, trustPolicy } from '../sts/new-role.ts'
import { sdkCredentials, stsAs } from '../sts-calls.ts'
import { refused, send } from '../support/json-wire.ts'

const message = 'The security token included in the request is invalid.'
const unknownAtSts = { name: 'InvalidClientTokenId', message, $metadata: { httpStatusCode: 403 } }
const unknownAtCognito = refused('UnrecognizedClientException', message)
const anybody = { Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }
const federating = { Action: 'sts:GetFederationToken' }

/** Somebody with temporary credentials of each kind, and the ARN that they sign as. */
const kinds: Record<string, (hallpass: Hallpass) => Promise<{ credentials: Credentials | undefined; arn: string }>> = {
  'an assumed role': async (hallpass) => {
    const { arn, name } = await newRole(hallpass, anybody)
    const { Credentials: credentials } = await assumeAs((await newUser(hallpass)).sts, arn)
    return { credentials, arn: expect.stringMatching(`^arn:aws:sts::${accountId}:assumed-role/${name}/`) }
  },
  'a user': async (hallpass) => {
    const user = await newUser(hallpass)
    return { credentials: (await user.sts.send(new GetSessionTokenCommand({}))).Credentials, arn: user.arn }
  },
  root: async (hallpass) => {
    const { Credentials: credentials } = await hallpass.sts.send(new GetSessionTokenCommand({}))
    return { credentials, arn: `arn:aws:iam::${accountId}:root` }
  },
  'a federated user': async (hallpass) => {
    const { Credentials: credentials } = await federate(await newUser(hallpass, [federating]))
    return { credentials, arn: `arn:aws:sts::${accountId}:federated-user/bob` }
  },
  'a federated user of root': async (hallpass) => {
    const { Credentials: credentials } = await federate(hallpass)
    return { credentials, arn: `arn:aws:sts::${accountId}:federated-user/bob` }
  },
}

describe.for(Object.entries(kinds))('a session of %s', ([, make]) => {
  test('signs at STS', async ({ hallpass }) => {
    const { credentials, arn } = await make(hallpass)
    expect(await arnOf(hallpass, credentials)).toEqual(arn)
  })

  test('signs on the JSON wire', async ({ hallpass }) => {
    const { credentials } = await make(hallpass)
    const answer = await listPools(hallpass, credentials)
    expect(answer.status === 200 || answer.text.includes('AccessDeniedException')).toBe(true)
  })

  test('is refused without its token, with that of another, and with a wrong secret', async ({ hallpass }) => {
    const [{ credentials }, other] = [await make(hallpass), await make(hallpass)]
    const forged: [Credentials, string, object][] = [
      [{ ...known(credentials), SessionToken: undefined }, 'InvalidClientTokenId', unknownAtCognito],
      [{ ...known(credentials), SessionToken: other.credentials?.SessionToken }, 'InvalidClientTokenId', unknownAtCognito],
      [{ ...known(credentials), AccessKeyId: other.credentials?.AccessKeyId }, 'InvalidClientTokenId', unknownAtCognito],
      [
        { ...known(credentials), SecretAccessKey: other.credentials?.SecretAccessKey },
        'SignatureDoesNotMatch',
        refused('InvalidSignatureException'),
      ],
    ]
    for (const [sent, name, refusal] of forged) {
      await expect(arnOf(hallpass, sent)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 403 } })
      expect(await listPools(hallpass, sent)).toMatchObject(refusal)
    }
  })

  test('is refused at a server of another account on the same data', async ({ hallpass }) => {
    const { credentials } = await make(hallpass)
    const other = await startHallpass({ dataDir: hallpass.dataDir, accountId: '210987654321' })
    try {
      await expect(arnOf(other, credentials)).rejects.toMatchObject(unknownAtSts)
    } finally {
      await other.close()
    }
  })

  test('is over at its end', async () => {
    const clock = { now: Date.now() }
    const hallpass = await startHallpass({ now: () => clock.now })
    try {
      const { credentials } = await make(hallpass)
      const end = Number(credentials?.Expiration)
      clock.now = end - 1000
      const before = await arnAt(hallpass, credentials, clock.now)
      clock.now = end
      const after = arnAt(hallpass, credentials, clock.now)
      expect(before).toMatch(/^arn:aws:/)
      await expect(after).rejects.toMatchObject({
        name: 'ExpiredToken',
        message: 'The security token included in the request is expired',
        $metadata: { httpStatusCode: 403 },
      })
      const atCognito = await send(hallpass, { ...listing, credentials: sdkCredentials(credentials), signing: { at: clock.now } })
      expect(atCognito).toMatchObject(refused('ExpiredTokenException', 'The security token included in the request is expired'))
    } finally {
      await hallpass.close()
    }
  })
})

describe('the session of a role', () => {
  test('is void once the role is deleted, also for one of the same name', async ({ hallpass }) => {
    const role = await newRole(hallpass, anybody)
    const { Credentials: credentials } = await assumeAs((await newUser(hallpass)).sts, role.arn)
    expect(await arnOf(hallpass, credentials)).toContain(role.name)
    await hallpass.iam.send(new DeleteRoleCommand({ RoleName: role.name }))
    await expect(arnOf(hallpass, credentials)).rejects.toMatchObject(unknownAtSts)
    expect(await listPools(hallpass, credentials)).toMatchObject(unknownAtCognito)

    await hallpass.iam.send(new CreateRoleCommand({ RoleName: role.name, AssumeRolePolicyDocument: trustPolicy(anybody) }))
    await expect(arnOf(hallpass, credentials)).rejects.toMatchObject(unknownAtSts)
  })

  test('outlives the user who assumed it', async ({ hallpass }) => {
    const user = await newUser(hallpass, [federating])
    const role = await newRole(hallpass, anybody)
    const { Credentials: credentials } = await assumeAs(user.sts, role.arn)
    await deleteUser(hallpass, user)
    expect(await arnOf(hallpass, credentials)).toContain(role.name)
  })
})

const ofUsers = {
  GetSessionToken: (user: NewUser) => user.sts.send(new GetSessionTokenCommand({})),
  GetFederationToken: federate,
}

describe.for(Object.entries(ofUsers))('a session that a user got from %s', ([, ask]) => {
  test('is void once he is deleted', async ({ hallpass }) => {
    const user = await newUser(hallpass, [federating])
    const { Credentials: credentials } = await ask(user)
    expect(await arnOf(hallpass, credentials)).toMatch(/^arn:aws:/)
    await deleteUser(hallpass, user)
    await expect(arnOf(hallpass, credentials)).rejects.toMatchObject(unknownAtSts)
    expect(await listPools(hallpass, credentials)).toMatchObject(unknownAtCognito)
  })

  test('goes on while his access key is inactive or gone, and under his new name', async ({ hallpass }) => {
    const user = await newUser(hallpass, [federating])
    const { Credentials: credentials } = await ask(user)
    const key = { UserName: user.name, AccessKeyId: user.credentials.accessKeyId }
    await hallpass.iam.send(new UpdateAccessKeyCommand({ ...key, Status: 'Inactive' }))
    expect(await arnOf(hallpass, credentials)).toMatch(/^arn:aws:/)
    await hallpass.iam.send(new DeleteAccessKeyCommand(key))
    expect(await arnOf(hallpass, credentials)).toMatch(/^arn:aws:/)
    await hallpass.iam.send(new UpdateUserCommand({ UserName: user.name, NewUserName: `renamed-${crypto.randomUUID()}` }))
    expect(await arnOf(hallpass, credentials)).toMatch(/:user\/renamed-|:federated-user\/bob$/)
  })
})

const listing = { operation: 'ListIdentityPools', body: '{"MaxResults":1}' }

function federate({ sts }: Pick<Hallpass, 'sts'>) {
  return sts.send(new GetFederationTokenCommand({ Name: 'bob' }))
}

async function deleteUser({ iam }: Hallpass, { name, credentials }: NewUser): Promise<void> {
  await iam.send(new DeleteUserPolicyCommand({ UserName: name, PolicyName: 'p' }))
  await iam.send(new DeleteAccessKeyCommand({ UserName: name, AccessKeyId: credentials.accessKeyId }))
  await iam.send(new DeleteUserCommand({ UserName: name }))
}

/** Whom STS takes the signer for. */
async function arnOf(hallpass: Hallpass, credentials: Partial<Credentials> | undefined): Promise<string | undefined> {
  return (await clientsWith(hallpass, credentials).sts.send(new GetCallerIdentityCommand({}))).Arn
}

/** {@link arnOf}, signed at this time, milliseconds since the epoch. */
async function arnAt(hallpass: Hallpass, credentials: Credentials | undefined, at: number): Promise<string | undefined> {
  return (await stsAs(hallpass, credentials, at - Date.now()).send(new GetCallerIdentityCommand({}))).Arn
}

function listPools(hallpass: Hallpass, credentials: Partial<Credentials> | undefined) {
  return send(hallpass, { ...listing, credentials: sdkCredentials(credentials) })
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('It is not there.')
  return value
}
