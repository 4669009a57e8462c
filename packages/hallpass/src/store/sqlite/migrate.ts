import { StoreUnavailable } from '../store-unavailable.ts'
import { initial } from './migrations/001-initial.ts'
import { iam } from './migrations/002-iam.ts'
import { copying } from './migrations/003-copying.ts'
import type { SqliteDatabase } from './open-database.ts'

/** What brings a database from version n (its `user_version`) to n + 1. Never edited once released. */
const migrations: readonly string[] = [initial, iam, copying]

/** Throws where the database is another program's, or of a newer version; changes nothing. */
export function refuseForeign(database: SqliteDatabase, path: string): void {
  const isNew = pragma(database, 'schema_version') === 0
  if (!isNew && pragma(database, 'application_id') !== applicationId) throw foreign(path)
  const version = pragma(database, 'user_version')
  if (version > migrations.length) throw tooNew(path, version)
}

/** Brings the database to this version's schema, in one transaction that holds the write lock. Throws when another process is in the way. */
export function migrate(database: SqliteDatabase, path: string): void {
  database.exec('begin immediate')
  try {
    refuseForeign(database, path)
    for (const migration of migrations.slice(pragma(database, 'user_version'))) database.exec(migration)
    // Written even where it is so already: only a write shows that the file can be written.
    database.exec(`pragma user_version = ${migrations.length}`)
    database.exec('commit')
  } catch (error) {
    try {
      database.exec('rollback')
    } catch {
      // After some errors (a full disk) SQLite has done so by itself, and `error` is why.
    }
    throw error
  }
}

/** "HALL" in ASCII, as the first migration sets it. */
const applicationId = 0x48414c4c

/** A pragma of one number. `schema_version` is 0 as long as no table was ever made. */
function pragma(database: SqliteDatabase, name: 'user_version' | 'application_id' | 'schema_version'): number {
  const [row] = database.prepare(`pragma ${name}`).all()
  // Each of these pragmas gives one row with one number, under its own name.
  return (row as Record<typeof name, number>)[name]
}

function foreign(path: string): StoreUnavailable {
  return new StoreUnavailable(`${path} is a database of another program. Name another path.`)
}

function tooNew(path: string, version: number): StoreUnavailable {
  return new StoreUnavailable(
    `${path} was made by a newer version of Hallpass: its schema is ${version}, this version knows ${migrations.length}. ` +
      'Run the newer version, or restore a backup that this one made.',
  )
}
