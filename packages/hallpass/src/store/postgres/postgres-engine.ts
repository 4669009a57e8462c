import type { Engine, JobTraits } from '../engine.ts'
import { OutcomeUnknown } from '../outcome-unknown.ts'
import type { Db } from '../schema.ts'
import { StoreUnavailable } from '../store-unavailable.ts'
import type { Waiting } from '../waiting.ts'
import { type Connection, longestStatement } from './connection.ts'
import { ConnectionLost } from './connection-lost.ts'
import { ConnectionPool } from './connection-pool.ts'
import { kyselyDatabase } from './kysely-database.ts'
import { migrate } from './migrate.ts'
import type { PostgresAddress } from './postgres-address.ts'
import { startingPatience, tryingAgain, usualPatience } from './trying-again.ts'

/** Opens the database, and brings it to this version's schema. Throws `StoreUnavailable` where it cannot be used. */
export async function openPostgresEngine(address: PostgresAddress, waiting: Waiting): Promise<Engine> {
  const [first, ...others] = address.hosts
  if (first === undefined) throw new StoreUnavailable('The address of the database names no host.')
  const pool = new ConnectionPool(address, [first, ...others])
  try {
    await tryingAgain(() => withConnection(pool, migrate), waiting, startingPatience)
    return engineOver(pool, waiting)
  } catch (error) {
    await pool.close()
    throw error
  }
}

function engineOver(pool: ConnectionPool, waiting: Waiting): Engine {
  // Each query takes a connection for itself, so that no plan of reads waits in a line.
  const readDb = kyselyDatabase((sql, parameters) => withConnection(pool, (connection) => connection.query(sql, parameters)))
  const transactionDbs = new WeakMap<Connection, Db>()
  const underWay = new Set<Promise<unknown>>()
  let closed: Promise<void> | undefined

  function dbOf(connection: Connection): Db {
    const db = transactionDbs.get(connection) ?? kyselyDatabase((sql, parameters) => connection.query(sql, parameters))
    transactionDbs.set(connection, db)
    return db
  }

  function track<T>(start: () => Promise<T>): Promise<T> {
    if (closed !== undefined) return Promise.reject(new Error('The store is closed.'))
    const work = start()
    underWay.add(work)
    const forget = () => void underWay.delete(work)
    work.then(forget, forget)
    return work
  }

  return {
    read: (query) => track(() => tryingAgain(() => query(readDb), waiting, usualPatience)),
    write: (job, traits = {}) =>
      track(() =>
        tryingAgain(() => withConnection(pool, (taken) => commit(taken, () => job(dbOf(taken)), traits)), waiting, usualPatience),
      ),
    close() {
      closed ??= Promise.allSettled(underWay).then(() => pool.close())
      return closed
    },
  }
}

async function withConnection<T>(pool: ConnectionPool, use: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await pool.take()
  try {
    return await use(connection)
  } finally {
    connection.release()
  }
}

const levels = { serializable: 'serializable', snapshot: 'repeatable read', statement: 'read committed' }

/** With settings of one transaction: a pooler refuses those of a whole connection. Who dies holds his locks no longer than this. */
function beginning({ isolation = 'serializable' }: JobTraits): string {
  return [
    `begin isolation level ${levels[isolation]}`,
    `set local statement_timeout = ${longestStatement}`,
    `set local idle_in_transaction_session_timeout = ${longestStatement}`,
  ].join('; ')
}

async function commit<T>(connection: Connection, job: () => Promise<T>, traits: JobTraits): Promise<T> {
  const value = await undoingIfFailed(connection, async () => {
    await connection.command(beginning(traits))
    return job()
  })
  try {
    const { command } = await connection.command('commit')
    // What the database answers to the commit of a transaction in which a statement failed.
    if (command === 'ROLLBACK') throw new Error('The transaction was rolled back: a job went on after a statement that failed.')
    return value
  } catch (error) {
    // What the database refuses to commit is not committed.
    if (!(error instanceof ConnectionLost) || traits.isIdempotent) throw error
    throw new OutcomeUnknown('The connection to PostgreSQL was lost during a commit: it may have been written, or not.', { cause: error })
  }
}

async function undoingIfFailed<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    // Who lost the connection has lost the transaction with it.
    if (!(error instanceof ConnectionLost)) await connection.command('rollback').catch(() => undefined)
    throw error
  }
}
