import { type Entity, type Role, roleArnOf, type User, userArnOf } from '../identity/entity.ts'
import type { Ports } from '../operation/context.ts'
import type { ServiceError } from '../operation/service-error.ts'
import type { Updated } from '../store/store.ts'
import { NoSuchEntity } from './errors.ts'

type EntityPorts = Pick<Ports, 'store' | 'accountId'>

/** What differs between roles and users for whatever both of them have: policies, a boundary, tags. */
export interface EntityFamily<E extends Entity> {
  readonly kind: 'role' | 'user'
  readonly find: (name: string, ports: EntityPorts) => Promise<E | undefined>
  readonly update: (name: string, change: (entity: E) => E, ports: EntityPorts) => Promise<Updated<E>>
  readonly arnOf: (entity: Pick<Entity, 'accountId' | 'path' | 'name'>) => string
}

export const roles: EntityFamily<Role> = {
  kind: 'role',
  find: (name, { store, accountId }) => store.findRole(accountId, name),
  update: (name, change, { store, accountId }) => store.updateRole(accountId, name, change),
  arnOf: roleArnOf,
}

export const users: EntityFamily<User> = {
  kind: 'user',
  find: (name, { store, accountId }) => store.findUser(accountId, name),
  update: (name, change, { store, accountId }) => store.updateUser(accountId, name, change),
  arnOf: userArnOf,
}

/** @throws NoSuchEntity */
export async function findEntity<E extends Entity>(family: EntityFamily<E>, name: string, ports: EntityPorts): Promise<E> {
  const entity = await family.find(name, ports)
  if (entity === undefined) throw noSuchEntity(family, name)
  return entity
}

/** Why the store did not make a change that was asked of it. */
export type UpdateRefusal = Exclude<Updated<Entity>, { readonly kind: 'updated' | 'not-found' }>

/**
 * The entity as it is after the change; where `change` throws, nothing changes.
 * @param refuse what a change says that the store refuses; only changes of names and of managed policies can be refused
 * @throws NoSuchEntity
 */
export async function updateEntity<E extends Entity>(
  family: EntityFamily<E>,
  name: string,
  ports: EntityPorts,
  change: (entity: E) => E,
  refuse: (refusal: UpdateRefusal) => ServiceError | Error = unexpected,
): Promise<E> {
  const updated = await family.update(name, change, ports)
  switch (updated.kind) {
    case 'updated':
      return updated.value
    case 'not-found':
      throw noSuchEntity(family, name)
    default:
      throw refuse(updated)
  }
}

export function noSuchEntity({ kind }: Pick<EntityFamily<Entity>, 'kind'>, name: string): NoSuchEntity {
  return new NoSuchEntity(`The ${kind} with name ${name} cannot be found.`)
}

function unexpected({ kind }: UpdateRefusal): Error {
  return new Error(`A change of neither names nor managed policies was refused: ${kind}`)
}
