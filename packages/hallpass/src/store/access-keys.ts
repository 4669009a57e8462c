import type { AccessKey, AccessKeyUse } from '../identity/access-key.ts'
import type { Engine } from './engine.ts'
import type { RecentReads } from './recent-reads.ts'
import type { AccessKeyRow, Db } from './schema.ts'
import type { Store } from './store.ts'

export type AccessKeys = Pick<Store, 'createAccessKey' | 'findAccessKey' | 'updateAccessKey' | 'deleteAccessKey' | 'listAccessKeys'>

/** The part of the store that keeps access keys, their secrets encrypted as they come. */
export function accessKeys({ read, write }: Engine, recent: RecentReads<AccessKey>): AccessKeys {
  return {
    createAccessKey: (key, check) => recent.write(key.id, () => write((db) => create(db, key, check))),
    findAccessKey: (id) => recent.get(id, () => read((db) => find(db, id))),
    updateAccessKey: (id, change) => recent.write(id, () => write((db) => update(db, id, change))),
    deleteAccessKey: (id) =>
      recent.write(id, () =>
        write(async (db) => {
          const { numDeletedRows } = await db.deleteFrom('access_key').where('id', '=', id).executeTakeFirstOrThrow()
          return numDeletedRows > 0n
        }),
      ),
    listAccessKeys: (userId) => read((db) => selectAccessKeysOf(db, userId)),
  }
}

/** In the order of their ids. */
export async function selectAccessKeysOf(db: Db, userId: string): Promise<readonly AccessKey[]> {
  const rows = await db.selectFrom('access_key').selectAll().where('user_id', '=', userId).orderBy('id').execute()
  return rows.map(toAccessKey)
}

export async function deleteAccessKeysOf(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('access_key').where('user_id', '=', userId).execute()
}

async function create(db: Db, key: AccessKey, check: (held: readonly AccessKey[]) => void): Promise<boolean> {
  const user = db.selectFrom('entity').select('id').where('id', '=', key.userId).where('kind', '=', 'user')
  if ((await user.where('account_id', '=', key.accountId).executeTakeFirst()) === undefined) return false
  check(await selectAccessKeysOf(db, key.userId))
  await db.insertInto('access_key').values(fromAccessKey(key)).execute()
  return true
}

async function find(db: Db, id: string): Promise<AccessKey | undefined> {
  const row = await db.selectFrom('access_key').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toAccessKey(row)
}

async function update(db: Db, id: string, change: (key: AccessKey) => AccessKey): Promise<AccessKey | undefined> {
  const key = await find(db, id)
  if (key === undefined) return undefined
  const { accountId, userId, createdAt } = key
  const changed = { ...change(key), id, accountId, userId, createdAt }
  await db.updateTable('access_key').set(fromAccessKey(changed)).where('id', '=', id).execute()
  return changed
}

function fromAccessKey(key: AccessKey): AccessKeyRow {
  return {
    id: key.id,
    account_id: key.accountId,
    user_id: key.userId,
    status: key.status,
    created_at: key.createdAt,
    wrapped_secret: key.wrappedSecret,
    last_use: key.lastUse === undefined ? null : JSON.stringify(key.lastUse),
  }
}

function toAccessKey(row: AccessKeyRow): AccessKey {
  return {
    id: row.id,
    accountId: row.account_id,
    userId: row.user_id,
    status: row.status,
    createdAt: row.created_at,
    wrappedSecret: new Uint8Array(row.wrapped_secret),
    // Only fromAccessKey writes this column.
    lastUse: row.last_use === null ? undefined : (JSON.parse(row.last_use) as AccessKeyUse),
  }
}
