import { setImmediate } from 'node:timers/promises'

/** The connection that all writes go through; nothing else uses it. */
export interface WriteConnection<Db> {
  /** Queries through it run at once, on the event loop's turn in which they were asked for. */
  readonly db: Db
  exec(sql: string): void
  /** Begins a transaction that holds the write lock from its start, however long that takes. */
  begin(): Promise<void>
}

/** The most writes that one commit makes durable: the event loop does nothing else meanwhile. */
const largestGroup = 128

/**
 * Commits in groups the writes that arrive together, so that they share one fsync. Each is in a savepoint of its own; none is
 * acknowledged before the commit, and where the commit fails, none at all.
 */
export class GroupCommit<Db> {
  readonly #connection: WriteConnection<Db>
  readonly #queue: Job<Db>[] = []
  #working: Promise<void> | undefined
  #closed = false

  constructor(connection: WriteConnection<Db>) {
    this.#connection = connection
  }

  /** Settles when what `work` wrote is durable; where it throws, only its own writes are undone. */
  run<T>(work: (db: Db) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('The store is closed.'))
    return new Promise<T>((resolve, reject) => {
      const perform = async (db: Db) => {
        const value = await work(db)
        return () => resolve(value)
      }
      this.#queue.push({ perform, reject })
      this.#working ??= this.#workOff()
    })
  }

  /** Takes no more writes, and waits for those under way. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#working
  }

  async #workOff(): Promise<void> {
    await setImmediate()
    while (this.#queue.length > 0) {
      await this.#commitGroup()
      // Here the lock is free, for other processes that write, and the event loop gets to its other work.
      await setImmediate()
    }
    this.#working = undefined
  }

  async #commitGroup(): Promise<void> {
    try {
      await this.#connection.begin()
    } catch (error) {
      for (const job of this.#queue.splice(0)) job.reject(error)
      return
    }
    const group = this.#queue.splice(0, largestGroup)
    try {
      const settle: (() => void)[] = []
      for (const job of group) settle.push(await this.#perform(job))
      this.#connection.exec('commit')
      for (const acknowledge of settle) acknowledge()
    } catch (error) {
      this.#rollBack()
      // Refusals too: they may rest on what an earlier job of the group wrote.
      for (const job of group) job.reject(error)
    }
  }

  /** What is to be done for the job once the group is committed. Throws when the whole transaction is lost. */
  async #perform(job: Job<Db>): Promise<() => void> {
    const { db, exec } = this.#connection
    exec('savepoint job')
    try {
      const settle = await job.perform(db)
      exec('release job')
      return settle
    } catch (error) {
      try {
        exec('rollback to job')
        exec('release job')
      } catch {
        // After some errors (a full disk) SQLite has rolled back everything by itself, and `error` is why.
        throw error
      }
      return () => job.reject(error)
    }
  }

  #rollBack(): void {
    try {
      this.#connection.exec('rollback')
    } catch {
      // SQLite has done so already.
    }
  }
}

interface Job<Db> {
  readonly perform: (db: Db) => Promise<() => void>
  readonly reject: (reason: unknown) => void
}
