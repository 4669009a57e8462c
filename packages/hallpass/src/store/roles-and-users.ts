import type { AccessKey } from '../identity/access-key.ts'
import { deleteAccessKeysOf, selectAccessKeysOf } from './access-keys.ts'
import type { Caches } from './caches.ts'
import type { Engine } from './engine.ts'
import { Entities } from './entities.ts'
import { roleMapping, userMapping } from './entity-row.ts'
import type { RecentReads } from './recent-reads.ts'
import type { Store } from './store.ts'

export type RolesAndUsers = Pick<
  Store,
  | 'createRole'
  | 'findRole'
  | 'updateRole'
  | 'deleteRole'
  | 'listRoles'
  | 'createUser'
  | 'findUser'
  | 'updateUser'
  | 'deleteUser'
  | 'listUsers'
  | 'findEntity'
>

/** The part of the store that keeps roles and users; `recentAccessKeys` is the cache of their keys. */
export function rolesAndUsers(engine: Engine, caches: Caches, recentAccessKeys: RecentReads<AccessKey>): RolesAndUsers {
  const roles = new Entities(engine, caches, roleMapping)
  const users = new Entities(engine, caches, userMapping)
  return {
    createRole: (role) => roles.create(role),
    findRole: (accountId, name) => roles.find(accountId, name),
    updateRole: (accountId, name, change) => roles.update(accountId, name, change),
    deleteRole: (accountId, name, check) => roles.delete(accountId, name, check),
    listRoles: (accountId, page) => roles.list(accountId, page),

    createUser: (user) => users.create(user),
    findUser: (accountId, name) => users.find(accountId, name),
    updateUser: (accountId, name, change) => users.update(accountId, name, change),
    deleteUser: (accountId, name, check) =>
      recentAccessKeys.writeAny(() =>
        users.delete(accountId, name, async (user, db) => {
          check(user, await selectAccessKeysOf(db, user.id))
          await deleteAccessKeysOf(db, user.id)
        }),
      ),
    listUsers: (accountId, page) => users.list(accountId, page),

    findEntity: (id) => (id.startsWith('AROA') ? roles.findById(id) : users.findById(id)),
  }
}
