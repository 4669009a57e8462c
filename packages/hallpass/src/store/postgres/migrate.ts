import { StoreUnavailable } from '../store-unavailable.ts'
import type { Connection } from './connection.ts'
import { sqlStateOf } from './failures.ts'
import { initial } from './migrations/001-initial.ts'

/** What brings a database from version n to n + 1. Never edited once released. */
const migrations: readonly string[] = [initial]

/**
 * Brings the database to this version's schema, in one transaction. Of nodes that start at once one does it, and the others wait for
 * the lock on the row that holds the version; where they come at once to a new database, all but one fail, and try again.
 */
export async function migrate(connection: Connection): Promise<void> {
  if ((await currentVersion(connection)) === migrations.length) return
  await connection.command('begin')
  try {
    await connection.command('create table if not exists hallpass_schema (version bigint not null)')
    const version = await lockedVersion(connection)
    if (version > migrations.length) throw tooNew(version)
    for (const migration of migrations.slice(version)) await connection.command(migration)
    await connection.query('update hallpass_schema set version = $1', [migrations.length])
    await connection.command('commit')
  } catch (error) {
    await connection.command('rollback').catch(() => undefined)
    throw explained(error)
  }
}

/** Undefined where there is none: a new database, or another program's. */
async function currentVersion(connection: Connection): Promise<number | undefined> {
  const { rows } = await connection.command("select to_regclass('hallpass_schema') is not null as is_there")
  const [{ is_there: isThere } = { is_there: false }] = rows as readonly { readonly is_there: boolean }[]
  return isThere ? versionOf(await connection.query('select version from hallpass_schema', [])) : undefined
}

/** With the lock; 0 where there was none. */
async function lockedVersion(connection: Connection): Promise<number> {
  const version = versionOf(await connection.query('select version from hallpass_schema for update', []))
  if (version !== undefined) return version
  await connection.command('insert into hallpass_schema (version) values (0)')
  return 0
}

function versionOf({ rows }: { readonly rows: readonly unknown[] }): number | undefined {
  // The table has this one column.
  return (rows as readonly { readonly version: number }[]).at(0)?.version
}

function explained(error: unknown): unknown {
  switch (sqlStateOf(error)) {
    case '42P07':
      return new StoreUnavailable('The database holds tables of another program. Give Hallpass one of its own.', { cause: error })
    case '42501':
      return new StoreUnavailable('The user of the database may not make tables. Make him the owner of the database, or of its schema.', {
        cause: error,
      })
    default:
      return error
  }
}

function tooNew(version: number): StoreUnavailable {
  return new StoreUnavailable(
    `The database was made by a newer version of Hallpass: its schema is ${version}, this version knows ${migrations.length}. ` +
      'Run the newer version, or restore a backup that this one made.',
  )
}
