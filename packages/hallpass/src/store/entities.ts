import type { Entity } from '../identity/entity.ts'
import type { Caches } from './caches.ts'
import type { Engine } from './engine.ts'
import type { EntityMapping } from './entity-row.ts'
import { nameKey } from './name-key.ts'
import { onPage } from './name-page.ts'
import { findMissingPolicy, writePolicyUses } from './policy-uses.ts'
import type { RecentReads } from './recent-reads.ts'
import type { Db } from './schema.ts'
import type { NamePage, Updated } from './store.ts'

/** Keeps the entities of one kind: roles, or users. The methods are the store's, for both kinds. */
export class Entities<T extends Entity> {
  readonly #engine: Engine
  readonly #mapping: EntityMapping<T>
  /** By id, and by account and name. */
  readonly #recent: RecentReads<T>

  constructor(engine: Engine, caches: Caches, mapping: EntityMapping<T>) {
    this.#engine = engine
    this.#mapping = mapping
    this.#recent = caches.create<T>()
  }

  create(entity: T): Promise<'created' | 'exists' | 'no-such-policy'> {
    return this.#recent.write(`${entity.accountId}/${entity.name}`, () =>
      this.#engine.write(async (db) => {
        if ((await this.#select(db, entity.accountId, entity.name)) !== undefined) return 'exists'
        if ((await findMissingPolicy(db, undefined, entity)) !== undefined) return 'no-such-policy'
        await db.insertInto('entity').values(this.#mapping.toRow(entity)).execute()
        await writePolicyUses(db, undefined, entity)
        return 'created'
      }),
    )
  }

  find(accountId: string, name: string): Promise<T | undefined> {
    return this.#recent.get(`${accountId}/${name}`, () => this.#engine.read((db) => this.#selectExactly(db, accountId, name)))
  }

  findById(id: string): Promise<T | undefined> {
    return this.#recent.get(id, () =>
      this.#engine.read(async (db) => {
        const query = db.selectFrom('entity').selectAll().where('id', '=', id).where('kind', '=', this.#mapping.kind)
        const row = await query.executeTakeFirst()
        return row && this.#mapping.fromRow(row)
      }),
    )
  }

  update(accountId: string, name: string, change: (entity: T) => T): Promise<Updated<T>> {
    return this.#recent.writeAny(() => this.#engine.write((db) => this.#update(db, accountId, name, change)))
  }

  /** `check` throws where the entity may not go, and takes with it what is kept elsewhere. */
  delete(accountId: string, name: string, check: (entity: T, db: Db) => void | Promise<void>): Promise<boolean> {
    return this.#recent.writeAny(() =>
      this.#engine.write(async (db) => {
        const entity = await this.#selectExactly(db, accountId, name)
        if (entity === undefined) return false
        await check(entity, db)
        await writePolicyUses(db, entity, undefined)
        await db
          .deleteFrom('entity')
          .where(({ and }) => and(this.#keyOf(entity)))
          .execute()
        return true
      }),
    )
  }

  list(accountId: string, page: NamePage): Promise<readonly T[]> {
    return this.#engine.read(async (db) => {
      const query = db.selectFrom('entity').selectAll().where('account_id', '=', accountId).where('kind', '=', this.#mapping.kind)
      const rows = await query.where(onPage(page)).orderBy('name_key').limit(page.limit).execute()
      return rows.map(this.#mapping.fromRow)
    })
  }

  async #update(db: Db, accountId: string, name: string, change: (entity: T) => T): Promise<Updated<T>> {
    const entity = await this.#selectExactly(db, accountId, name)
    if (entity === undefined) return { kind: 'not-found' }
    const changed = { ...change(entity), id: entity.id, accountId, createdAt: entity.createdAt }

    const renamed = nameKey(changed.name) !== nameKey(name)
    if (renamed && (await this.#select(db, accountId, changed.name)) !== undefined) return { kind: 'name-taken' }
    const policyArn = await findMissingPolicy(db, entity, changed)
    if (policyArn !== undefined) return { kind: 'no-such-policy', policyArn }

    await db
      .updateTable('entity')
      .set(this.#mapping.toRow(changed))
      .where(({ and }) => and(this.#keyOf(entity)))
      .execute()
    await writePolicyUses(db, entity, changed)
    return { kind: 'updated', value: changed }
  }

  /** By its name without regard to case. */
  async #select(db: Db, accountId: string, name: string): Promise<T | undefined> {
    const query = db.selectFrom('entity').selectAll()
    const row = await query.where(({ and }) => and(this.#keyOf({ accountId, name }))).executeTakeFirst()
    return row && this.#mapping.fromRow(row)
  }

  async #selectExactly(db: Db, accountId: string, name: string): Promise<T | undefined> {
    const entity = await this.#select(db, accountId, name)
    return entity?.name === name ? entity : undefined
  }

  #keyOf({ accountId, name }: Pick<Entity, 'accountId' | 'name'>) {
    return { account_id: accountId, kind: this.#mapping.kind, name_key: nameKey(name) }
  }
}
