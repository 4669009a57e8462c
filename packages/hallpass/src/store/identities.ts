import type { Identity } from '../identity/identity.ts'
import { type Login, sameLogin } from '../identity/login.ts'
import { type Compiled, compiledOnce } from './compiled-once.ts'
import type { Engine, JobTraits } from './engine.ts'
import { FindIdentities } from './find-identities.ts'
import { createKeepPool, type KeepPool } from './keep-pool.ts'
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
  const keepPool = createKeepPool()
  const insertGuest = compiledOnce(insertIdentity)
  return {
    listIdentities: (poolId, page) => read((db) => find.page(db, poolId, page)),
    findIdentity: (id) => read((db) => find.byId(db, id)),
    findOwners: (poolId, logins) => read((db) => find.owners(db, poolId, logins)),
    createGuest: (identity, poolId) => write((db) => createGuest(db, keepPool, insertGuest, identity, poolId), guestTraits),
    resolveLogins: (request) => write((db) => resolveLogins(db, find, keepPool, request), resolvingTraits),
    unlink: (identityId, decide, now) => write((db) => unlink(db, find, identityId, decide, now), unlinkingTraits),
    deleteIdentities: (ids, accountId) => write((db) => deleteIdentities(db, ids, accountId), resolvingTraits),
  }
}

/** One row, of a pool that stays. Made again under the same random id, it is there already. */
const guestTraits: JobTraits = { isIdempotent: true, isolation: 'statement' }

/**
 * What changes an identity or its logins writes the identity's own row, so that of two that meet the second is run again; a login that two
 * would add is refused to one by its key; the pool is kept from going. Who runs it again finds what he did, and changes nothing.
 * Serializable besides, logins that have nothing to do with each other would meet in pages of their index.
 */
const resolvingTraits: JobTraits = { isIdempotent: true, isolation: 'snapshot' }

/** The same, but who unlinks again is told that there is no such login. */
const unlinkingTraits: JobTraits = { isolation: 'snapshot' }

async function createGuest(
  db: Db,
  keepPool: KeepPool,
  insert: Compiled<unknown>,
  { id, createdAt }: FreshIdentity,
  poolId: string,
): Promise<boolean> {
  if (!(await keepPool(db, poolId))) return false
  await insert(db, [id, poolId, createdAt, createdAt, 0])
  return true
}

function insertIdentity(db: Db) {
  const row = { id: '', pool_id: '', created_at: 0, modified_at: 0, disabled: 0 }
  // Ids are random: what is there already was made by this very job, which the engine runs again where it cannot tell its outcome.
  return db
    .insertInto('identity')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
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
