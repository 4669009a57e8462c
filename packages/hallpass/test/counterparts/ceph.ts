import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { isSkippedWithout } from '../support/needed-program.ts'
import { listenOnFreshPort } from './fresh-port.ts'

/** A Ceph object gateway: an S3 store that verifies signatures, with IAM and an STS. */
export interface Ceph {
  /** `http://127.0.0.1:PORT`; buckets in path style. */
  readonly url: string
  /** Of a user who may do everything. */
  readonly accessKeyId: string
  readonly secretAccessKey: string
  stop(): Promise<void>
}

/** How long a test may wait for {@link startCeph}, milliseconds: three attempts on a busy machine. */
export const cephStartTime = 180_000

const programs = ['radosgw', 'ceph-mon', 'ceph-osd', 'ceph', 'radosgw-admin', 'monmaptool']

/** Whether the tests that need Ceph are skipped, which is said loudly; in CI they never are. */
export function isSkippedWithoutCeph(): boolean {
  const isThere = programs.every((program) => spawnSync(program, ['--version']).error === undefined)
  return isSkippedWithout('radosgw', 'radosgw ceph-mon ceph-osd ceph-common', isThere)
}

/**
 * Starts a cluster of its own: a monitor, a store in memory and a gateway, all on loopback and gone when it is stopped. About twelve
 * seconds. On a busy machine a start may fail: then all begins anew.
 */
export async function startCeph(): Promise<Ceph> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startCluster()
    } catch (error) {
      if (attempt === 3) throw error
    }
  }
}

async function startCluster(): Promise<Ceph> {
  const folder = await mkdtemp(join(tmpdir(), 'ceph-'))
  const daemons: ChildProcess[] = []
  const stop = async () => {
    const running = daemons.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
    const ended = running.map((daemon) => once(daemon, 'exit'))
    for (const daemon of running) daemon.stdio[3]?.destroy()
    await Promise.all(ended)
    await rm(folder, { recursive: true })
  }
  try {
    return { ...(await startDaemons(folder, daemons)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Runs a program until it ends, or until nobody holds the other end of its file 3: children would outlive a test run that is cut off. */
const leash = '"$@" 3<&- & child=$!; { cat <&3 >/dev/null; kill -9 $child; } & watch=$!; wait $child; code=$?; kill $watch; exit $code'

async function startDaemons(folder: string, daemons: ChildProcess[]): Promise<Omit<Ceph, 'stop'>> {
  const [port, monitorPort] = [await freePort(), await freePort()]
  const fsid = randomUUID()
  await Promise.all(['mon', 'osd', 'rgw', 'run'].map((name) => mkdir(join(folder, name))))
  const file = join(folder, 'ceph.conf')
  await writeFile(file, configuration({ folder, fsid, port, monitorPort }))
  // Its daemons refuse to stay root unless they are told to.
  const common = ['-c', file, ...(process.getuid?.() === 0 ? ['--setuser', 'root', '--setgroup', 'root'] : [])]
  const start = (program: string, ...parameters: string[]) => {
    const held = ['-c', leash, 'sh', program, '-f', ...parameters, ...common]
    const daemon = spawn('sh', held, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
    daemons.push(daemon)
    return daemon
  }

  const map = join(folder, 'monmap')
  await run('monmaptool', '--create', '--clobber', '--addv', 'a', `[v1:127.0.0.1:${monitorPort}]`, '--fsid', fsid, map)
  await run('ceph-mon', '--mkfs', '-i', 'a', '--monmap', map, ...common)
  start('ceph-mon', '-i', 'a')
  const osdId = randomUUID()
  await run('ceph', '-c', file, '--connect-timeout', '20', 'osd', 'new', osdId)
  await run('ceph-osd', '-i', '0', '--mkfs', '--osd-uuid', osdId, ...common)
  start('radosgw', '-n', 'client.rgw.a')

  const url = `http://127.0.0.1:${port}`
  await answers(url, () => start('ceph-osd', '-i', '0'))
  const key = { accessKeyId: 'CEPHROOTKEYOFTESTS', secretAccessKey: randomUUID() }
  const keys = [`--access-key=${key.accessKeyId}`, `--secret=${key.secretAccessKey}`]
  const caps = '--caps=roles=*;oidc-provider=*;user-policy=*'
  await run('radosgw-admin', '-c', file, 'user', 'create', '--uid=root', '--display-name=root', ...keys, caps)
  return { url, ...key }
}

function configuration({ folder, fsid, port, monitorPort }: { folder: string; fsid: string; port: number; monitorPort: number }): string {
  return `
[global]
fsid = ${fsid}
mon host = 127.0.0.1:${monitorPort}
mon initial members = a
ms bind msgr2 = false
auth cluster required = none
auth service required = none
auth client required = none
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon max pg per osd = 1000
mon allow pool size one = true
mon osd full ratio = .99
mon data avail warn = 1
mon data avail crit = 1
run dir = ${folder}/run
admin socket = ${folder}/run/$name.asok
log file = ${folder}/run/$name.log
pid file = ${folder}/run/$name.pid
[mon.a]
host = localhost
mon addr = 127.0.0.1:${monitorPort}
mon data = ${folder}/mon
[osd.0]
osd objectstore = memstore
memstore device bytes = 2147483648
osd data = ${folder}/osd
[client.rgw.a]
rgw frontends = beast endpoint=127.0.0.1:${port}
rgw data = ${folder}/rgw
rgw s3 auth use sts = true
rgw sts key = abcdefghijklmnop
rgw enable gc threads = false
rgw enable lc threads = false
rgw run sync thread = false
rgw thread pool size = 32
rgw enable apis = s3,iam,sts,admin
`
}

/** Until the gateway answers. The monitor may tell the store that it is of another cluster, and a moment later that it is not. */
async function answers(url: string, startStore: () => ChildProcess): Promise<void> {
  let store = startStore()
  for (let tries = 0; tries < 400; tries++) {
    if (store.exitCode !== null) store = startStore()
    const answer = await fetch(url, { signal: AbortSignal.timeout(1_000) }).catch(() => undefined)
    await answer?.body?.cancel()
    if (answer?.status === 200) return
    await pause(100)
  }
  throw new Error('The gateway of Ceph does not answer.')
}

/** Free now; whoever is to have it takes only a number. */
async function freePort(): Promise<number> {
  const server = createServer()
  const port = await listenOnFreshPort(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function run(program: string, ...parameters: string[]): Promise<void> {
  await promisify(execFile)(program, parameters, { timeout: 30_000 })
}
