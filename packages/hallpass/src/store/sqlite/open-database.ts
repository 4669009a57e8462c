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
    prepare: (sql) => {
      const statement = database.prepare(sql)
      return {
        run: (...parameters) => statement.run(...parameters),
        all: (...parameters) => {
          try {
            return statement.all(...parameters)
          } catch (error) {
            // The errors of its `all` lack SQLite's code, by which we know a lock from a fault (1.2); those of its `get` do not.
            statement.get(...parameters)
            throw error
          }
        },
      }
    },
  }
}
