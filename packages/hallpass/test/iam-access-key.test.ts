import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  ListAccessKeysCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam'
import { GetAccessKeyInfoCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { describe, expect } from 'vitest'
import { accountId, region, test } from './hallpass.ts'
import { createKey, listKeys } from './iam-access-keys.ts'
import { allowing, clientAllowed, createUser, families, getUser, noSuchName, notFound, refusal } from './iam-entities.ts'
import { stsAs } from './sts-calls.ts'

const unknownKey = 'AKIAIOSFODNN7EXAMPLE'
const [, userFamily] = families
const mustName = refusal('ValidationError', 'Must specify userName when calling with non-User credentials')

describe('an access key', () => {
  test('is shown with its secret once', async ({ hallpass }) => {
    const { UserName } = await createUser(hallpass)
    const key = await createKey(hallpass, UserName)
    expect(key).toEqual({
      UserName,
      AccessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
      Status: 'Active',
      SecretAccessKey: expect.stringMatching(/^[A-Za-z0-9+/]{40}$/),
      CreateDate: expect.any(Date),
    })
    const { SecretAccessKey: _, ...listed } = key
    expect(await listKeys(hallpass, UserName)).toEqual([listed])
  })

  test('signs for its user', async ({ hallpass }) => {
    const { UserName, UserId, Arn } = await createUser(hallpass, { Path: '/team/' })
    const sts = stsAs(hallpass, await createKey(hallpass, UserName))
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: accountId, UserId, Arn })
  })

  test('says its account', async ({ hallpass }) => {
    const { AccessKeyId } = await createKey(hallpass, (await createUser(hallpass)).UserName)
    expect(await hallpass.sts.send(new GetAccessKeyInfoCommand({ AccessKeyId }))).toMatchObject({ Account: accountId })
  })

  test('signs nothing while it is inactive, or once it is deleted', async ({ hallpass, hallpass: { iam } }) => {
    const { UserName } = await createUser(hallpass)
    const key = await createKey(hallpass, UserName)
    const { AccessKeyId } = key
    const sts = stsAs(hallpass, key)
    const call = () => sts.send(new GetCallerIdentityCommand({}))
    const refused = { name: 'InvalidClientTokenId', message: 'The security token included in the request is invalid.' }

    await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Inactive' }))
    await expect(call()).rejects.toMatchObject(refused)
    expect(await listKeys(hallpass, UserName)).toMatchObject([{ AccessKeyId, Status: 'Inactive' }])
    await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Active' }))
    await call()
    await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }))
    await expect(call()).rejects.toMatchObject(refused)
    expect(await listKeys(hallpass, UserName)).toEqual([])
  })

  test('is one of two at most, inactive ones counted', async ({ hallpass, hallpass: { iam } }) => {
    const { UserName } = await createUser(hallpass)
    const answers = await Promise.allSettled(Array.from({ length: 6 }, () => createKey(hallpass, UserName)))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    const [first] = await listKeys(hallpass, UserName)
    await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId: first?.AccessKeyId, Status: 'Inactive' }))
    await expect(createKey(hallpass, UserName)).rejects.toMatchObject(
      refusal('LimitExceededException', 'Cannot exceed quota for AccessKeysPerUser: 2', 409),
    )
  })

  test('is listed in pages', async ({ hallpass, hallpass: { iam } }) => {
    const { UserName } = await createUser(hallpass)
    const ids = [await createKey(hallpass, UserName), await createKey(hallpass, UserName)].map(({ AccessKeyId }) => AccessKeyId).sort()
    const first = await iam.send(new ListAccessKeysCommand({ UserName, MaxItems: 1 }))
    expect(first).toMatchObject({ AccessKeyMetadata: [{ AccessKeyId: ids[0] }], IsTruncated: true })
    const second = await iam.send(new ListAccessKeysCommand({ UserName, Marker: first.Marker }))
    expect(second).toMatchObject({ AccessKeyMetadata: [{ AccessKeyId: ids[1] }], IsTruncated: false })
  })

  test('keeps its user from being deleted, after policies do', async ({ hallpass }) => {
    const { UserName = '' } = await createUser(hallpass)
    const { AccessKeyId } = await createKey(hallpass, UserName)
    await userFamily?.putPolicy(hallpass, UserName, 'p', allowing('s3:Get*'))
    const conflict = (message: string) => refusal('DeleteConflictException', message, 409)
    await expect(userFamily?.delete(hallpass, UserName)).rejects.toMatchObject(
      conflict('Cannot delete entity, must delete policies first.'),
    )
    await userFamily?.deletePolicy(hallpass, UserName, 'p')
    await expect(userFamily?.delete(hallpass, UserName)).rejects.toMatchObject(
      conflict('Cannot delete entity, must delete access keys first.'),
    )
    await hallpass.iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }))
    await userFamily?.delete(hallpass, UserName)
    await expect(getUser(hallpass, UserName)).rejects.toMatchObject({ name: 'NoSuchEntityException' })
  })

  test('cannot expire by wish', async ({ hallpass, hallpass: { iam } }) => {
    const { UserName } = await createUser(hallpass)
    const { AccessKeyId } = await createKey(hallpass, UserName)
    await expect(iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Expired' }))).rejects.toMatchObject({
      name: 'InvalidInputException',
    })
    // @ts-expect-error the client's type knows no such status
    await expect(iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Gone' }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining("Value at 'status' failed to satisfy constraint: Member must satisfy enum value set"),
    })
    expect(await listKeys(hallpass, UserName)).toMatchObject([{ Status: 'Active' }])
  })
})

describe('an access key that is not there', () => {
  const missing = notFound(`The Access Key with id ${unknownKey} cannot be found.`)

  test('cannot be changed', async ({ hallpass, hallpass: { iam } }) => {
    const { UserName } = await createUser(hallpass)
    const AccessKeyId = unknownKey
    await expect(iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Inactive' }))).rejects.toMatchObject(missing)
    await expect(iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }))).rejects.toMatchObject(missing)
  })

  test("is one of another's", async ({ hallpass, hallpass: { iam } }) => {
    const { UserName } = await createUser(hallpass)
    const owner = (await createUser(hallpass)).UserName
    const { AccessKeyId } = await createKey(hallpass, owner)
    const refused = notFound(`The Access Key with id ${AccessKeyId} cannot be found.`)
    await expect(iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Inactive' }))).rejects.toMatchObject(refused)
    await expect(iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }))).rejects.toMatchObject(refused)
    expect(await listKeys(hallpass, owner)).toMatchObject([{ AccessKeyId, Status: 'Active' }])
  })

  test('is not asked about without a denial, not even by root', async ({ hallpass: { iam } }) => {
    await expect(iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: unknownKey }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: arn:aws:iam::${accountId}:root is not authorized to perform iam:GetAccessKeyLastUsed on resource: access key ${unknownKey}`,
      $metadata: { httpStatusCode: 403 },
    })
  })

  test('is nobody’s where the user is not there', async ({ hallpass: { iam } }) => {
    const gone = notFound(`The user with name ${noSuchName} cannot be found.`)
    const named = { UserName: noSuchName }
    await expect(iam.send(new CreateAccessKeyCommand(named))).rejects.toMatchObject(gone)
    await expect(iam.send(new ListAccessKeysCommand(named))).rejects.toMatchObject(gone)
    await expect(iam.send(new DeleteAccessKeyCommand({ ...named, AccessKeyId: unknownKey }))).rejects.toMatchObject(gone)
    await expect(iam.send(new UpdateAccessKeyCommand({ ...named, AccessKeyId: unknownKey, Status: 'Active' }))).rejects.toMatchObject(gone)
  })
})

describe('without a name', () => {
  test('a user manages keys of his own', async ({ hallpass }) => {
    const iam = await clientAllowed(hallpass, allowing('iam:*'))
    const key = await createKey({ iam })
    const { AccessKeyId } = key
    expect(await listKeys({ iam })).toHaveLength(2)
    await iam.send(new UpdateAccessKeyCommand({ AccessKeyId, Status: 'Inactive' }))
    await iam.send(new DeleteAccessKeyCommand({ AccessKeyId }))
    expect(await listKeys({ iam })).toMatchObject([{ UserName: key.UserName }])
  })

  test('root must say whose key it means', async ({ hallpass: { iam } }) => {
    const AccessKeyId = unknownKey
    await expect(iam.send(new CreateAccessKeyCommand({}))).rejects.toMatchObject(mustName)
    await expect(iam.send(new ListAccessKeysCommand({}))).rejects.toMatchObject(mustName)
    await expect(iam.send(new DeleteAccessKeyCommand({ AccessKeyId }))).rejects.toMatchObject(mustName)
    await expect(iam.send(new UpdateAccessKeyCommand({ AccessKeyId, Status: 'Active' }))).rejects.toMatchObject(mustName)
  })
})

describe('GetAccessKeyLastUsed', () => {
  test('knows nothing of a key that was never used', async ({ hallpass, hallpass: { iam } }) => {
    const { UserName } = await createUser(hallpass)
    const { AccessKeyId } = await createKey(hallpass, UserName)
    const { UserName: owner, AccessKeyLastUsed } = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }))
    expect({ owner, AccessKeyLastUsed }).toEqual({ owner: UserName, AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' } })
  })

  test('tells where and when a key was used', async ({ hallpass, hallpass: { iam } }) => {
    const { UserName } = await createUser(hallpass)
    const key = await createKey(hallpass, UserName)
    await stsAs(hallpass, key).send(new GetCallerIdentityCommand({}))
    const lastUsed = async () => (await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: key.AccessKeyId }))).AccessKeyLastUsed
    await expect.poll(lastUsed).toMatchObject({ ServiceName: 'sts', Region: region, LastUsedDate: expect.any(Date) })
  })
})
