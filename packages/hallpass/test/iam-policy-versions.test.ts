import {
  CreatePolicyVersionCommand,
  DeletePolicyVersionCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  ListPolicyVersionsCommand,
  SetDefaultPolicyVersionCommand,
} from '@aws-sdk/client-iam'
import { describe, expect } from 'vitest'
import { type Hallpass, test } from './hallpass.ts'
import { allowing, createPolicy, notFound, postAsRoot, refusal, unknownPolicy, whole } from './iam-entities.ts'

const awsArn = 'arn:aws:iam::aws:policy/AdministratorAccess'
const noSuchVersion = (arn: string, version: string) => notFound(`Policy ${arn} version ${version} does not exist or is not attachable.`)

function versionsOf({ iam }: Hallpass, PolicyArn: string) {
  const named = { PolicyArn }
  return {
    create: async (PolicyDocument = allowing('s3:PutObject'), SetAsDefault?: boolean) =>
      whole((await iam.send(new CreatePolicyVersionCommand({ ...named, PolicyDocument, SetAsDefault }))).PolicyVersion),
    get: async (VersionId: string) => whole((await iam.send(new GetPolicyVersionCommand({ ...named, VersionId }))).PolicyVersion),
    remove: (VersionId: string) => iam.send(new DeletePolicyVersionCommand({ ...named, VersionId })),
    setDefault: (VersionId: string) => iam.send(new SetDefaultPolicyVersionCommand({ ...named, VersionId })),
    list: (page = {}) => iam.send(new ListPolicyVersionsCommand({ ...named, ...page })),
    ids: async () => {
      const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand(named))
      return Versions.map(({ VersionId, IsDefaultVersion }) => `${VersionId}${IsDefaultVersion ? ' default' : ''}`)
    },
    policy: async () => whole((await iam.send(new GetPolicyCommand(named))).Policy),
  }
}

test('a new version is answered without its document, and is the default if asked', async ({ hallpass }) => {
  const versions = versionsOf(hallpass, await createPolicy(hallpass))
  expect(await versions.create()).toEqual({ VersionId: 'v2', IsDefaultVersion: false, CreateDate: expect.any(Date) })
  expect((await versions.policy()).DefaultVersionId).toBe('v1')
  expect(await versions.create(undefined, true)).toMatchObject({ VersionId: 'v3', IsDefaultVersion: true })
  expect((await versions.policy()).DefaultVersionId).toBe('v3')
  expect(await versions.ids()).toEqual(['v3 default', 'v2', 'v1'])
})

test('a version has the document that was uploaded, percent-encoded', async ({ hallpass }) => {
  const document = `{ "Version":"2012-10-17",\n\t"Statement" :{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::a%2Bb+c/é*~_."} }`
  const arn = await createPolicy(hallpass, { PolicyDocument: document })
  const version = await versionsOf(hallpass, arn).get('v1')
  expect(version).toMatchObject({ VersionId: 'v1', IsDefaultVersion: true, CreateDate: expect.any(Date) })
  expect(version.Document).toMatch(/^[\w.~%-]+$/)
  expect(decodeURIComponent(whole(version.Document))).toBe(document)
  const { body } = await postAsRoot(hallpass, { Action: 'GetPolicyVersion', PolicyArn: arn, VersionId: 'v1' })
  expect(body).toContain('<PolicyVersion><Document>%7B%20%22Version%22%3A%222012-10-17%22%2C%0A%09%22Statement%22')
})

test("a version of AWS's policy is there to read", async ({ hallpass }) => {
  const versions = versionsOf(hallpass, awsArn)
  const { DefaultVersionId = '' } = await versions.policy()
  const { Document, IsDefaultVersion } = await versions.get(DefaultVersionId)
  expect(IsDefaultVersion).toBe(true)
  expect(JSON.parse(decodeURIComponent(whole(Document)))).toMatchObject({ Version: '2012-10-17' })
  expect(await versions.ids()).toEqual([`${DefaultVersionId} default`])
})

test('five versions are the most, and the number of one that is deleted is never used again', async ({ hallpass }) => {
  const versions = versionsOf(hallpass, await createPolicy(hallpass))
  for (let count = 1; count < 5; count += 1) await versions.create()
  await expect(versions.create()).rejects.toMatchObject(
    refusal(
      'LimitExceededException',
      'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
      409,
    ),
  )
  await versions.remove('v5')
  expect(await versions.create()).toMatchObject({ VersionId: 'v6' })
  expect(await versions.ids()).toEqual(['v6', 'v4', 'v3', 'v2', 'v1 default'])
})

test('of versions that are created at the same time each has a number', async ({ hallpass }) => {
  const versions = versionsOf(hallpass, await createPolicy(hallpass))
  const answers = await Promise.allSettled(Array.from({ length: 8 }, () => versions.create()))
  const created = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.VersionId] : []))
  expect(new Set(created)).toEqual(new Set(['v2', 'v3', 'v4', 'v5']))
})

test('versions come in pages, newest first', async ({ hallpass }) => {
  const versions = versionsOf(hallpass, await createPolicy(hallpass))
  for (let count = 1; count < 5; count += 1) await versions.create()
  const first = await versions.list({ MaxItems: 2 })
  expect(first.Versions?.map(({ VersionId }) => VersionId)).toEqual(['v5', 'v4'])
  expect(first.IsTruncated).toBe(true)
  const rest = await versions.list({ Marker: first.Marker })
  expect(rest.Versions?.map(({ VersionId }) => VersionId)).toEqual(['v3', 'v2', 'v1'])
  expect(rest).toMatchObject({ IsTruncated: false })
  expect(rest).not.toHaveProperty('Marker')
  await expect(versions.list({ Marker: 'x' })).rejects.toMatchObject(refusal('ValidationError', 'Invalid Marker.'))
})

test('an older version can be the default again', async ({ hallpass }) => {
  const versions = versionsOf(hallpass, await createPolicy(hallpass))
  await versions.create(undefined, true)
  await versions.setDefault('v1')
  expect(await versions.ids()).toEqual(['v2', 'v1 default'])
})

test('a policy is as new as its newest version, whichever is the default', async ({ hallpass }) => {
  const versions = versionsOf(hallpass, await createPolicy(hallpass))
  const { CreateDate: created } = await versions.policy()
  hallpass.advance(5_000)
  const { CreateDate: newest } = (await versions.create()) ?? {}
  hallpass.advance(5_000)
  await versions.setDefault('v2')
  const { UpdateDate, CreateDate } = await versions.policy()
  expect(UpdateDate).toEqual(newest)
  expect(UpdateDate?.getTime()).toBeGreaterThan(created?.getTime() ?? Number.NaN)
  expect(CreateDate).toEqual(created)
})

test('the default version cannot be deleted', async ({ hallpass }) => {
  const versions = versionsOf(hallpass, await createPolicy(hallpass))
  await versions.create(undefined, true)
  await expect(versions.remove('v2')).rejects.toMatchObject(
    refusal('DeleteConflictException', 'Cannot delete the default version of a policy.', 409),
  )
  await versions.remove('v1')
  expect(await versions.ids()).toEqual(['v2 default'])
})

test('a malformed version changes nothing', async ({ hallpass }) => {
  const versions = versionsOf(hallpass, await createPolicy(hallpass))
  await expect(versions.create('{}')).rejects.toMatchObject(refusal('MalformedPolicyDocumentException', 'Syntax errors in policy.'))
  expect(await versions.ids()).toEqual(['v1 default'])
  expect(await versions.create()).toMatchObject({ VersionId: 'v2' })
})

describe('a version that is not there', () => {
  test('of a policy that is', async ({ hallpass }) => {
    const arn = await createPolicy(hallpass)
    const versions = versionsOf(hallpass, arn)
    for (const act of [versions.get, versions.remove, versions.setDefault]) {
      for (const id of ['v9', 'v1.a', 'v10000000000000000000000']) await expect(act(id)).rejects.toMatchObject(noSuchVersion(arn, id))
    }
  })

  test('of a policy that is not', async ({ hallpass }) => {
    const versions = versionsOf(hallpass, unknownPolicy)
    for (const act of [versions.get, versions.remove, versions.setDefault]) {
      await expect(act('v1')).rejects.toMatchObject(noSuchVersion(unknownPolicy, 'v1'))
    }
    const gone = notFound(`Policy ${unknownPolicy} was not found.`)
    await expect(versions.list()).rejects.toMatchObject(gone)
    await expect(versions.create()).rejects.toMatchObject(gone)
  })

  test.for(['1', 'v0', 'v01', 'V1', 'v1 '])('%s is no version', async (id, { hallpass }) => {
    const message =
      "1 validation error detected: Value at 'versionId' failed to satisfy constraint: " +
      'Member must satisfy regular expression pattern: v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?'
    await expect(versionsOf(hallpass, awsArn).get(id)).rejects.toMatchObject(refusal('ValidationError', message))
  })
})

test("AWS's policies cannot be changed", async ({ hallpass }) => {
  const versions = versionsOf(hallpass, awsArn)
  const denied = (message: string) => refusal('AccessDenied', message, 403)
  await expect(versions.create()).rejects.toMatchObject(denied('Cannot update policies outside your own account.'))
  await expect(versions.setDefault('v1')).rejects.toMatchObject(denied('Cannot update policies outside your own account.'))
  await expect(versions.remove('v1')).rejects.toMatchObject(denied('Cannot delete policy versions for policies outside your own account.'))
})
