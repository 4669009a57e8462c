import type { ManagedPolicy, PolicyUse, PolicyVersion } from '../identity/managed-policy.ts'
import type { Caches } from './caches.ts'
import type { Engine } from './engine.ts'
import { fromMap, toMap } from './json-column.ts'
import { nameKey } from './name-key.ts'
import { onPage } from './name-page.ts'
import { selectPolicyUses } from './policy-uses.ts'
import type { Db, ManagedPolicyRow } from './schema.ts'
import type { NamePage, Store } from './store.ts'

export type ManagedPolicies = Pick<
  Store,
  'createManagedPolicy' | 'findManagedPolicy' | 'updateManagedPolicy' | 'deleteManagedPolicy' | 'listManagedPolicies' | 'listPolicyUses'
>

/** The part of the store that keeps managed policies, and knows where they are used. */
export function managedPolicies({ read, write }: Engine, caches: Caches): ManagedPolicies {
  const recent = caches.create<ManagedPolicy>()
  return {
    createManagedPolicy: (policy) => recent.write(policy.arn, () => write((db) => create(db, policy))),
    findManagedPolicy: (arn) => recent.get(arn, () => read((db) => find(db, arn))),
    updateManagedPolicy: (arn, change) => recent.write(arn, () => write((db) => update(db, arn, change))),
    deleteManagedPolicy: (arn, check) => recent.write(arn, () => write((db) => deletePolicy(db, arn, check))),
    listManagedPolicies: (accountId, page) => read((db) => list(db, accountId, page)),
    listPolicyUses: (accountId, policyArns) => read((db) => selectPolicyUses(db, accountId, policyArns)),
  }
}

async function create(db: Db, policy: ManagedPolicy): Promise<'created' | 'exists'> {
  const same = db
    .selectFrom('managed_policy')
    .select('arn')
    .where(({ and }) => and(keyOf(policy)))
  if ((await same.executeTakeFirst()) !== undefined) return 'exists'
  await db.insertInto('managed_policy').values(fromPolicy(policy)).execute()
  return 'created'
}

async function find(db: Db, arn: string): Promise<ManagedPolicy | undefined> {
  const row = await db.selectFrom('managed_policy').selectAll().where('arn', '=', arn).executeTakeFirst()
  return row && toPolicy(row)
}

async function update(db: Db, arn: string, change: (policy: ManagedPolicy) => ManagedPolicy): Promise<ManagedPolicy | undefined> {
  const policy = await find(db, arn)
  if (policy === undefined) return undefined
  const { id, accountId, path, name, createdAt } = policy
  const changed = { ...change(policy), arn, id, accountId, path, name, createdAt }
  await db
    .updateTable('managed_policy')
    .set(fromPolicy(changed))
    .where(({ and }) => and(keyOf(policy)))
    .execute()
  return changed
}

async function deletePolicy(db: Db, arn: string, check: (policy: ManagedPolicy, uses: readonly PolicyUse[]) => void): Promise<boolean> {
  const policy = await find(db, arn)
  if (policy === undefined) return false
  check(policy, await selectPolicyUses(db, policy.accountId, [arn]))
  await db
    .deleteFrom('managed_policy')
    .where(({ and }) => and(keyOf(policy)))
    .execute()
  return true
}

async function list(db: Db, accountId: string, page: NamePage): Promise<readonly ManagedPolicy[]> {
  const query = db.selectFrom('managed_policy').selectAll().where('account_id', '=', accountId).where(onPage(page))
  const rows = await query.orderBy('name_key').limit(page.limit).execute()
  return rows.map(toPolicy)
}

function keyOf({ accountId, name }: ManagedPolicy) {
  return { account_id: accountId, name_key: nameKey(name) }
}

function fromPolicy(policy: ManagedPolicy): ManagedPolicyRow {
  return {
    ...keyOf(policy),
    arn: policy.arn,
    id: policy.id,
    name: policy.name,
    path: policy.path,
    description: policy.description ?? null,
    created_at: policy.createdAt,
    updated_at: policy.updatedAt,
    tags: fromMap(policy.tags),
    versions: JSON.stringify(policy.versions),
    default_version: policy.defaultVersion,
    versions_made: policy.versionsMade,
  }
}

function toPolicy(row: ManagedPolicyRow): ManagedPolicy {
  return {
    arn: row.arn,
    id: row.id,
    accountId: row.account_id,
    path: row.path,
    name: row.name,
    description: row.description ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    tags: toMap(row.tags),
    // Only fromPolicy writes this column.
    versions: JSON.parse(row.versions) as PolicyVersion[],
    defaultVersion: row.default_version,
    versionsMade: row.versions_made,
  }
}
