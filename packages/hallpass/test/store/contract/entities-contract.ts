import { describe, expect } from 'vitest'
import type { Entity } from '../../../src/identity/entity.ts'
import type { Store } from '../../../src/store/store.ts'
import { type EntityKind, makeEntity, roles, users } from './entity-kind.ts'
import { allow, awsPolicyArn, everyNameCharacter, wholeList } from './iam-samples.ts'
import { account } from './samples.ts'
import type { StoreTest } from './store-test.ts'

/** What holds of roles and of users alike. */
export function describeEntities(test: StoreTest): void {
  describe('roles', () => describeKind(test, roles))
  describe('users', () => describeKind(test, users))
}

function describeKind<T extends Entity>(test: StoreTest, kind: EntityKind<T>): void {
  const refusal = new Error('no')
  const refuse = () => {
    throw refusal
  }

  const make = (store: Store, settings?: Partial<Entity>) => makeEntity(kind, store, settings)
  const namesOf = (entities: readonly T[]) => entities.map(({ name }) => name)

  test('one with every setting comes back as it was, by name and by id', async ({ store, other }) => {
    const entity = kind.full()
    expect(await kind.create(store, entity)).toBe('created')
    expect(await kind.find(other, entity.name)).toStrictEqual(entity)
    expect(await other.findEntity(entity.id)).toStrictEqual(entity)
  })

  test('one with no settings comes back as it was', async ({ store, other }) => {
    const entity = await make(store)
    expect(await kind.find(other, entity.name)).toStrictEqual(entity)
    expect(await other.findEntity(entity.id)).toStrictEqual(entity)
  })

  test('tags and inline policies keep their order', async ({ store, other }) => {
    const entity = kind.full()
    await kind.create(store, entity)
    const found = await kind.find(other, entity.name)
    expect([...(found?.tags ?? [])]).toEqual([...entity.tags])
    expect([...(found?.inlinePolicies ?? [])]).toEqual([...entity.inlinePolicies])
  })

  test('one that was never made is not found, changed or deleted', async ({ store }) => {
    expect(await kind.find(store, 'nobody')).toBeUndefined()
    expect(await store.findEntity(kind.sample().id)).toBeUndefined()
    expect(await kind.update(store, 'nobody', refuse)).toEqual({ kind: 'not-found' })
    expect(await kind.delete(store, 'nobody', refuse)).toBe(false)
  })

  test('a name may have every character that IAM allows', async ({ store }) => {
    const entity = await make(store, { name: everyNameCharacter })
    expect(await kind.find(store, everyNameCharacter)).toStrictEqual(entity)
    expect(namesOf(await kind.list(store, wholeList))).toEqual([everyNameCharacter])
  })

  test('a name is taken whatever its case and path', async ({ store }) => {
    const entity = await make(store, { name: 'Name' })
    expect(await kind.create(store, kind.sample({ name: 'nAME', path: '/elsewhere/' }))).toBe('exists')
    expect(await kind.find(store, 'nAME')).toBeUndefined()
    expect(await kind.find(store, 'Name')).toStrictEqual(entity)
    expect(await kind.list(store, wholeList)).toStrictEqual([entity])
  })

  test('one is found, changed and deleted by its exact name only', async ({ store }) => {
    await make(store, { name: 'Name' })
    expect(await kind.find(store, 'name')).toBeUndefined()
    expect(await kind.update(store, 'name', refuse)).toEqual({ kind: 'not-found' })
    expect(await kind.delete(store, 'name', refuse)).toBe(false)
    expect(await kind.find(store, 'Name')).toBeDefined()
  })

  test('accounts have names of their own', async ({ store }) => {
    const ours = await make(store, { name: 'same' })
    const theirs = await make(store, { name: 'same', accountId: '111111111111' })
    expect(await kind.find(store, 'same')).toStrictEqual(ours)
    expect(await kind.find(store, 'same', '111111111111')).toStrictEqual(theirs)
    expect(await kind.list(store, wholeList)).toStrictEqual([ours])
  })

  test('of processes that create one name at once, one does', async ({ store, other }) => {
    const rivals = ['Name', 'NAME', 'name', 'nAME'].map((name) => kind.sample({ name }))
    const answers = await Promise.all(rivals.map((rival, index) => kind.create(index % 2 === 0 ? store : other, rival)))
    expect(answers.sort()).toEqual(['created', 'exists', 'exists', 'exists'])
    expect(await kind.list(store, wholeList)).toHaveLength(1)
  })

  test('a change is returned, and seen at once', async ({ store, other }) => {
    const { id, name, createdAt } = await make(store)
    await kind.find(store, name)
    await store.findEntity(id)
    const changed = { ...kind.full(), id, name, createdAt }
    expect(await kind.update(store, name, () => changed)).toStrictEqual({ kind: 'updated', value: changed })
    expect(await kind.find(store, name)).toStrictEqual(changed)
    expect(await store.findEntity(id)).toStrictEqual(changed)
    expect(await kind.find(other, name)).toStrictEqual(changed)
  })

  test('a change back to nothing leaves nothing', async ({ store }) => {
    const full = kind.full()
    await kind.create(store, full)
    const plain = kind.sample({ id: full.id })
    await kind.update(store, full.name, () => plain)
    expect(await kind.find(store, full.name)).toStrictEqual(plain)
    expect(await store.listPolicyUses(account, full.attachedPolicyArns)).toEqual([])
  })

  test('no change gives it another id, account or age', async ({ store }) => {
    const entity = await make(store)
    const change = (old: T) => ({ ...old, id: 'another', accountId: '111111111111', createdAt: 1 })
    expect(await kind.update(store, entity.name, change)).toStrictEqual({ kind: 'updated', value: entity })
    expect(await kind.find(store, entity.name)).toStrictEqual(entity)
  })

  test('a change that throws changes nothing, and its error reaches the caller', async ({ store }) => {
    const entity = await make(store)
    await expect(kind.update(store, entity.name, refuse)).rejects.toBe(refusal)
    expect(await kind.find(store, entity.name)).toStrictEqual(entity)
  })

  test('changes that meet are all made', async ({ store, other }) => {
    const { name } = await make(store)
    const keys = ['a', 'b', 'c', 'd', 'e', 'f']
    const addTag = (key: string, index: number) =>
      kind.update(index % 2 === 0 ? store : other, name, (old) => ({ ...old, tags: new Map([...old.tags, [key, key]]) }))
    await Promise.all(keys.map(addTag))
    expect([...((await kind.find(store, name))?.tags.keys() ?? [])].sort()).toEqual(keys)
  })

  test("another process's change is seen one second later at most", async ({ store, other, clock }) => {
    const { id, name } = await make(store)
    await kind.find(store, name)
    await store.findEntity(id)
    await kind.update(other, name, (old) => ({ ...old, tags: new Map([['changed', '']]) }))
    clock.now += 1_000
    expect((await kind.find(store, name))?.tags.size).toBe(1)
    expect((await store.findEntity(id))?.tags.size).toBe(1)
  })

  test('what was deleted is gone at once, by name and by id', async ({ store }) => {
    const entity = await make(store)
    await kind.find(store, entity.name)
    await store.findEntity(entity.id)
    expect(await kind.delete(store, entity.name, (held) => expect(held).toStrictEqual(entity))).toBe(true)
    expect(await kind.find(store, entity.name)).toBeUndefined()
    expect(await store.findEntity(entity.id)).toBeUndefined()
    expect(await kind.list(store, wholeList)).toEqual([])
  })

  test('a deletion that its check refuses changes nothing', async ({ store }) => {
    const entity = kind.full()
    await kind.create(store, entity)
    await expect(kind.delete(store, entity.name, refuse)).rejects.toBe(refusal)
    expect(await kind.find(store, entity.name)).toStrictEqual(entity)
    expect(await store.listPolicyUses(account, [awsPolicyArn])).toHaveLength(2)
  })

  test('of processes that delete one at once, one does', async ({ store, other }) => {
    const { name } = await make(store)
    const answers = await Promise.all([store, other].map((each) => kind.delete(each, name, allow)))
    expect(answers.sort()).toEqual([false, true])
  })

  test('the next of the same name is another, and has nothing of the first', async ({ store }) => {
    const first = kind.full()
    await kind.create(store, first)
    await kind.find(store, first.name)
    await kind.delete(store, first.name, allow)
    const second = await make(store, { name: first.name })
    expect(await kind.find(store, first.name)).toStrictEqual(second)
    expect(await store.findEntity(first.id)).toBeUndefined()
    expect(await store.listPolicyUses(account, first.attachedPolicyArns)).toEqual([])
  })

  test('what was written is there when the database is opened again', async ({ database }) => {
    const entity = kind.full()
    const before = await database.open({ now: () => 0 })
    await kind.create(before, entity)
    await before.close()
    const after = await database.open({ now: () => 0 })
    expect(await kind.find(after, entity.name)).toStrictEqual(entity)
    await after.close()
  })
}
