import { codes } from './while-busy.ts'

/** The part of the API of `node:sqlite` that the store uses. */
export interface SqliteDatabase {
  exec(sql: string): void
  prepare(sql: string): SqliteStatement
  close(): void
}

export interface SqliteStatement {
  all(...parameters: readonly unknown[]): unknown[]
  run(...parameters: readonly unknown[]): { readonly changes: number | bigint }
}

/**
 * Opens a database with the SQLite that is built into Node (from 22.13), else with its drop-in package.
 * @param path absolute: a relative one could read as a URI, or as `:memory:`
 */
export async function openDatabase(path: string): Promise<SqliteDatabase> {
  // Node 20.0 to 20.15 have no getBuiltinModule; before 22.13 the module is only there behind a flag.
  const builtIn: unknown = process.getBuiltinModule?.('node:sqlite')
  return isSqlite(builtIn) ? new builtIn.DatabaseSync(path) : openPackaged(path)
}

function isSqlite(module: unknown): module is { readonly DatabaseSync: new (path: string) => SqliteDatabase } {
  return typeof module === 'object' && module !== null && 'DatabaseSync' in module
}

async function openPackaged(path: string): Promise<SqliteDatabase> {
  const { DatabaseSync } = await import('@photostructure/sqlite')
  const database = new DatabaseSync(path)
  return {
    exec: (sql) => database.exec(sql),
    close: () => database.close(),
    prepare: (sql) => withErrorCodes(database.prepare(sql)),
  }
}

interface PackagedStatement extends SqliteStatement {
  get(...parameters: readonly unknown[]): unknown
}

/**
 * A statement of the drop-in package, whose errors say what they are: those of its `all` lack SQLite's code, by which we know a lock
 * from a fault (1.2), and those of its `get` do not. Where `get` finds nothing wrong any more, it was a lock, and has gone.
 */
export function withErrorCodes(statement: PackagedStatement): SqliteStatement {
  return {
    run: (...parameters) => statement.run(...parameters),
    all: (...parameters) => {
      try {
        return statement.all(...parameters)
      } catch (cause) {
        statement.get(...parameters)
        throw Object.assign(new Error('The database was locked.', { cause }), { errcode: codes.busy })
      }
    },
  }
}
