import pg from 'pg'
import { ConnectionLost, Unanswered } from './connection-lost.ts'
import { isNameTrouble, meansLost, StatementFailed } from './failures.ts'
import type { StatementNames } from './statement-names.ts'

/** The longest that an answer is waited for, milliseconds: a database that hangs holds nobody up for longer. */
export const longestStatement = 5_000

export interface Answer {
  readonly rows: readonly unknown[]
  readonly rowCount: number | null
  readonly command: string
}

/** A connection that was taken from the pool, for one query after another. */
export class Connection {
  readonly #client: pg.PoolClient
  readonly #names: StatementNames
  #isLost = false

  constructor(client: pg.PoolClient, names: StatementNames) {
    this.#client = client
    this.#names = names
  }

  /**
   * Runs one statement with parameters, named unless names are of no use here.
   * @throws StatementFailed where the database refuses it
   * @throws ConnectionLost where it is not known what became of it, `Unanswered` where no answer came; the connection is of no more use
   */
  query(text: string, values: readonly unknown[]): Promise<Answer> {
    const name = this.#names.nameOf(text)
    return this.#ask({ text, values: [...values], types, ...(name !== undefined && { name }) })
  }

  /** Runs statements without parameters, in one message. */
  command(text: string): Promise<Answer> {
    return this.#ask({ text })
  }

  /** Back to the pool, or closed where it was lost. */
  release(): void {
    this.#client.release(this.#isLost)
  }

  close(): void {
    this.#client.release(true)
  }

  async #ask(query: pg.QueryConfig): Promise<Answer> {
    try {
      return last(await within(longestStatement, this.#client.query(query)))
    } catch (cause) {
      if (isNameTrouble(asFailure(cause))) this.#names.stop()
      else if (cause instanceof pg.DatabaseError && !meansLost(cause)) throw new StatementFailed(cause)
      this.#isLost = true
      if (cause instanceof Unanswered) throw cause
      throw new ConnectionLost(`The connection to PostgreSQL was lost: ${reasonOf(cause)}`)
    }
  }
}

function asFailure(error: unknown): unknown {
  return error instanceof pg.DatabaseError ? new StatementFailed(error) : error
}

/** What several statements answer is a list. */
function last(answer: pg.QueryResult | readonly pg.QueryResult[]): Answer {
  const answers = Array.isArray(answer) ? answer : [answer]
  return answers.at(-1)
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Unanswered(`PostgreSQL gave no answer for ${milliseconds / 1000} seconds.`)), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Without what the driver hangs on its errors. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ')
  return error instanceof Error ? error.message : String(error)
}

/** Numbers of 64 bits come as text: ours are moments and counts, which a double holds exactly. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((id: number, format?: 'text' | 'binary') =>
    id === pg.types.builtins.INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(id, format)) as typeof pg.types.getTypeParser,
}
