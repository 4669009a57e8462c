import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  GetAccessKeyLastUsedCommand,
  UpdateAccessKeyCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { describe, expect, vi } from 'vitest'
import { makeAccessKeyId } from '../../src/session/access-key-id.ts'
import { accountId, type Hallpass, region, startHallpass, test } from '../hallpass.ts'
import { newUser } from '../iam-users.ts'
import { refused, send } from '../support/json-wire.ts'
import type { SigningCredentials } from '../support/sign-request.ts'

const invalid = 'The security token included in the request is invalid.'
const invalidAtSts = { name: 'InvalidClientTokenId', message: invalid, $metadata: { httpStatusCode: 403 } }
const invalidAtCognito = refused('UnrecognizedClientException', invalid)

describe('the access key of a user', () => {
  test('signs for him on both wires', async ({ hallpass }) => {
    const user = await newUser(hallpass)
    const { UserId, Arn, Account } = await user.sts.send(new GetCallerIdentityCommand({}))
    expect({ Arn, Account }).toEqual({ Arn: user.arn, Account: accountId })
    expect(UserId).toMatch(/^AIDA/)
    const answer = await listPools(hallpass, user.credentials)
    expect(answer.json).toMatchObject({ __type: 'AccessDeniedException', Message: expect.stringContaining(`User: ${user.arn} is not`) })
  })

  test('may be one of two', async ({ hallpass }) => {
    const user = await newUser(hallpass)
    const second = await newKey(hallpass, user.name)
    expect(await arnOf(hallpass, second)).toBe(user.arn)
    expect(await arnOf(hallpass, user.credentials)).toBe(user.arn)
  })

  test('signs for him under his new name and path', async ({ hallpass }) => {
    const user = await newUser(hallpass)
    const NewUserName = `renamed-${crypto.randomUUID()}`
    await hallpass.iam.send(new UpdateUserCommand({ UserName: user.name, NewUserName, NewPath: '/team/' }))
    expect(await arnOf(hallpass, user.credentials)).toBe(`arn:aws:iam::${accountId}:user/team/${NewUserName}`)
  })

  test('signs nothing while it is inactive', async ({ hallpass }) => {
    const user = await newUser(hallpass)
    await arnOf(hallpass, user.credentials)
    await setStatus(hallpass, user, 'Inactive')
    await expect(arnOf(hallpass, user.credentials)).rejects.toMatchObject(invalidAtSts)
    expect(await listPools(hallpass, user.credentials)).toMatchObject(invalidAtCognito)
    await setStatus(hallpass, user, 'Active')
    expect(await arnOf(hallpass, user.credentials)).toBe(user.arn)
  })

  test('signs nothing once it is deleted', async ({ hallpass }) => {
    const user = await newUser(hallpass)
    await arnOf(hallpass, user.credentials)
    await deleteKey(hallpass, user)
    await expect(arnOf(hallpass, user.credentials)).rejects.toMatchObject(invalidAtSts)
    expect(await listPools(hallpass, user.credentials)).toMatchObject(invalidAtCognito)
  })

  test('signs nothing for another user of the same name', async ({ hallpass }) => {
    const user = await newUser(hallpass)
    await deleteKey(hallpass, user)
    await hallpass.iam.send(new DeleteUserCommand({ UserName: user.name }))
    await hallpass.iam.send(new CreateUserCommand({ UserName: user.name }))
    await expect(arnOf(hallpass, user.credentials)).rejects.toMatchObject(invalidAtSts)
  })

  test('signs nothing with another secret, and is told so', async ({ hallpass }) => {
    const { credentials } = await newUser(hallpass)
    const wrong = { ...credentials, secretAccessKey: hallpass.server.rootAccessKey.secretAccessKey }
    await expect(arnOf(hallpass, wrong)).rejects.toMatchObject({ name: 'SignatureDoesNotMatch', $metadata: { httpStatusCode: 403 } })
    expect(await listPools(hallpass, wrong)).toMatchObject(refused('InvalidSignatureException'))
  })

  test('signs nothing with a session token, though it be a good one', async ({ hallpass }) => {
    const { credentials } = await newUser(hallpass)
    await expect(arnOf(hallpass, { ...credentials, sessionToken: 'x' })).rejects.toMatchObject(invalidAtSts)
    expect(await listPools(hallpass, { ...credentials, sessionToken: 'x' })).toMatchObject(invalidAtCognito)
  })

  test('signs nothing at a server of another account on the same data', async ({ hallpass }) => {
    const { credentials } = await newUser(hallpass)
    const other = await startHallpass({ dataDir: hallpass.dataDir, accountId: '210987654321' })
    try {
      await expect(arnOf(other, credentials)).rejects.toMatchObject(invalidAtSts)
    } finally {
      await other.close()
    }
  })

  test('signs at another process on the same data', async ({ hallpass }) => {
    const user = await newUser(hallpass)
    const other = await startHallpass({ dataDir: hallpass.dataDir })
    try {
      expect(await arnOf(other, user.credentials)).toBe(user.arn)
    } finally {
      await other.close()
    }
  })
})

test.for([
  ['of ours that was never made', makeAccessKeyId('AKIA', accountId, (bytes) => new Uint8Array(bytes))],
  ['of a session, without its token', makeAccessKeyId('ASIA', accountId, (bytes) => new Uint8Array(bytes))],
  ['of another account', makeAccessKeyId('AKIA', '210987654321', (bytes) => new Uint8Array(bytes))],
  ['of the older generation', 'AKIAIOSFODNN7EXAMPLE'],
  ['that is a property of every object', '__proto__'],
  ['that is empty', ''],
])('an access key %s is unknown on both wires', async ([, accessKeyId = ''], { hallpass }) => {
  const credentials = { accessKeyId, secretAccessKey: 'x' }
  expect(await listPools(hallpass, credentials)).toMatchObject(invalidAtCognito)
  if (accessKeyId !== '') await expect(arnOf(hallpass, credentials)).rejects.toMatchObject(invalidAtSts)
})

describe('the last use of an access key', () => {
  test('is shown, with its service and region', async ({ hallpass }) => {
    const { credentials, name } = await newUser(hallpass)
    expect(await lastUse(hallpass, credentials)).toEqual({ UserName: name, ServiceName: 'N/A', Region: 'N/A' })
    await arnOf(hallpass, credentials, 'ap-southeast-2')
    await vi.waitFor(async () => {
      const use = await lastUse(hallpass, credentials)
      expect(use).toEqual({ UserName: name, ServiceName: 'sts', Region: 'ap-southeast-2', LastUsedDate: expect.any(Date) })
    })
  })

  test('is not that of a request that is refused', async ({ hallpass }) => {
    const { credentials, name } = await newUser(hallpass)
    await expect(arnOf(hallpass, { ...credentials, secretAccessKey: 'x' })).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' })
    await setStatus(hallpass, { name, credentials }, 'Inactive')
    await expect(arnOf(hallpass, credentials)).rejects.toMatchObject(invalidAtSts)
    expect((await lastUse(hallpass, credentials)).LastUsedDate).toBeUndefined()
  })
})

interface Holder {
  readonly name: string
  readonly credentials: SigningCredentials
}

async function newKey({ iam }: Hallpass, UserName: string): Promise<SigningCredentials> {
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }))
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' }
}

async function setStatus({ iam }: Hallpass, { name, credentials }: Holder, Status: 'Active' | 'Inactive'): Promise<void> {
  await iam.send(new UpdateAccessKeyCommand({ UserName: name, AccessKeyId: credentials.accessKeyId, Status }))
}

async function deleteKey({ iam }: Hallpass, { name, credentials }: Holder): Promise<void> {
  await iam.send(new DeleteAccessKeyCommand({ UserName: name, AccessKeyId: credentials.accessKeyId }))
}

async function lastUse({ iam }: Hallpass, { accessKeyId }: SigningCredentials) {
  const { UserName, AccessKeyLastUsed } = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId }))
  return { UserName, ...AccessKeyLastUsed }
}

/** Whom STS takes the signer for. */
async function arnOf({ url }: Hallpass, credentials: SigningCredentials, inRegion = region): Promise<string | undefined> {
  const client = new STSClient({ endpoint: url, region: inRegion, credentials, maxAttempts: 1 })
  return (await client.send(new GetCallerIdentityCommand({}))).Arn
}

function listPools(hallpass: Hallpass, credentials: SigningCredentials) {
  return send(hallpass, { operation: 'ListIdentityPools', body: '{"MaxResults":1}', credentials })
}
