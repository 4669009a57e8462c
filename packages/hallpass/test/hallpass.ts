import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity'
import { IAMClient } from '@aws-sdk/client-iam'
import { STSClient } from '@aws-sdk/client-sts'
import { pino } from 'pino'
import { test as base } from 'vitest'
import type { ServeOptions } from '../src/server/serve-options.ts'
import { type RunningServer, serve } from '../src/server/serve.ts'

/** A server of its own, on a new store, with clients that hold its root key and one that holds none. */
export interface Hallpass {
  readonly url: string
  readonly server: RunningServer
  readonly dataDir: string
  readonly cognito: CognitoIdentityClient
  /** For public operations: it signs nothing. */
  readonly guest: CognitoIdentityClient
  readonly iam: IAMClient
  readonly sts: STSClient
  /** Moves the server's clock; what it adds is milliseconds. */
  advance(milliseconds: number): void
  close(): Promise<void>
}

export const accountId = '123456789012'
export const region = 'eu-central-1'

export async function startHallpass(options: Partial<ServeOptions> = {}): Promise<Hallpass> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'hallpass-')))
  let ahead = 0
  const server = await serve({
    host: '127.0.0.1',
    port: 0,
    dataDir,
    storePath: undefined,
    accountId,
    region,
    publicUrl: undefined,
    formerPublicUrls: [],
    providers: new Map(),
    rootAccessKey: { accessKeyId: 'ROOTKEYOFTHETESTS', secretAccessKey: randomBytes(16).toString('hex') },
    masterKey: undefined,
    log: pino({ level: 'silent' }),
    now: () => Date.now() + ahead,
    ...options,
  })
  const settings = { endpoint: server.url, region, credentials: server.rootAccessKey, maxAttempts: 1 }
  const cognito = new CognitoIdentityClient(settings)
  const guest = new CognitoIdentityClient({ endpoint: server.url, region, maxAttempts: 1, credentials: neverAsked })
  const iam = new IAMClient(settings)
  const sts = new STSClient(settings)
  return {
    url: server.url,
    server,
    dataDir,
    cognito,
    guest,
    iam,
    sts,
    advance(milliseconds) {
      ahead += milliseconds
    },
    async close() {
      for (const client of [cognito, guest, iam, sts]) client.destroy()
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

async function neverAsked(): Promise<never> {
  throw new Error('A public operation asked for credentials.')
}
