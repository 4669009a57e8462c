import { describe, expect } from 'vitest'
import { test } from './hallpass.ts'
import { families, noSuchName, notFound, postAsRoot, refusal } from './iam-entities.ts'

const duplicate = refusal('InvalidInputException', 'Duplicate tag keys found. Please note that Tag keys are case insensitive.')

describe.for(families)('the tags of a $kind', (family) => {
  test('are added, changed and removed', async ({ hallpass }) => {
    const name = await family.create(hallpass, { Tags: [{ Key: 'a', Value: '1' }] })
    await family.tag(hallpass, name, [
      { Key: 'a', Value: '' },
      { Key: 'b', Value: '2' },
    ])
    expect((await family.get(hallpass, name)).Tags).toEqual([
      { Key: 'a', Value: '' },
      { Key: 'b', Value: '2' },
    ])
    await family.untag(hallpass, name, ['a', 'x'])
    expect((await family.listTags(hallpass, name)).Tags).toEqual([{ Key: 'b', Value: '2' }])
    await family.untag(hallpass, name, ['B'])
    expect(await family.get(hallpass, name)).not.toHaveProperty('Tags')
  })

  test('differ in more than case', async ({ hallpass }) => {
    const name = await family.create(hallpass)
    const tags = ['Team', 'team'].map((Key) => ({ Key, Value: 'x' }))
    await expect(family.tag(hallpass, name, tags)).rejects.toMatchObject(duplicate)
    await expect(family.create(hallpass, { Tags: tags })).rejects.toMatchObject(duplicate)
  })

  test('are fifty at most', async ({ hallpass }) => {
    const Tags = Array.from({ length: 50 }, (_, index) => ({ Key: `k${index}`, Value: '' }))
    const name = await family.create(hallpass, { Tags })
    await family.tag(hallpass, name, [{ Key: 'K0', Value: 'new' }])
    await expect(family.tag(hallpass, name, [{ Key: 'one more', Value: '' }])).rejects.toMatchObject(
      refusal('LimitExceededException', 'The number of tags has reached the maximum limit.', 409),
    )
    await expect(family.tag(hallpass, name, [...Tags, { Key: 'k50', Value: '' }])).rejects.toMatchObject(
      refusal(
        'ValidationError',
        "1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50",
      ),
    )
  })

  test('have keys of 128 characters at most', async ({ hallpass }) => {
    const name = await family.create(hallpass)
    await expect(family.untag(hallpass, name, ['x'.repeat(129)])).rejects.toMatchObject(
      refusal(
        'ValidationError',
        "1 validation error detected: Value at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: " +
          '[Member must have length less than or equal to 128, Member must have length greater than or equal to 1, ' +
          'Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+, Member must not be null]',
      ),
    )
  })

  test('are listed in pages, in the order of their keys', async ({ hallpass }) => {
    const name = await family.create(hallpass, { Tags: ['c', 'a', 'b'].map((Key) => ({ Key, Value: '' })) })
    const first = await family.listTags(hallpass, name, { MaxItems: 2 })
    expect(first).toMatchObject({ Tags: [{ Key: 'a' }, { Key: 'b' }], IsTruncated: true })
    expect(await family.listTags(hallpass, name, { Marker: first.Marker })).toMatchObject({ Tags: [{ Key: 'c' }], IsTruncated: false })
  })

  test('are an empty list where there are none', async ({ hallpass }) => {
    const kind = family.kind === 'role' ? 'Role' : 'User'
    const { body } = await postAsRoot(hallpass, { Action: `List${kind}Tags`, [`${kind}Name`]: await family.create(hallpass) })
    expect(body).toContain(`<List${kind}TagsResult><Tags/><IsTruncated>false</IsTruncated></List${kind}TagsResult>`)
  })

  test('need their entity', async ({ hallpass }) => {
    const gone = notFound(`The ${family.kind} with name ${noSuchName} cannot be found.`)
    await expect(family.tag(hallpass, noSuchName, [{ Key: 'a', Value: '' }])).rejects.toMatchObject(gone)
    await expect(family.untag(hallpass, noSuchName, ['a'])).rejects.toMatchObject(gone)
    await expect(family.listTags(hallpass, noSuchName)).rejects.toMatchObject(gone)
  })
})
