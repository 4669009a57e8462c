import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listenOnFreshPort } from '../fresh-port.ts'
import { postgresBinaries } from './postgres-binaries.ts'

/** A PostgreSQL cluster of its own, on loopback, empty, that takes everybody for its user. */
export interface PostgresCluster {
  readonly folder: string
  readonly port: number
  /** Of a database in it. */
  url(database?: string): string
  /** Starts it again on its port. */
  start(): Promise<void>
  /** Asks it to end (`fast`), or lets it crash (`immediate`). */
  stop(how?: 'fast' | 'immediate'): Promise<void>
  /** Stops all of its processes where they are, as a machine that hangs; false: lets them go on. */
  freeze(isFrozen: boolean): void
  /** Stops it, and takes it away. */
  remove(): Promise<void>
}

export interface ClusterOptions {
  /** Whether what it acknowledges is on disk; else tests are faster. */
  readonly isDurable?: boolean
  readonly settings?: Readonly<Record<string, string>>
}

export async function startCluster({ isDurable = false, settings = {} }: ClusterOptions = {}): Promise<PostgresCluster> {
  const cluster = clusterIn(initializedFolder(), await freshPort(), { ...(isDurable ? {} : fast), ...settings })
  await cluster.start()
  return cluster
}

const fast = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

/** An empty cluster that was never started. */
export function initializedFolder(): string {
  const { path, options } = postgresBinaries()
  const folder = privateFolder()
  const args = ['-D', join(folder, 'data'), '-U', user, '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync', '--no-instructions']
  execFileSync(path('initdb'), args, { ...options, stdio: 'pipe', cwd: folder })
  return folder
}

/** A folder that the cluster's user may use, and nobody else but root. */
export function privateFolder(): string {
  const { uid, gid } = postgresBinaries().options
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'))
  chmodSync(folder, 0o700)
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid)
  return folder
}

const user = 'hallpass'

/** A cluster in a folder that was initialized. */
export function clusterIn(folder: string, port: number, settings: Readonly<Record<string, string>>): PostgresCluster {
  const { path, options } = postgresBinaries()
  let server: ChildProcess | undefined
  // A child outlives a test run that is cut off, unless it is told.
  const kill = () => server?.kill('SIGQUIT')

  const cluster: PostgresCluster = {
    folder,
    port,
    url: (database = 'postgres') => `postgres://${user}@127.0.0.1:${port}/${database}`,
    async start() {
      const given = { max_connections: '100', unix_socket_directories: folder, listen_addresses: '127.0.0.1', ...settings }
      const args = [
        '-D',
        join(folder, 'data'),
        '-p',
        String(port),
        ...Object.entries(given).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ]
      const child = spawn(path('postgres'), args, { ...options, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
      server = child
      process.once('exit', kill)
      await isReady(child)
    },
    async stop(how = 'fast') {
      process.removeListener('exit', kill)
      const child = server
      server = undefined
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill(how === 'fast' ? 'SIGINT' : 'SIGQUIT')
      await ended
    },
    freeze(isFrozen) {
      const signal = isFrozen ? 'SIGSTOP' : 'SIGCONT'
      for (const pid of processesOf(server?.pid)) process.kill(pid, signal)
    },
    async remove() {
      await cluster.stop('immediate')
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return cluster
}

/** The server says in its log when it takes connections. */
async function isReady(child: ChildProcess): Promise<void> {
  let log = ''
  await new Promise<void>((resolve, reject) => {
    child.stderr?.on('data', (data: Buffer) => {
      log += data.toString()
      if (log.includes('ready to accept')) resolve()
    })
    child.once('exit', () => reject(new Error(`PostgreSQL did not start: ${log}`)))
  })
}

/** The server, and the processes that it has started. */
function processesOf(pid: number | undefined): readonly number[] {
  if (pid === undefined) return []
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
  return [pid, ...children.trim().split(/\s+/).map(Number)]
}

/** Of a port that is free now. */
export async function freshPort(): Promise<number> {
  const server = createServer()
  const port = await listenOnFreshPort(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}
