import { describe, expect } from 'vitest'
import { accountId, test } from './hallpass.ts'
import { createPolicy, families, freshName, noSuchName, notFound, refusal, unknownPolicy } from './iam-entities.ts'

const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess'

describe.for(families)('a managed policy attached to a $kind', (family) => {
  test('is attached once and detached once', async ({ hallpass }) => {
    const name = await family.create(hallpass)
    const arn = await createPolicy(hallpass)
    for (const _ of [1, 2]) await family.attach(hallpass, name, arn)
    const policy = { PolicyArn: arn, PolicyName: arn.slice(arn.lastIndexOf('/') + 1) }
    expect(await family.listAttached(hallpass, name)).toMatchObject({ AttachedPolicies: [policy], IsTruncated: false })
    await family.detach(hallpass, name, arn)
    expect((await family.listAttached(hallpass, name)).AttachedPolicies).toEqual([])
    await expect(family.detach(hallpass, name, arn)).rejects.toMatchObject(notFound(`Policy ${arn} was not found.`))
  })

  test("may be one of AWS's", async ({ hallpass }) => {
    const name = await family.create(hallpass)
    const service = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'
    for (const arn of [readOnly, service]) await family.attach(hallpass, name, arn)
    expect((await family.listAttached(hallpass, name)).AttachedPolicies).toEqual([
      { PolicyName: 'AWSLambdaBasicExecutionRole', PolicyArn: service },
      { PolicyName: 'ReadOnlyAccess', PolicyArn: readOnly },
    ])
    const onPath = await family.listAttached(hallpass, name, { PathPrefix: '/service-role/' })
    expect(onPath.AttachedPolicies).toEqual([{ PolicyName: 'AWSLambdaBasicExecutionRole', PolicyArn: service }])
  })

  test.for([
    unknownPolicy,
    'arn:aws:iam::aws:policy/Unknown',
    'arn:aws:iam::999999999999:policy/x',
  ])('must be there, unlike %s', async (arn, { hallpass }) => {
    const name = await family.create(hallpass)
    await expect(family.attach(hallpass, name, arn)).rejects.toMatchObject(notFound(`Policy ${arn} does not exist or is not attachable.`))
    await expect(family.detach(hallpass, name, arn)).rejects.toMatchObject(notFound(`Policy ${arn} was not found.`))
  })

  test.for([
    'longpolicynamebutnoarn',
    `arn:aws:iam::${accountId}:role/policy/x`,
    `arn:aws:s3::${accountId}:policy/x`,
    `arn:aws:iam::${accountId}:policy/`,
  ])('has an ARN, unlike %s', async (arn, { hallpass }) => {
    const name = await family.create(hallpass)
    const invalid = refusal('ValidationError', `ARN ${arn} is not valid.`)
    await expect(family.attach(hallpass, name, arn)).rejects.toMatchObject(invalid)
    await expect(family.detach(hallpass, name, arn)).rejects.toMatchObject(invalid)
  })

  test('is one of ten at most', async ({ hallpass }) => {
    const name = await family.create(hallpass)
    const arns = await Promise.all(Array.from({ length: 11 }, () => createPolicy(hallpass)))
    const answers = await Promise.allSettled(arns.map((arn) => family.attach(hallpass, name, arn)))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
    const { AttachedPolicies = [] } = await family.listAttached(hallpass, name)
    expect(AttachedPolicies).toHaveLength(10)
    const quota = family.kind === 'role' ? 'PoliciesPerRole' : 'PoliciesPerUser'
    await expect(family.attach(hallpass, name, readOnly)).rejects.toMatchObject(
      refusal('LimitExceededException', `Cannot exceed quota for ${quota}: 10`, 409),
    )
    await family.attach(hallpass, name, AttachedPolicies[0]?.PolicyArn ?? '')
  })

  test('is listed by its name, in pages, on its path', async ({ hallpass }) => {
    const name = await family.create(hallpass)
    const suffix = freshName()
    for (const letter of ['c', 'a', 'b']) {
      await family.attach(hallpass, name, await createPolicy(hallpass, { PolicyName: `${letter}-${suffix}`, Path: '/x/' }))
    }
    await family.attach(hallpass, name, await createPolicy(hallpass))
    const names: (string | undefined)[] = []
    let Marker: string | undefined
    do {
      const page = await family.listAttached(hallpass, name, { PathPrefix: '/x/', MaxItems: 2, Marker })
      names.push(...(page.AttachedPolicies ?? []).map(({ PolicyName }) => PolicyName))
      Marker = page.Marker
    } while (Marker !== undefined)
    expect(names).toEqual(['a', 'b', 'c'].map((letter) => `${letter}-${suffix}`))
  })

  test('keeps its entity from being deleted, before inline policies do', async ({ hallpass }) => {
    const name = await family.create(hallpass)
    await family.attach(hallpass, name, readOnly)
    await family.putPolicy(hallpass, name, 'p', '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}')
    await expect(family.delete(hallpass, name)).rejects.toMatchObject(
      refusal('DeleteConflictException', 'Cannot delete entity, must detach all policies first.', 409),
    )
    await family.detach(hallpass, name, readOnly)
    await expect(family.delete(hallpass, name)).rejects.toMatchObject({ message: 'Cannot delete entity, must delete policies first.' })
  })

  test('needs its entity', async ({ hallpass }) => {
    const gone = notFound(`The ${family.kind} with name ${noSuchName} cannot be found.`)
    await expect(family.attach(hallpass, noSuchName, readOnly)).rejects.toMatchObject(gone)
    await expect(family.detach(hallpass, noSuchName, readOnly)).rejects.toMatchObject(gone)
    await expect(family.listAttached(hallpass, noSuchName)).rejects.toMatchObject(gone)
  })
})
