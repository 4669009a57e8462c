import { ListPolicyTagsCommand, type Tag, TagPolicyCommand, UntagPolicyCommand } from '@aws-sdk/client-iam'
import { expect } from 'vitest'
import { type Hallpass, test } from './hallpass.ts'
import { allowing, clientAllowed, createPolicy, notFound, refusal, unknownPolicy } from './iam-entities.ts'

function tagsOf({ iam }: Pick<Hallpass, 'iam'>, PolicyArn: string) {
  return {
    add: (...Tags: Tag[]) => iam.send(new TagPolicyCommand({ PolicyArn, Tags })),
    remove: (...TagKeys: string[]) => iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys })),
    list: (page = {}) => iam.send(new ListPolicyTagsCommand({ PolicyArn, ...page })),
  }
}

const tag = (Key: string, Value = ''): Tag => ({ Key, Value })

test('tags are added, given new values, and taken away', async ({ hallpass }) => {
  const tags = tagsOf(hallpass, await createPolicy(hallpass, { Tags: [tag('b', '1')] }))
  await tags.add(tag('a', 'x y'), tag('B', '2'))
  expect(await tags.list()).toMatchObject({ Tags: [tag('B', '2'), tag('a', 'x y')], IsTruncated: false })
  await tags.remove('A', 'none')
  expect((await tags.list()).Tags).toEqual([tag('B', '2')])
})

test('tags come in pages', async ({ hallpass }) => {
  const tags = tagsOf(hallpass, await createPolicy(hallpass, { Tags: ['c', 'a', 'b'].map((key) => tag(key)) }))
  const first = await tags.list({ MaxItems: 2 })
  expect(first).toMatchObject({ Tags: [tag('a'), tag('b')], IsTruncated: true })
  expect(await tags.list({ Marker: first.Marker })).toMatchObject({ Tags: [tag('c')], IsTruncated: false })
})

test('tags have keys that differ in more than case', async ({ hallpass }) => {
  const tags = tagsOf(hallpass, await createPolicy(hallpass))
  await expect(tags.add(tag('a'), tag('A'))).rejects.toMatchObject(refusal('InvalidInputException', 'Duplicate tag keys found.'))
})

test('fifty tags are the most', async ({ hallpass }) => {
  const fifty = Array.from({ length: 50 }, (_, index) => tag(`k${index}`))
  const tags = tagsOf(hallpass, await createPolicy(hallpass, { Tags: fifty }))
  await tags.add(tag('K0', 'new'))
  await expect(tags.add(tag('k50'))).rejects.toMatchObject(
    refusal('LimitExceededException', 'The number of tags has reached the maximum limit.', 409),
  )
})

test('a policy that is not there has none', async ({ hallpass }) => {
  const tags = tagsOf(hallpass, unknownPolicy)
  const gone = notFound(`Policy ${unknownPolicy} was not found.`)
  for (const act of [() => tags.add(tag('a')), () => tags.remove('a'), () => tags.list()]) await expect(act()).rejects.toMatchObject(gone)
})

test("AWS's policies have none, and take none", async ({ hallpass }) => {
  const tags = tagsOf(hallpass, 'arn:aws:iam::aws:policy/AdministratorAccess')
  expect((await tags.list()).Tags).toEqual([])
  for (const act of [() => tags.add(tag('a')), () => tags.remove('a')]) {
    await expect(act()).rejects.toMatchObject(refusal('AccessDenied', 'Cannot update policies outside your own account.', 403))
  }
})

test('a user may add and take away the tags that his own policies name', async ({ hallpass }) => {
  const arn = await createPolicy(hallpass)
  const condition = { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } }
  const tags = tagsOf({ iam: await clientAllowed(hallpass, allowing(['iam:TagPolicy', 'iam:UntagPolicy'], arn, condition)) }, arn)
  await tags.add(tag('team', 'red'))
  await tags.remove('team')
  await expect(tags.add(tag('team'), tag('owner'))).rejects.toMatchObject({ name: 'AccessDenied' })
  await expect(tags.remove('owner')).rejects.toMatchObject({ name: 'AccessDenied' })
})
