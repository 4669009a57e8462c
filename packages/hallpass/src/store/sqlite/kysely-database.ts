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

/** How many prepared statements are kept: many more than the store has queries. */
const largestCache = 200

/** What runs Kysely's queries. */
export type QueryConnection = Pick<DatabaseConnection, 'executeQuery'>

/** The statements of one connection, prepared once each. */
export class SqliteConnection implements QueryConnection {
  readonly #database: SqliteDatabase
  readonly #statements = new Map<string, SqliteStatement>()

  constructor(database: SqliteDatabase) {
    this.#database = database
  }

  async executeQuery<Row>({ sql, parameters, query }: CompiledQuery): Promise<QueryResult<Row>> {
    if (countsChanges(query)) return { rows: [], numAffectedRows: BigInt(this.change(sql, parameters)) }
    // The rows are as the schema says, because the tables are strict and the queries are checked against it.
    return { rows: this.select(sql, parameters) as Row[] }
  }

  select(sql: string, parameters: readonly unknown[]): unknown[] {
    return this.#prepare(sql).all(...parameters.map(refuseLossyText))
  }

  /** How many rows it changed. */
  change(sql: string, parameters: readonly unknown[]): number {
    return Number(this.#prepare(sql).run(...parameters.map(refuseLossyText)).changes)
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

/** Whether a query gives a number of rows that it changed, and no rows. */
export function countsChanges(query: CompiledQuery['query']): boolean {
  switch (query.kind) {
    case 'InsertQueryNode':
    case 'UpdateQueryNode':
    case 'DeleteQueryNode':
      return query.returning === undefined
    default:
      return false
  }
}

function noStreams(): never {
  throw new Error('Streaming is not supported.')
}

async function nothing(): Promise<void> {}

async function noTransactions(): Promise<never> {
  throw new Error('Transactions are made by the engine.')
}
