import type { Identity } from '../identity/identity.ts'
import { type Login, sameLogin } from '../identity/login.ts'
import { type Engine, idempotent } from './engine.ts'
import { FindIdentities } from './find-identities.ts'
import { fromLogin } from './login-row.ts'
import { resolveLogins } from './resolve-logins.ts'
import type { Db } from './schema.ts'
import type { FreshIdentity, Store } from './store.ts'

export type Identities = Pick<
  Store,
  'listIdentities' | 'findIdentity' | 'findOwners' | 'createGuest' | 'resolveLogins' | 'unlink' | 'deleteIdentities'
>

/** The part of the store that keeps identities and their logins. */
export function identities({ read, write }: Engine): Identities {
  const find = new FindIdentities()
  return {
    listIdentities: (poolId, page) => read((db) => find.page(db, poolId, page)),
    findIdentity: (id) => read((db) => find.byId(db, id)),
    findOwners: (poolId, logins) => read((db) => find.owners(db, poolId, logins)),
    createGuest: (identity, poolId) => write((db) => createGuest(db, identity, poolId), idempotent),
    resolveLogins: (request) => write((db) => resolveLogins(db, find, request), idempotent),
    unlink: (identityId, decide, now) => write((db) => unlink(db, find, identityId, decide, now)),
    deleteIdentities: (ids, accountId) => write((db) => deleteIdentities(db, ids, accountId), idempotent),
  }
}

async function createGuest(db: Db, { id, createdAt }: FreshIdentity, poolId: string): Promise<boolean> {
  const pool = await db.selectFrom('pool').select('id').where('id', '=', poolId).executeTakeFirst()
  if (pool === undefined) return false
  const row = { id, pool_id: poolId, created_at: createdAt, modified_at: createdAt, disabled: 0 }
  // Ids are random: what is there already was made by this very job, which the engine runs again where it cannot tell its outcome.
  await db
    .insertInto('identity')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return true
}

async function unlink(
  db: Db,
  find: FindIdentities,
  identityId: string,
  decide: (identity: Identity) => readonly Login[],
  now: number,
): Promise<Identity | undefined> {
  const identity = await find.byId(db, identityId)
  if (identity === undefined) return undefined
  const decided = decide(identity)
  const going = identity.logins.filter((login) => decided.some((other) => sameLogin(login, other)))
  if (going.length === 0) return identity

  const staying = identity.logins.filter((login) => !going.includes(login))
  const disabled = staying.length === 0
  await db
    .deleteFrom('login')
    .where('identity_id', '=', identityId)
    .where(({ and, or }) => or(going.map((login) => and(fromLogin(login)))))
    .execute()
  await db
    .updateTable('identity')
    .set({ modified_at: now, disabled: Number(disabled) })
    .where('id', '=', identityId)
    .execute()
  return { ...identity, logins: staying, modifiedAt: now, disabled }
}

async function deleteIdentities(db: Db, ids: readonly string[], accountId: string): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const found = await db
    .selectFrom('identity')
    .innerJoin('pool', 'pool.id', 'identity.pool_id')
    .select(['identity.id', 'pool.account_id'])
    .where('identity.id', 'in', ids)
    .execute()
  const own = found.filter((row) => row.account_id === accountId).map((row) => row.id)
  if (own.length > 0) await db.deleteFrom('identity').where('id', 'in', own).execute()
  return found.filter((row) => row.account_id !== accountId).map((row) => row.id)
}
