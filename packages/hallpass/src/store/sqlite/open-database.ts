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
  // Node 20.0 to 20.15 have no getBuiltinModule; older modules than that of 22.13 are only there behind a flag.
  const builtIn: unknown = process.getBuiltinModule?.('node:sqlite')
  const { DatabaseSync } = isSqlite(builtIn) ? builtIn : await import('@photostructure/sqlite')
  return new DatabaseSync(path)
}

function isSqlite(module: unknown): module is { readonly DatabaseSync: new (path: string) => SqliteDatabase } {
  return typeof module === 'object' && module !== null && 'DatabaseSync' in module
}
