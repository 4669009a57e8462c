import type { SqliteDatabase } from './open-database.ts'
import { SqliteConnection } from './sqlite-connection.ts'

/**
 * A connection that reads. What it reads without a pause it reads in one transaction, of the database as it was at the first of these reads:
 * to take and release SQLite's lock takes longer than to find a row. Before the process looks for what has come from outside, which may
 * tell of a commit, the transaction is over.
 */
export class ReadingConnection extends SqliteConnection {
  readonly #begin: () => void
  readonly #commit: () => void
  #isReading = false

  constructor(database: SqliteDatabase) {
    super(database)
    const [begin, commit] = [database.prepare('begin'), database.prepare('commit')]
    this.#begin = () => begin.run()
    this.#commit = () => commit.run()
  }

  override select(sql: string, parameters: readonly unknown[]): unknown[] {
    if (!this.#isReading) {
      this.#begin()
      this.#isReading = true
      process.nextTick(this.refresh)
    }
    return super.select(sql, parameters)
  }

  /** From here on, what was committed meanwhile is seen. */
  readonly refresh = (): void => {
    if (!this.#isReading) return
    this.#isReading = false
    try {
      this.#commit()
    } catch {
      // After some errors SQLite has ended the transaction by itself.
    }
  }
}
