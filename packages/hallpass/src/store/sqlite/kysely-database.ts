import { type DatabaseConnection, Kysely, type SelectModifierNode, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { SqliteDatabase } from './open-database.ts'
import { SqliteConnection } from './sqlite-connection.ts'

/**
 * Kysely over one connection. Each query runs at once, without a queue: the engine is synchronous. Transactions are not Kysely's
 * here; the group commit makes them.
 */
export function kyselyDatabase<Schema>(database: SqliteDatabase): Kysely<Schema> {
  return kyselyOver(new SqliteConnection(database))
}

/** Kysely in SQLite's dialect, over whatever runs its queries. */
export function kyselyOver<Schema>(queries: QueryConnection): Kysely<Schema> {
  const connection: DatabaseConnection = { executeQuery: (query) => queries.executeQuery(query), streamQuery: noStreams }
  return new Kysely<Schema>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createQueryCompiler: () => new QueryCompiler(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createDriver: () => ({
        init: nothing,
        acquireConnection: async () => connection,
        releaseConnection: nothing,
        beginTransaction: noTransactions,
        commitTransaction: noTransactions,
        rollbackTransaction: noTransactions,
        destroy: nothing,
      }),
    },
  })
}

class QueryCompiler extends SqliteQueryCompiler {
  /** SQLite knows no locks on rows, and needs none: jobs are run one after the other. */
  protected override visitSelectModifier(node: SelectModifierNode): void {
    if (node.modifier !== 'ForKeyShare') super.visitSelectModifier(node)
  }
}

/** What runs Kysely's queries. */
export type QueryConnection = Pick<DatabaseConnection, 'executeQuery'>

function noStreams(): never {
  throw new Error('Streaming is not supported.')
}

async function nothing(): Promise<void> {}

async function noTransactions(): Promise<never> {
  throw new Error('Transactions are made by the engine.')
}
