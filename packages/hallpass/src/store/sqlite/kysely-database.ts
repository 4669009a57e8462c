import {
  type CompiledQuery,
  type DatabaseConnection,
  Kysely,
  type QueryResult,
  type SelectModifierNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { refuseLossyText } from '../storable-text.ts'
import type { SqliteDatabase, SqliteStatement } from './open-database.ts'

/**
 * Kysely over one connection. Each query runs at once, without a queue: the engine is synchronous. Transactions are not Kysely's
 * here; the group commit makes them.
 */
export function kyselyDatabase<Schema>(database: SqliteDatabase): Kysely<Schema> {
  const connection = new SqliteConnection(database)
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

/** How many prepared statements are kept: many more than the store has queries. */
const largestCache = 200

class SqliteConnection implements DatabaseConnection {
  readonly #database: SqliteDatabase
  readonly #statements = new Map<string, SqliteStatement>()

  constructor(database: SqliteDatabase) {
    this.#database = database
  }

  async executeQuery<Row>({ sql, parameters, query }: CompiledQuery): Promise<QueryResult<Row>> {
    const statement = this.#prepare(sql)
    const bound = parameters.map(refuseLossyText)
    switch (query.kind) {
      case 'InsertQueryNode':
      case 'UpdateQueryNode':
      case 'DeleteQueryNode':
        if (query.returning === undefined) return { rows: [], numAffectedRows: BigInt(statement.run(...bound).changes) }
    }
    // The rows are as the schema says, because the tables are strict and the queries are checked against it.
    return { rows: statement.all(...bound) as Row[] }
  }

  streamQuery(): never {
    throw new Error('Streaming is not supported.')
  }

  #prepare(sql: string): SqliteStatement {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const [oldest] = this.#statements.keys()
    if (oldest !== undefined && this.#statements.size >= largestCache) this.#statements.delete(oldest)
    const statement = this.#database.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }
}

async function nothing(): Promise<void> {}

async function noTransactions(): Promise<never> {
  throw new Error('Transactions are made by the engine.')
}
