import { describe, expect } from 'vitest'
import { accountId, test } from './hallpass.ts'
import { createPolicy, families, noSuchName, notFound, refusal, unknownPolicy } from './iam-entities.ts'

const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess'
const boundary = (arn: string) => ({ PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: arn })

describe.for(families)('the boundary of a $kind', (family) => {
  test('is set, replaced and taken away', async ({ hallpass }) => {
    const name = await family.create(hallpass, { PermissionsBoundary: readOnly })
    expect((await family.get(hallpass, name)).PermissionsBoundary).toEqual(boundary(readOnly))
    const own = await createPolicy(hallpass)
    await family.putBoundary(hallpass, name, own)
    expect((await family.get(hallpass, name)).PermissionsBoundary).toEqual(boundary(own))
    for (const _ of [1, 2]) {
      await family.deleteBoundary(hallpass, name)
      expect(await family.get(hallpass, name)).not.toHaveProperty('PermissionsBoundary')
    }
  })

  test.for([
    unknownPolicy,
    'arn:aws:iam::aws:policy/Unknown',
    'arn:aws:iam::999999999999:policy/x',
  ])('must be there, unlike %s', async (arn, { hallpass }) => {
    const name = await family.create(hallpass)
    const missing = notFound(`Scope ARN: ${arn} does not exist or is not attachable.`)
    await expect(family.putBoundary(hallpass, name, arn)).rejects.toMatchObject(missing)
    await expect(family.create(hallpass, { PermissionsBoundary: arn })).rejects.toMatchObject(missing)
    expect(await family.get(hallpass, name)).not.toHaveProperty('PermissionsBoundary')
  })

  test.for([`arn:aws:iam::${accountId}:not_a_policy/invalid`, 'longpolicynamebutnoarn'])('has an ARN, unlike %s', async (arn, {
    hallpass,
  }) => {
    const name = await family.create(hallpass)
    const invalid = refusal('InvalidInputException', `ARN ${arn} is not valid.`)
    await expect(family.putBoundary(hallpass, name, arn)).rejects.toMatchObject(invalid)
    await expect(family.create(hallpass, { PermissionsBoundary: arn })).rejects.toMatchObject(invalid)
  })

  test('needs its entity', async ({ hallpass }) => {
    const gone = notFound(`The ${family.kind} with name ${noSuchName} cannot be found.`)
    await expect(family.putBoundary(hallpass, noSuchName, readOnly)).rejects.toMatchObject(gone)
    await expect(family.deleteBoundary(hallpass, noSuchName)).rejects.toMatchObject(gone)
  })
})
