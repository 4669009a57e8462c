import pg from 'pg'
import { StoreUnavailable } from '../store-unavailable.ts'
import { Connection, reasonOf } from './connection.ts'
import { ConnectionLost, WaitedInVain } from './connection-lost.ts'
import { meansLost, sqlStateOf } from './failures.ts'
import type { PostgresAddress, PostgresHost } from './postgres-address.ts'
import { StatementNames } from './statement-names.ts'
import { tlsOptions } from './tls-options.ts'

/** How long it may take to connect, or to come to one's turn, milliseconds. */
const longestWait = 2_000
/** How long a connection is kept that nobody uses, milliseconds. */
const idleTime = 60_000

/** The connections of this process, to the first of the hosts that takes writes. */
export class ConnectionPool {
  readonly #pool: pg.Pool
  readonly #names: StatementNames
  readonly #hosts: readonly PostgresHost[]
  readonly #tried = new WeakSet<pg.PoolClient>()
  readonly #connections = new WeakMap<pg.PoolClient, Connection>()
  #host: PostgresHost

  constructor(address: PostgresAddress, hosts: readonly [PostgresHost, ...PostgresHost[]]) {
    this.#hosts = hosts
    this.#host = hosts[0]
    this.#names = new StatementNames(address.isPrepared)
    const nextHost = () => this.#host
    this.#pool = new pg.Pool({
      user: address.user,
      ...(address.password !== undefined && { password: address.password }),
      database: address.database,
      application_name: address.applicationName,
      ssl: tlsOptions(address.tls),
      max: address.connections,
      connectionTimeoutMillis: longestWait,
      idleTimeoutMillis: idleTime,
      keepAlive: true,
      // The pool calls it with its own options; its type says without any.
      Client: class extends pg.Client {
        constructor(options?: pg.ClientConfig) {
          super({ ...options, ...nextHost() })
        }
      },
    })
    // Whoever waits for an answer is told; a connection that nobody uses is taken out by the pool.
    this.#pool.on('error', () => undefined)
    this.#pool.on('connect', (client) => client.on('error', () => undefined))
  }

  /**
   * @throws ConnectionLost where there is no connection now
   * @throws WaitedInVain where all are in use for too long, or the database does not answer
   * @throws StoreUnavailable where the database will not have us
   */
  async take(): Promise<Connection> {
    const host = this.#host
    const begun = performance.now()
    try {
      const client = await this.#pool.connect()
      const connection = this.#connections.get(client) ?? new Connection(client, this.#names)
      this.#connections.set(client, connection)
      if (this.#hosts.length > 1 && !this.#tried.has(client)) await refuseStandby(connection)
      this.#tried.add(client)
      return connection
    } catch (error) {
      this.#leave(host)
      throw failedToConnect(error, performance.now() - begun)
    }
  }

  /** Once every connection was given back. */
  close(): Promise<void> {
    return this.#pool.end()
  }

  /** Goes on to the next host, unless somebody has done so meanwhile. */
  #leave(host: PostgresHost): void {
    if (host !== this.#host) return
    this.#host = this.#hosts[(this.#hosts.indexOf(host) + 1) % this.#hosts.length] ?? host
  }
}

async function refuseStandby(connection: Connection): Promise<void> {
  const { rows } = await connection.command('show transaction_read_only').catch((error: unknown) => {
    // Nobody has it yet who would give it back.
    connection.close()
    throw error
  })
  // The statement gives one row with this column.
  if ((rows as readonly { readonly transaction_read_only: string }[]).at(0)?.transaction_read_only !== 'on') return
  connection.close()
  throw new ConnectionLost('The database is a standby.')
}

function failedToConnect(error: unknown, waited: number): Error {
  if (error instanceof ConnectionLost) return error
  const reason = reasonOf(error)
  // Who waited in vain would wait as long again.
  if (waited >= longestWait) return new WaitedInVain(`PostgreSQL cannot be reached, or all connections are in use: ${reason}`)
  const isFinal = error instanceof pg.DatabaseError ? !isPassing(error) : hasCode(error) && !isOfNetwork(error)
  if (!isFinal) return new ConnectionLost(`PostgreSQL cannot be reached: ${reason}`)
  return new StoreUnavailable(`PostgreSQL cannot be used: ${reason}${remedyFor(sqlStateOf(error))}`)
}

function hasCode(error: unknown): error is Error & { readonly code: unknown } {
  return error instanceof Error && 'code' in error
}

/** Not what TLS refuses: that stays so. Node tells the faults of several addresses as one, which has a code as well. */
function isOfNetwork({ code }: { readonly code: unknown }): boolean {
  return typeof code === 'string' && networkFaults.has(code)
}

const networkFaults = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EAI_AGAIN',
  'ENOTFOUND',
  'ENOENT',
])

/** All that is refused to who connects is fatal; these states pass. */
function isPassing(error: pg.DatabaseError): boolean {
  return meansLost(error) && ['57P01', '57P02', '57P03', '53300'].includes(error.code ?? '')
}

function remedyFor(sqlState: string | undefined): string {
  switch (sqlState) {
    case '28P01':
    case '28000':
      return '. Check the user and the password of the address, and what pg_hba.conf says of them.'
    case '3D000':
      return '. Make it with: create database NAME.'
    default:
      return ''
  }
}
