import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect } from 'vitest'
import { createPool } from '../cognito-identity/federation.ts'
import { getCredentials, getId } from '../cognito-identity/identity-calls.ts'
import { clientsOf, environment } from '../cognito-identity/process-clients.ts'
import { test } from '../hallpass-process.ts'
import { rawHead } from '../support/raw-connection.ts'
import { openDescriptors, residentMebibytes } from './process-usage.ts'

const idle = 10_000
/** Files and sockets that a process has besides. */
const others = 500
/** So many connections are asked for at once: fewer than wait in the line of a listener. */
const batch = 250

test('10,000 idle connections hold up nobody', { timeout: 120_000 }, async ({ hallpass }) => {
  const service = hallpass(['serve', '--port', '0'], environment)
  const [clients, url] = [await clientsOf(service), await service.url]
  for (const pid of [service.pid, process.pid]) allowDescriptors(pid, idle + others)
  const pool = await createPool(clients)
  const guest = await getId(clients, pool)
  const memory = residentMebibytes(service.pid)
  const descriptors = openDescriptors(service.pid)

  const sockets: Socket[] = []
  try {
    // By turns: silent from the start, kept alive after an answer, and in the middle of a head.
    const started = ['', `GET /healthz HTTP/1.1\r\nHost: hallpass\r\n\r\n`, rawHead(url, 'GetId', []).slice(0, 60)]
    while (sockets.length < idle) {
      sockets.push(...(await Promise.all(Array.from({ length: batch }, (_, index) => open(url, started[index % started.length] ?? '')))))
    }
    expect(openDescriptors(service.pid)).toBeGreaterThanOrEqual(descriptors + idle)

    const made = await Promise.all(Array.from({ length: 20 }, () => getId(clients, pool)))
    expect(new Set(made).size).toBe(20)
    expect(await getCredentials(clients, guest)).toMatchObject({ IdentityId: guest })
    const more = residentMebibytes(service.pid) - memory
    expect(more).toBeLessThan(300)
    process.stdout.write(`idle connections: ${idle} open, 21 sent, 21 acknowledged, 0 lost; ${Math.round(more)} MiB more\n`)
  } finally {
    for (const socket of sockets) socket.resetAndDestroy()
    clients.close()
  }
  expect(await service.stop('SIGTERM')).toMatchObject({ exitCode: 0 })
})

/** Raises what the process may have open, as far as this user may. Source: prlimit(1). */
function allowDescriptors(pid: number, needed: number): void {
  const limits = execFileSync('prlimit', ['--pid', String(pid), '--nofile', '--output', 'SOFT,HARD', '--noheadings'], { encoding: 'utf8' })
  const [soft, hard] = limits
    .trim()
    .split(/\s+/)
    .map((limit) => (limit === 'unlimited' ? Number.POSITIVE_INFINITY : Number(limit)))
  if (soft === undefined || hard === undefined || soft >= needed) return
  const raised = hard >= needed ? `${needed}:` : `${needed}:${needed}`
  try {
    execFileSync('prlimit', ['--pid', String(pid), `--nofile=${raised}`], { stdio: 'pipe' })
  } catch (cause) {
    throw new Error(`10,000 connections need a limit of ${needed} open files (ulimit -Hn); here it is ${hard}.`, { cause })
  }
}

async function open(url: string, start: string): Promise<Socket> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port) })
  await once(socket, 'connect')
  socket.on('error', () => undefined)
  if (start === '') return socket
  socket.write(start)
  // What is kept alive is idle once it was answered.
  if (start.startsWith('GET')) await once(socket, 'data')
  return socket
}
