import { describe, expect } from 'vitest'
import { type Hallpass, test } from './hallpass.ts'
import { allowing, type Family, families, freshName, noSuchName, notFound, postAsRoot, refusal, whole } from './iam-entities.ts'

describe.for(families)('an inline policy of a $kind', (family) => {
  const limit = family.kind === 'role' ? 10_240 : 2_048

  test('is kept character for character, and shown percent-encoded', async ({ hallpass }) => {
    const name = await family.create(hallpass)
    const document = allowing('s3:*', `arn:aws:s3:::b/\${aws:username}/100% + é & <x>`).replaceAll(',', ' ,\n\t')
    await family.putPolicy(hallpass, name, 'p', document)
    const { PolicyDocument } = await family.getPolicy(hallpass, name, 'p')
    expect(PolicyDocument).toMatch(/^[A-Za-z0-9._~%-]+$/)
    expect(decodeURIComponent(whole(PolicyDocument))).toBe(document)
  })

  test('is answered with the names that were asked for', async ({ hallpass }) => {
    const name = await family.create(hallpass)
    await family.putPolicy(hallpass, name, 'p', allowing('s3:Get*'))
    const member = family.kind === 'role' ? 'RoleName' : 'UserName'
    expect(await family.getPolicy(hallpass, name, 'p')).toMatchObject({ [member]: name, PolicyName: 'p' })
  })

  test('is replaced by one of the same name', async ({ hallpass }) => {
    const name = await family.create(hallpass)
    for (const action of ['s3:Get*', 's3:Put*']) await family.putPolicy(hallpass, name, 'p', allowing(action))
    expect(await read(hallpass, family, name, 'p')).toBe(allowing('s3:Put*'))
    expect((await family.listPolicies(hallpass, name)).PolicyNames).toEqual(['p'])
  })

  test('is deleted once', async ({ hallpass }) => {
    const name = await family.create(hallpass)
    await family.putPolicy(hallpass, name, 'p', allowing('s3:Get*'))
    await family.deletePolicy(hallpass, name, 'p')
    const gone = notFound(`The ${family.kind} policy with name p cannot be found.`)
    await expect(family.getPolicy(hallpass, name, 'p')).rejects.toMatchObject(gone)
    await expect(family.deletePolicy(hallpass, name, 'p')).rejects.toMatchObject(gone)
  })

  test.for([
    ['{', 'Syntax errors in policy.'],
    [allowing('s3:Get*').replace('2012', '2011'), 'Syntax errors in policy.'],
    [allowing('s3:Get*').replace('2012', '2008'), 'Policy document must be version 2012-10-17 or greater.'],
    [allowing('s3:Get*').replace('"Version":"2012-10-17",', ''), 'Policy document must be version 2012-10-17 or greater.'],
    [allowing([]), 'Policy statement must contain actions.'],
    [allowing('s3:Get*', 'x'), 'Resource x must be in ARN format or "*".'],
  ] as const)('is refused where it is %s', async ([document, message], { hallpass }) => {
    const name = await family.create(hallpass)
    await expect(family.putPolicy(hallpass, name, 'p', document)).rejects.toMatchObject(
      refusal('MalformedPolicyDocumentException', message),
    )
    expect((await family.listPolicies(hallpass, name)).PolicyNames).toEqual([])
  })

  test(`and all others have ${limit} characters together, white space not counted`, async ({ hallpass }) => {
    const name = await family.create(hallpass)
    const first = allowing('s3:Get*')
    await family.putPolicy(hallpass, name, 'first', first.replaceAll(',', ',  \n'))
    const fitting = sized(limit - first.length)
    await family.putPolicy(hallpass, name, 'second', fitting)
    const exceeded = refusal('LimitExceededException', `Maximum policy size of ${limit} bytes exceeded for ${family.kind} ${name}`, 409)
    await expect(family.putPolicy(hallpass, name, 'second', sized(limit - first.length + 1))).rejects.toMatchObject(exceeded)
    await expect(family.putPolicy(hallpass, name, 'third', first)).rejects.toMatchObject(exceeded)
    expect(await read(hallpass, family, name, 'second')).toBe(fitting)
  })

  test('is one of many that are put at the same time, and none is lost', async ({ hallpass }) => {
    const name = await family.create(hallpass)
    const names = Array.from({ length: 10 }, (_, index) => `p${index}`)
    await Promise.all(names.map((policyName) => family.putPolicy(hallpass, name, policyName, allowing('s3:Get*'))))
    expect((await family.listPolicies(hallpass, name)).PolicyNames).toEqual(names)
  })

  test('is listed in the order of the names, in pages', async ({ hallpass }) => {
    const name = await family.create(hallpass)
    for (const policyName of ['c', 'a', 'd', 'b']) await family.putPolicy(hallpass, name, policyName, allowing('s3:Get*'))
    const first = await family.listPolicies(hallpass, name, { MaxItems: 3 })
    expect(first).toMatchObject({ PolicyNames: ['a', 'b', 'c'], IsTruncated: true, Marker: expect.any(String) })
    const second = await family.listPolicies(hallpass, name, { Marker: first.Marker })
    expect(second).toMatchObject({ PolicyNames: ['d'], IsTruncated: false })
    expect(second.Marker).toBeUndefined()
    const other = await family.create(hallpass)
    await expect(family.listPolicies(hallpass, other, { Marker: first.Marker })).rejects.toMatchObject(
      refusal('ValidationError', 'Invalid Marker.'),
    )
  })

  test('is in an empty list where there is none', async ({ hallpass }) => {
    const name = await family.create(hallpass)
    const kind = family.kind === 'role' ? 'Role' : 'User'
    const { body } = await postAsRoot(hallpass, { Action: `List${kind}Policies`, [`${kind}Name`]: name })
    expect(body).toContain(`<List${kind}PoliciesResult><PolicyNames/><IsTruncated>false</IsTruncated></List${kind}PoliciesResult>`)
  })

  test('keeps its entity from being deleted', async ({ hallpass }) => {
    const name = await family.create(hallpass)
    await family.putPolicy(hallpass, name, 'p', allowing('s3:Get*'))
    await expect(family.delete(hallpass, name)).rejects.toMatchObject(
      refusal('DeleteConflictException', 'Cannot delete entity, must delete policies first.', 409),
    )
    await family.deletePolicy(hallpass, name, 'p')
    await family.delete(hallpass, name)
  })

  test('needs its entity, whatever it says', async ({ hallpass }) => {
    const gone = notFound(`The ${family.kind} with name ${noSuchName} cannot be found.`)
    await expect(family.putPolicy(hallpass, noSuchName, 'p', '{')).rejects.toMatchObject(gone)
    await expect(family.getPolicy(hallpass, noSuchName, 'p')).rejects.toMatchObject(gone)
    await expect(family.deletePolicy(hallpass, noSuchName, 'p')).rejects.toMatchObject(gone)
    await expect(family.listPolicies(hallpass, noSuchName)).rejects.toMatchObject(gone)
  })
})

async function read(hallpass: Hallpass, family: Family, name: string, policyName: string): Promise<string> {
  return decodeURIComponent(whole((await family.getPolicy(hallpass, name, policyName)).PolicyDocument))
}

/** A policy of so many characters, none of them white space. */
function sized(length: number): string {
  const shortest = allowing('s3:Get', 'arn:aws:s3:::b/')
  return allowing(
    's3:Get',
    `arn:aws:s3:::b/${freshName()
      .slice(0, 1)
      .repeat(length - shortest.length)}`,
  )
}
