import { expect } from 'vitest'
import type { Entity, Role, User } from '../../../src/identity/entity.ts'
import type { NamePage, Store, Updated } from '../../../src/store/store.ts'
import { aRole, aUser, document, everySetting, uniqueId } from './iam-samples.ts'
import { account } from './samples.ts'

/** The store's methods for entities of one kind. */
export interface EntityKind<T extends Entity> {
  sample(settings?: Partial<Entity>): T
  /** With every setting that there is. */
  full(): T
  create(store: Store, entity: T): Promise<'created' | 'exists' | 'no-such-policy'>
  find(store: Store, name: string, accountId?: string): Promise<T | undefined>
  update(store: Store, name: string, change: (entity: T) => T): Promise<Updated<T>>
  delete(store: Store, name: string, check: (entity: T) => void): Promise<boolean>
  list(store: Store, page: NamePage): Promise<readonly T[]>
}

/** Makes one that has nothing but these settings. */
export async function makeEntity<T extends Entity>(kind: EntityKind<T>, store: Store, settings: Partial<Entity> = {}): Promise<T> {
  const entity = kind.sample(settings)
  expect(await kind.create(store, entity)).toBe('created')
  return entity
}

export const roles: EntityKind<Role> = {
  sample: aRole,
  full: () =>
    aRole({
      ...everySetting,
      trustPolicy: ` ${document}`,
      trustedIds: new Map([
        ['arn:aws:iam::000000000000:user/b', uniqueId('AIDA')],
        ['arn:aws:iam::000000000000:role/a', uniqueId('AROA')],
      ]),
      description: 'What it is for:\r\n "reading" é',
      maxSessionDuration: 43_200,
    }),
  create: (store, role) => store.createRole(role),
  find: (store, name, accountId = account) => store.findRole(accountId, name),
  update: (store, name, change) => store.updateRole(account, name, change),
  delete: (store, name, check) => store.deleteRole(account, name, check),
  list: (store, page) => store.listRoles(account, page),
}

export const users: EntityKind<User> = {
  sample: aUser,
  full: () => aUser(everySetting),
  create: (store, user) => store.createUser(user),
  find: (store, name, accountId = account) => store.findUser(accountId, name),
  update: (store, name, change) => store.updateUser(account, name, change),
  delete: (store, name, check) => store.deleteUser(account, name, check),
  list: (store, page) => store.listUsers(account, page),
}
