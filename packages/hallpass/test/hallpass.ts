import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { test as base } from 'vitest'
import { type RunningServer, serve } from '../src/server/serve.ts'
import type { ServeOptions } from '../src/server/serve-options.ts'
import type { StoreAddress } from '../src/store/store-address.ts'
import { type Clients, createClients } from './clients.ts'
import { serveTogether, testWorkers } from './serve-together.ts'
import { frontDoorStore } from './support/front-door-store.ts'

/** A server of its own, on a new store, with clients of it. */
export interface Hallpass extends Omit<Clients, 'close'> {
  readonly url: string
  readonly server: RunningServer
  readonly dataDir: string
  /** Undefined: the file in the data directory. */
  readonly store: StoreAddress | undefined
  /** Moves the server's clock, where it is one process; what it adds is milliseconds. */
  advance(milliseconds: number): void
  close(): Promise<void>
}

export const accountId = '123456789012'
export const region = 'eu-central-1'

export async function startHallpass(options: Partial<ServeOptions> = {}): Promise<Hallpass> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'hallpass-')))
  const store = options.store ?? (await frontDoorStore(dataDir))
  let ahead = 0
  const server = await (testWorkers === 1 ? serve : serveTogether)({
    host: '127.0.0.1',
    port: 0,
    dataDir,
    store,
    accountId,
    region,
    publicUrl: undefined,
    formerPublicUrls: [],
    providers: new Map(),
    trustedProxies: [],
    guestSessionPolicy: undefined,
    allowsSamlSha1: false,
    rootAccessKey: { accessKeyId: 'ROOTKEYOFTHETESTS', secretAccessKey: randomBytes(16).toString('hex') },
    masterKey: undefined,
    log: pino({ level: 'silent' }),
    now: () => Date.now() + ahead,
    ...options,
  })
  const clients = createClients(server.url, region, server.rootAccessKey)
  return {
    ...clients,
    url: server.url,
    server,
    dataDir,
    store,
    advance(milliseconds) {
      ahead += milliseconds
    },
    async close() {
      clients.close()
      await server.close()
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true })
    },
  }
}

/** `test` with a server that lives as long as the test file. */
export const test = base.extend<{ hallpass: Hallpass }>({
  hallpass: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
    async ({}, use) => {
      const hallpass = await startHallpass()
      await use(hallpass)
      await hallpass.close()
    },
    { scope: 'file' },
  ],
})
