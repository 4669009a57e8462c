import { type CompiledQuery, type DatabaseConnection, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type { Db, Schema } from '../schema.ts'
import { refuseLossyText } from '../storable-text.ts'
import type { Answer } from './connection.ts'

/** Runs one statement. */
export type Run = (sql: string, parameters: readonly unknown[]) => Promise<Answer>

/** Kysely over whatever runs statements. Transactions are not Kysely's here; the engine makes them. */
export function kyselyDatabase(run: Run): Db {
  const connection: DatabaseConnection = {
    async executeQuery<Row>({ sql, parameters, query }: CompiledQuery) {
      const { rows, rowCount } = await run(sql, parameters.map(refuseLossyText))
      const isChange = query.kind === 'InsertQueryNode' || query.kind === 'UpdateQueryNode' || query.kind === 'DeleteQueryNode'
      // The rows are as the schema says: the tables were made from it, and the queries are checked against it.
      return { rows: rows as Row[], ...(isChange && { numAffectedRows: BigInt(rowCount ?? 0) }) }
    },
    streamQuery() {
      throw new Error('Streaming is not supported.')
    },
  }
  return new Kysely<Schema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: (db) => new PostgresIntrospector(db),
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

async function nothing(): Promise<void> {}

async function noTransactions(): Promise<never> {
  throw new Error('Transactions are made by the engine.')
}
