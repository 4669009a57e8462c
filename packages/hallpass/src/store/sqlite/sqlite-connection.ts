import type { CompiledQuery, QueryResult } from 'kysely'
import { refuseLossyText } from '../storable-text.ts'
import type { SqliteDatabase, SqliteStatement } from './open-database.ts'

/** How many prepared statements are kept: many more than the store has queries. */
const largestCache = 200

/** The statements of one connection, prepared once each. */
export class SqliteConnection {
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
