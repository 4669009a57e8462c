import type { Identity } from '../identity/identity.ts'
import type { Login } from '../identity/login.ts'
import { compiledOnce } from './compiled-once.ts'
import { fromLogin, type LoginColumns, toLogin } from './login-row.ts'
import type { Db, IdentityRow } from './schema.ts'
import type { Page } from './store.ts'

export type IdentityPage = Page & { readonly hideDisabled: boolean }

/** Reads identities with all their logins, these by provider, then subject. Each read is one statement. */
export class FindIdentities {
  readonly #identity = compiledOnce((db) => selectIdentity(db, ''))
  readonly #ownerOfOne = compiledOnce((db) => selectOwners(db, '', [{ provider: '', subject: '' }]))

  /** Disabled or not. */
  async byId(db: Db, id: string): Promise<Identity | undefined> {
    const [identity] = toIdentities(await this.#identity(db, [id]))
    return identity
  }

  /** The distinct owners. Disabled identities are never among them: they own no logins. */
  async owners(db: Db, poolId: string, logins: readonly Login[]): Promise<readonly Identity[]> {
    const [login, ...others] = logins
    if (login === undefined) return []
    if (others.length > 0) return toIdentities(await selectOwners(db, poolId, logins).execute())
    const { provider, subject } = fromLogin(login)
    return toIdentities(await this.#ownerOfOne(db, [poolId, provider, subject]))
  }

  /** Oldest first. */
  async page(db: Db, poolId: string, page: IdentityPage): Promise<readonly Identity[]> {
    return toIdentities(await selectPage(db, poolId, page).execute())
  }
}

/** One identity, a row for each of its logins. */
export function selectIdentity(db: Db, id: string) {
  return selectIdentities(db).where('identity.id', '=', id)
}

/** The identities that own any of these logins (one at least), a row for each login of each. */
export function selectOwners(db: Db, poolId: string, logins: readonly Login[]) {
  return selectIdentities(db).where('identity.id', 'in', (query) =>
    query
      .selectFrom('login as wanted')
      .select('wanted.identity_id')
      .where('wanted.pool_id', '=', poolId)
      .where(({ and, or }) =>
        or(logins.map(fromLogin).map(({ provider, subject }) => and({ 'wanted.provider': provider, 'wanted.subject': subject }))),
      ),
  )
}

/** One page of a pool's identities, oldest first, a row for each login of each. */
export function selectPage(db: Db, poolId: string, { after, limit, hideDisabled }: IdentityPage) {
  let page = db.selectFrom('identity').selectAll().where('pool_id', '=', poolId)
  if (hideDisabled) page = page.where('disabled', '=', 0)
  if (after !== undefined) {
    page = page.where(({ eb, refTuple, tuple }) => eb(refTuple('created_at', 'id'), '>', tuple(after.createdAt, after.id)))
  }
  return db
    .selectFrom(page.orderBy('created_at').orderBy('id').limit(limit).as('identity'))
    .leftJoin('login', 'login.identity_id', 'identity.id')
    .selectAll('identity')
    .select(['login.provider', 'login.subject'])
    .orderBy('identity.created_at')
    .orderBy('identity.id')
}

function selectIdentities(db: Db) {
  return db
    .selectFrom('identity')
    .leftJoin('login', 'login.identity_id', 'identity.id')
    .selectAll('identity')
    .select(['login.provider', 'login.subject'])
}

type JoinedRow = IdentityRow & { readonly [K in keyof LoginColumns]: LoginColumns[K] | null }

/** The identities of such rows, in the order in which they come. */
function toIdentities(rows: readonly JoinedRow[]): Identity[] {
  const byId = new Map<string, { readonly row: IdentityRow; readonly logins: Login[] }>()
  for (const row of rows) {
    const identity = byId.get(row.id) ?? { row, logins: [] }
    byId.set(row.id, identity)
    const { provider, subject } = row
    if (provider !== null && subject !== null) identity.logins.push(toLogin({ provider, subject }))
  }
  return [...byId.values()].map(({ row, logins }) => ({
    id: row.id,
    poolId: row.pool_id,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
    disabled: row.disabled === 1,
    logins: logins.sort(byProvider),
  }))
}

function byProvider(a: Login, b: Login): number {
  return compare(a.provider, b.provider) || compare(a.subject, b.subject)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
