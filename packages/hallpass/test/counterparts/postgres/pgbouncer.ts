import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isSkippedWithout } from '../../support/needed-program.ts'
import { postgresBinaries } from './postgres-binaries.ts'
import { freshPort, type PostgresCluster, privateFolder } from './postgres-cluster.ts'

/** The real pgbouncer before a cluster, in transaction mode: each transaction has another connection. */
export interface Pgbouncer {
  /** Of a database of the cluster, through it. */
  url(database?: string): string
  /** Starts it again on its port. */
  start(): Promise<void>
  /** Ends it without a word to anybody. */
  kill(): Promise<void>
  remove(): Promise<void>
}

export function isSkippedWithoutPgbouncer(): boolean {
  return isSkippedWithout('pgbouncer', 'pgbouncer', isThere())
}

/** @param connections to the database, for each database and user */
export async function startPgbouncer(cluster: PostgresCluster, connections = 5): Promise<Pgbouncer> {
  if (!isThere()) throw new Error('The tests need the program pgbouncer (apt-get install pgbouncer).')
  const port = await freshPort()
  const folder = privateFolder()
  const configuration = join(folder, 'pgbouncer.ini')
  writeFileSync(configuration, settings(cluster, port, connections), { mode: 0o644 })
  let child: ChildProcess | undefined
  // A child outlives a test run that is cut off, unless it is told.
  const endWithUs = () => child?.kill('SIGKILL')

  const kill = async () => {
    process.removeListener('exit', endWithUs)
    const running = child
    child = undefined
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return
    const ended = once(running, 'exit')
    running.kill('SIGKILL')
    await ended
  }
  const pgbouncer: Pgbouncer = {
    url: (database = 'postgres') => cluster.url(database).replace(`:${cluster.port}/`, `:${port}/`),
    async start() {
      // It refuses root, as PostgreSQL does.
      const { uid, gid } = postgresBinaries().options
      const identity = uid === undefined || gid === undefined ? {} : { uid, gid }
      child = spawn('pgbouncer', [configuration], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], ...identity })
      process.once('exit', endWithUs)
      await isReady(child)
    },
    kill,
    async remove() {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  await pgbouncer.start()
  return pgbouncer
}

function isThere(): boolean {
  return spawnSync('pgbouncer', ['--version']).status === 0
}

/** Source: pgbouncer(5). */
function settings(cluster: PostgresCluster, port: number, connections: number): string {
  return `
[databases]
* = host=127.0.0.1 port=${cluster.port} user=hallpass
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${connections}
max_client_conn = 200
server_login_retry = 1
`
}

/** It says in its log when it takes connections. */
async function isReady(child: ChildProcess): Promise<void> {
  let log = ''
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.stderr?.on('data', (data: Buffer) => {
      log += data.toString()
      if (log.includes('process up')) resolve()
    })
    child.once('exit', () => reject(new Error(`pgbouncer did not start: ${log}`)))
  })
}
