import type { OpenIdConnectProvider } from '../identity/open-id-connect-provider.ts'
import type { Caches } from './caches.ts'
import type { Engine } from './engine.ts'
import { fromList, fromMap, toList, toMap } from './json-column.ts'
import type { Db, OpenIdConnectProviderRow } from './schema.ts'
import type { Store } from './store.ts'

export type OpenIdConnectProviders = Pick<
  Store,
  | 'createOpenIdConnectProvider'
  | 'findOpenIdConnectProvider'
  | 'updateOpenIdConnectProvider'
  | 'deleteOpenIdConnectProvider'
  | 'listOpenIdConnectProviders'
>

/** The part of the store that keeps the OpenID Connect providers of IAM. */
export function openIdConnectProviders({ read, write }: Engine, caches: Caches): OpenIdConnectProviders {
  const recent = caches.create<OpenIdConnectProvider>()
  return {
    createOpenIdConnectProvider: (provider) => recent.write(provider.arn, () => write((db) => create(db, provider))),
    findOpenIdConnectProvider: (arn) => recent.get(arn, () => read((db) => find(db, arn))),
    updateOpenIdConnectProvider: (arn, change) => recent.write(arn, () => write((db) => update(db, arn, change))),
    deleteOpenIdConnectProvider: (arn) =>
      recent.write(arn, () =>
        write(async (db) => {
          const { numDeletedRows } = await db.deleteFrom('openid_connect_provider').where('arn', '=', arn).executeTakeFirstOrThrow()
          return numDeletedRows > 0n
        }),
      ),
    listOpenIdConnectProviders: (accountId) => read((db) => list(db, accountId)),
  }
}

async function create(db: Db, provider: OpenIdConnectProvider): Promise<'created' | 'exists'> {
  if ((await find(db, provider.arn)) !== undefined) return 'exists'
  await db.insertInto('openid_connect_provider').values(fromProvider(provider)).execute()
  return 'created'
}

async function find(db: Db, arn: string): Promise<OpenIdConnectProvider | undefined> {
  const row = await db.selectFrom('openid_connect_provider').selectAll().where('arn', '=', arn).executeTakeFirst()
  return row && toProvider(row)
}

async function update(
  db: Db,
  arn: string,
  change: (provider: OpenIdConnectProvider) => OpenIdConnectProvider,
): Promise<OpenIdConnectProvider | undefined> {
  const provider = await find(db, arn)
  if (provider === undefined) return undefined
  const changed = change(provider)
  await db.updateTable('openid_connect_provider').set(fromProvider(changed)).where('arn', '=', arn).execute()
  return changed
}

async function list(db: Db, accountId: string): Promise<readonly OpenIdConnectProvider[]> {
  const query = db.selectFrom('openid_connect_provider').selectAll().where('account_id', '=', accountId)
  const rows = await query.orderBy('created_at').orderBy('arn').execute()
  return rows.map(toProvider)
}

function fromProvider(provider: OpenIdConnectProvider): OpenIdConnectProviderRow {
  return {
    arn: provider.arn,
    account_id: provider.accountId,
    url: provider.url,
    created_at: provider.createdAt,
    client_ids: fromList(provider.clientIds),
    thumbprints: fromList(provider.thumbprints),
    tags: fromMap(provider.tags),
  }
}

function toProvider(row: OpenIdConnectProviderRow): OpenIdConnectProvider {
  return {
    arn: row.arn,
    accountId: row.account_id,
    url: row.url,
    clientIds: toList(row.client_ids),
    thumbprints: toList(row.thumbprints),
    tags: toMap(row.tags),
    createdAt: row.created_at,
  }
}
