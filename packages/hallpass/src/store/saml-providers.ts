import type { SamlProvider } from '../identity/saml-provider.ts'
import type { Caches } from './caches.ts'
import type { Engine } from './engine.ts'
import { fromList, fromMap, toList, toMap } from './json-column.ts'
import type { Db, SamlProviderRow } from './schema.ts'
import type { Store } from './store.ts'

export type SamlProviders = Pick<
  Store,
  'createSamlProvider' | 'findSamlProvider' | 'findSamlMetadata' | 'updateSamlProvider' | 'deleteSamlProvider' | 'listSamlProviders'
>

/** The part of the store that keeps the SAML providers of IAM, their metadata apart. */
export function samlProviders({ read, write }: Engine, caches: Caches): SamlProviders {
  const recent = caches.create<SamlProvider>()
  return {
    createSamlProvider: (provider, metadata) => recent.write(provider.arn, () => write((db) => create(db, provider, metadata))),
    findSamlProvider: (arn) => recent.get(arn, () => read((db) => find(db, arn))),
    findSamlMetadata: (arn) =>
      read(async (db) => {
        const row = await db.selectFrom('saml_metadata').select('document').where('arn', '=', arn).executeTakeFirst()
        return row?.document
      }),
    updateSamlProvider: (arn, change, metadata) => recent.write(arn, () => write((db) => update(db, arn, change, metadata))),
    deleteSamlProvider: (arn) => recent.write(arn, () => write((db) => deleteProvider(db, arn))),
    listSamlProviders: (accountId) =>
      read(async (db) => {
        const query = db.selectFrom('saml_provider').selectAll().where('account_id', '=', accountId)
        const rows = await query.orderBy('created_at').orderBy('arn').execute()
        return rows.map(toProvider)
      }),
  }
}

async function create(db: Db, provider: SamlProvider, metadata: string): Promise<'created' | 'exists'> {
  if ((await find(db, provider.arn)) !== undefined) return 'exists'
  await db.insertInto('saml_provider').values(fromProvider(provider)).execute()
  await db.insertInto('saml_metadata').values({ arn: provider.arn, document: metadata }).execute()
  return 'created'
}

async function find(db: Db, arn: string): Promise<SamlProvider | undefined> {
  const row = await db.selectFrom('saml_provider').selectAll().where('arn', '=', arn).executeTakeFirst()
  return row && toProvider(row)
}

async function update(
  db: Db,
  arn: string,
  change: (provider: SamlProvider) => SamlProvider,
  metadata: string | undefined,
): Promise<SamlProvider | undefined> {
  const provider = await find(db, arn)
  if (provider === undefined) return undefined
  const { accountId, name, uuid, createdAt } = provider
  const changed = { ...change(provider), arn, accountId, name, uuid, createdAt }
  await db.updateTable('saml_provider').set(fromProvider(changed)).where('arn', '=', arn).execute()
  if (metadata !== undefined) await db.updateTable('saml_metadata').set({ document: metadata }).where('arn', '=', arn).execute()
  return changed
}

async function deleteProvider(db: Db, arn: string): Promise<boolean> {
  await db.deleteFrom('saml_metadata').where('arn', '=', arn).execute()
  const { numDeletedRows } = await db.deleteFrom('saml_provider').where('arn', '=', arn).executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

function fromProvider(provider: SamlProvider): SamlProviderRow {
  return {
    arn: provider.arn,
    account_id: provider.accountId,
    name: provider.name,
    uuid: provider.uuid,
    created_at: provider.createdAt,
    tags: fromMap(provider.tags),
    idp_entity_id: provider.idp.entityId,
    idp_signing_keys: fromList(provider.idp.signingKeys),
    idp_valid_until: provider.idp.validUntil ?? null,
  }
}

function toProvider(row: SamlProviderRow): SamlProvider {
  return {
    arn: row.arn,
    accountId: row.account_id,
    name: row.name,
    uuid: row.uuid,
    createdAt: row.created_at,
    tags: toMap(row.tags),
    idp: { entityId: row.idp_entity_id, signingKeys: toList(row.idp_signing_keys), validUntil: row.idp_valid_until ?? undefined },
  }
}
