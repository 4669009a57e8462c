import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { describe, expect } from 'vitest'
import { createPool, registerProvider } from '../cognito-identity/federation.ts'
import { getId } from '../cognito-identity/identity-calls.ts'
import { clientsOf, environment } from '../cognito-identity/process-clients.ts'
import { isSkippedWithoutPostgres } from '../counterparts/postgres/postgres-binaries.ts'
import { startCluster } from '../counterparts/postgres/postgres-cluster.ts'
import { realmClientId, startRealms } from '../counterparts/realms.ts'
import { test as base } from '../hallpass-process.ts'
import { command } from '../store/postgres-database.ts'
import { rawHead } from '../support/raw-connection.ts'
import { keptIdentities } from './count-lost.ts'
import { openDescriptors } from './process-usage.ts'

/** What goes with a store: its address, and how many of its transactions were begun and left. */
interface TestStore {
  readonly env: Readonly<Record<string, string>>
  transactionsLeft(): Promise<number>
}

const test = base.extend<{ openStore: (kind: 'SQLite' | 'PostgreSQL') => Promise<TestStore> }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the dependencies of a fixture off its pattern.
  openStore: async ({}, use) => {
    const removals: (() => Promise<void>)[] = []
    await use(async (kind) => {
      // One process writes, and a transaction that it left would stop all others.
      if (kind === 'SQLite') return { env: {}, transactionsLeft: async () => 0 }
      const cluster = await startCluster()
      removals.push(() => cluster.remove())
      const left = "select pid from pg_stat_activity where state like 'idle in transaction%'"
      return { env: { HALLPASS_STORE: cluster.url() }, transactionsLeft: async () => (await command(cluster.url(), left)).length }
    })
    for (const remove of removals) await remove()
  },
})

/** How many of each kind are cut. */
const times = 25

interface Sent {
  readonly acknowledged: readonly string[]
  /** Requests that came whole, and whose answer nobody waited for. */
  readonly unanswered: number
}

describe.for(['SQLite', 'PostgreSQL'] as const)('on %s', (kind) => {
  test.skipIf(kind === 'PostgreSQL' && isSkippedWithoutPostgres())(
    'a request that is cut changes nothing, or all of it',
    async ({ hallpass, openStore }) => {
      const { env, transactionsLeft } = await openStore(kind)
      const realms = await startRealms()
      const service = hallpass(['serve', '--port', '0'], { ...environment, ...env })
      const [clients, url] = [await clientsOf(service), await service.url]
      const provider = await registerProvider(clients, realms.issuer('a'), realmClientId)
      const pool = await createPool(clients, { OpenIdConnectProviderARNs: [provider] })
      const descriptors = openDescriptors(service.pid)

      const guest = request(url, { IdentityPoolId: pool })
      const ann = request(url, { IdentityPoolId: pool, Logins: realms.logins({ a: 'ann' }) })
      const sent = await Promise.all(
        Array.from({ length: times }, (_, index) => [
          cut(url, guest.slice(0, 70), index),
          cut(url, guest.slice(0, -10), index),
          cut(url, `${rawHead(url, 'GetId', ['Transfer-Encoding: chunked'])}ff\r\n{"Identity`, index),
          cut(url, guest, index, 1),
          cut(url, ann, index, 1),
          pipeline(url, [guest, guest, guest.slice(0, -10)]),
          halfClose(url, guest),
          halfClose(url, guest.slice(0, -10)),
        ]).flat(),
      )
      const acknowledged = sent.flatMap((each) => each.acknowledged)
      const unanswered = sent.reduce((sum, each) => sum + each.unanswered, 0)

      expect(acknowledged).toHaveLength(times * 3)
      const id = await getId(clients, pool, realms.logins({ a: 'ann' }))
      const kept = await keptIdentities(clients, pool)
      const lost = acknowledged.filter((each) => !kept.has(each)).length
      process.stdout.write(
        `requests cut, on ${kind}: ${sent.length + times * 2} sent, ${acknowledged.length} acknowledged, ` +
          `${unanswered} whole and not waited for, of which ${kept.size - acknowledged.length} were carried out, ${lost} lost\n`,
      )
      expect(lost).toBe(0)
      expect(kept.has(id)).toBe(true)
      // All that ann asked for made one identity at most.
      expect(kept.size).toBeLessThanOrEqual(acknowledged.length + times + 1)

      clients.close()
      while (openDescriptors(service.pid) > descriptors + 10) await setImmediate()
      expect(await transactionsLeft()).toBe(0)
      const { exitCode, stderr } = await service.stop('SIGTERM')
      expect(exitCode).toBe(0)
      expect(stderr).not.toMatch(/unhandled|"level":[56]0/i)
      await realms.close()
    },
  )
})

function request(url: string, input: unknown): string {
  const body = JSON.stringify(input)
  return rawHead(url, 'GetId', [`Content-Length: ${body.length}`]) + body
}

/** By turns closed and reset, at once and once it has arrived. */
async function cut(url: string, text: string, turn: number, unanswered = 0): Promise<Sent> {
  const socket = await open(url)
  const written = new Promise((resolve) => socket.write(text, resolve))
  if (turn % 2 === 0) await written
  const closed = once(socket, 'close')
  if (turn % 4 < 2) socket.resetAndDestroy()
  else socket.destroy()
  await closed
  return { acknowledged: [], unanswered }
}

/** Several at once over one connection, the last of which is cut when the others are answered. */
async function pipeline(url: string, texts: readonly string[]): Promise<Sent> {
  const socket = await open(url)
  let answers = ''
  socket.on('data', (data: Buffer) => {
    answers += data.toString()
    if (idsIn(answers).length === texts.length - 1) socket.destroy()
  })
  const closed = once(socket, 'close')
  socket.write(texts.join(''))
  await closed
  return { acknowledged: idsIn(answers), unanswered: 0 }
}

/** Says that nothing more comes, and waits for the answer. */
async function halfClose(url: string, text: string): Promise<Sent> {
  const socket = await open(url)
  let answer = ''
  socket.on('data', (data: Buffer) => {
    answer += data.toString()
  })
  const closed = once(socket, 'close')
  socket.end(text)
  await closed
  return { acknowledged: idsIn(answer), unanswered: 0 }
}

function idsIn(answers: string): readonly string[] {
  return Array.from(answers.matchAll(/"IdentityId":"([^"]+)"/g), ([, id = '']) => id)
}

async function open(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
  await once(socket, 'connect')
  socket.on('error', () => undefined)
  socket.on('end', () => socket.end())
  return socket
}
