import { changesNothing, type Linking } from '../identity/link-logins.ts'
import type { FindIdentities } from './find-identities.ts'
import type { KeepPool } from './keep-pool.ts'
import { fromLogin } from './login-row.ts'
import type { Db } from './schema.ts'
import type { Resolved, ResolveLogins } from './store.ts'

/** Within one transaction: reads who owns the logins, lets `decide` say what to do, and does it. */
export async function resolveLogins(db: Db, find: FindIdentities, keepPool: KeepPool, request: ResolveLogins): Promise<Resolved> {
  const { poolId, namedId, logins, decide } = request
  if (!(await keepPool(db, poolId))) return { kind: 'no-such-pool' }

  const named = namedId === undefined ? undefined : await find.byId(db, namedId)
  if (namedId !== undefined && named?.poolId !== poolId) return { kind: 'no-such-identity' }
  if (named?.disabled) return { kind: 'identity-disabled' }

  const linking = decide(named, await find.owners(db, poolId, logins))
  return linking.kind === 'linked' ? carryOut(db, request, linking) : linking
}

async function carryOut(db: Db, { poolId, fresh, now }: ResolveLogins, linking: Linking & { kind: 'linked' }): Promise<Resolved> {
  const { target, absorbed, added } = linking
  const identityId = target === 'new' ? fresh.id : target.id
  if (changesNothing(linking)) return { kind: 'resolved', identityId }

  if (target === 'new') {
    const row = { id: fresh.id, pool_id: poolId, created_at: fresh.createdAt, modified_at: now, disabled: 0 }
    await db.insertInto('identity').values(row).execute()
  } else {
    await db.updateTable('identity').set({ modified_at: now }).where('id', '=', identityId).execute()
  }
  if (absorbed.length > 0) {
    const ids = absorbed.map(({ id }) => id)
    await db.updateTable('login').set({ identity_id: identityId }).where('identity_id', 'in', ids).execute()
    await db.updateTable('identity').set({ disabled: 1, modified_at: now }).where('id', 'in', ids).execute()
  }
  if (added.length > 0) {
    const rows = added.map((login) => ({ pool_id: poolId, ...fromLogin(login), identity_id: identityId }))
    await db.insertInto('login').values(rows).execute()
  }
  return { kind: 'resolved', identityId }
}
