import type { CompiledQuery, InsertQueryNode, QueryResult } from 'kysely'
import type { Db, Schema } from '../schema.ts'
import { refuseLossyText } from '../storable-text.ts'
import { type Given, type Step, sameParameters } from './attempt.ts'
import { kyselyOver } from './kysely-database.ts'
import { countsChanges, type SqliteConnection } from './sqlite-connection.ts'

/** How a rehearsal ended, and the statements that led there. */
export interface Rehearsed<T> {
  readonly steps: readonly Step[]
  readonly outcome: { readonly kind: 'ended'; readonly value: T } | { readonly kind: 'threw'; readonly error: unknown }
}

/** Runs jobs, one after the other, on a connection that only reads: what they write is written down. */
export class Rehearsals {
  readonly #reader: SqliteConnection
  readonly #db: Db = kyselyOver<Schema>({ executeQuery: (query) => this.#execute(query) })
  #steps: Step[] = []
  #known: readonly Step[] = []
  #last: Promise<unknown> = Promise.resolve()

  constructor(reader: SqliteConnection) {
    this.#reader = reader
  }

  /**
   * Rejects where the database cannot be read.
   * @param known statements with which the job is known to begin, and what they give
   */
  run<T>(job: (db: Db) => Promise<T>, known: readonly Step[]): Promise<Rehearsed<T>> {
    // One at a time, as the queries are told apart by nothing else.
    const rehearsed = this.#last.then(() => this.#rehearse(job, known))
    this.#last = rehearsed.catch(() => undefined)
    return rehearsed
  }

  async #rehearse<T>(job: (db: Db) => Promise<T>, known: readonly Step[]): Promise<Rehearsed<T>> {
    const steps: Step[] = []
    this.#steps = steps
    this.#known = known
    try {
      return { steps, outcome: { kind: 'ended', value: await job(this.#db) } }
    } catch (error) {
      if (error instanceof Unreadable) throw error.cause
      return { steps, outcome: { kind: 'threw', error } }
    }
  }

  async #execute<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { sql } = query
    const parameters = query.parameters.map(refuseLossyText)
    const gave = this.#recall(sql, parameters) ?? this.#find(query, parameters)
    this.#steps.push({ sql, parameters, gave })
    // The rows are this query's: the reader's, or the writer's for the same statement.
    return gave.kind === 'rows' ? { rows: [...gave.rows] as Row[] } : { rows: [], numAffectedRows: BigInt(gave.count) }
  }

  /** What the statement is known to give. Where the job has taken another way, nothing is known from there on. */
  #recall(sql: string, parameters: readonly unknown[]): Given | undefined {
    const step = this.#known[this.#steps.length]
    if (step?.sql === sql && sameParameters(step.parameters, parameters)) return step.gave
    this.#known = []
    return undefined
  }

  #find(query: CompiledQuery, parameters: readonly unknown[]): Given {
    if (countsChanges(query.query)) return { kind: 'changes', count: expectedChanges(query.query) }
    // Rows that a write would give are not known before: it is told that there were others.
    if (query.query.kind !== 'SelectQueryNode') return { kind: 'rows', rows: [] }
    try {
      return { kind: 'rows', rows: this.#reader.select(query.sql, parameters) }
    } catch (error) {
      throw new Unreadable(error)
    }
  }
}

/** A guess: where it is wrong, the job is rehearsed again with what is right. */
function expectedChanges(query: CompiledQuery['query']): number {
  return query.kind === 'InsertQueryNode' ? insertedRows(query) : 1
}

function insertedRows({ values }: InsertQueryNode): number {
  return values?.kind === 'ValuesNode' && 'values' in values && Array.isArray(values.values) ? values.values.length : 1
}

/** The database's failure, as opposed to what a job throws. */
class Unreadable extends Error {
  constructor(cause: unknown) {
    super('The database could not be read.', { cause })
  }
}
