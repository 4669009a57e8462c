import { describe, expect } from 'vitest'
import type { Entity } from '../../../src/identity/entity.ts'
import type { Store } from '../../../src/store/store.ts'
import { type EntityKind, makeEntity, roles, users } from './entity-kind.ts'
import { allow, wholeList } from './iam-samples.ts'
import type { StoreTest } from './store-test.ts'

export function describeEntityLists(test: StoreTest): void {
  describe('lists of roles', () => describeLists(test, roles))
  describe('lists of users', () => describeLists(test, users))
}

function describeLists<T extends Entity>(test: StoreTest, kind: EntityKind<T>): void {
  const make = (store: Store, settings?: Partial<Entity>) => makeEntity(kind, store, settings)
  const namesOf = (entities: readonly T[]) => entities.map(({ name }) => name)

  test('a list is in the order of the names in lower case', async ({ store }) => {
    for (const name of ['b', 'C', 'a', 'B2', '_', '=', '9', 'A1']) await make(store, { name })
    expect(namesOf(await kind.list(store, wholeList))).toEqual(['9', '=', '_', 'a', 'A1', 'b', 'B2', 'C'])
  })

  test('what is listed is as it was made', async ({ store }) => {
    const entity = kind.full()
    await kind.create(store, entity)
    expect(await kind.list(store, wholeList)).toStrictEqual([entity])
  })

  test('pages are stable while others come and go', async ({ store }) => {
    for (const name of ['b', 'D', 'f', 'H', 'j']) await make(store, { name })
    const seen: string[] = []
    let after: string | undefined
    for (let page = 0; page < 10; page += 1) {
      const [entity] = await kind.list(store, { pathPrefix: '/', after, limit: 1 })
      if (entity === undefined) break
      seen.push(entity.name)
      after = entity.name.toLowerCase()
      // The last one that was shown goes; another comes where the list was read already.
      await kind.delete(store, entity.name, allow)
      await make(store, { name: `a${page}` })
    }
    expect(seen).toEqual(['b', 'D', 'f', 'H', 'j'])
  })

  test('a list may be of one path and what is below it', async ({ store }) => {
    for (const [name, path] of [
      ['root', '/'],
      ['team', '/team/'],
      ['member', '/team/a/'],
      ['other', '/teams/'],
      ['upper', '/Team/'],
    ] as const) {
      await make(store, { name, path })
    }
    const under = async (pathPrefix: string) => namesOf(await kind.list(store, { ...wholeList, pathPrefix }))
    expect(await under('/team/')).toEqual(['member', 'team'])
    expect(await under('/team')).toEqual(['member', 'other', 'team'])
    expect(await under('/nowhere/')).toEqual([])
    expect(await under('/')).toHaveLength(5)
  })

  test.for(['/_/', '/%/', '/*/', '/?/', '/[a]/', '/\\/', "/'/"])('the characters of the path %s stand for themselves', async (path, {
    store,
  }) => {
    await make(store, { name: 'literal', path })
    await make(store, { name: 'plain', path: '/a/' })
    expect(namesOf(await kind.list(store, { ...wholeList, pathPrefix: path }))).toEqual(['literal'])
  })

  test('a page of one path is as long as asked for', async ({ store }) => {
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) await make(store, { name, path: name < 'c' ? '/' : '/x/' })
    const page = { pathPrefix: '/x/', after: 'c', limit: 2 }
    expect(namesOf(await kind.list(store, page))).toEqual(['d', 'e'])
  })
}
