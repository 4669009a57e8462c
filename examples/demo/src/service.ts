import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Store } from '@hallpass/example-browser-storage/store.js'
import { openLog, type RunningServer, type ServeOptions, serve } from 'hallpass'

export interface Service {
  readonly url: string
  /** The S3 gateway's, where it has a store. */
  readonly gatewayUrl: string | undefined
  readonly region: string
  readonly accountId: string
  readonly rootKey: RunningServer['rootAccessKey']
  /** Where it keeps what `hallpass explain` looks at. */
  readonly dataDir: string
  readonly logFile: string
  close(): Promise<void>
}

/**
 * Hallpass in this process, on a store of its own that goes with it.
 * @param providers where login providers are to be found, if not at their own addresses
 * @param store is put behind the S3 gateway; there is none without
 */
export async function startService(providers: ServeOptions['providers'] = new Map(), store?: Store): Promise<Service> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hallpass-demo-'))
  const logFile = join(dataDir, 'hallpass.log')
  const options: ServeOptions = {
    host: '127.0.0.1',
    port: 4255,
    dataDir,
    store: undefined,
    accountId: '000000000000',
    region: 'us-east-1',
    publicUrl: undefined,
    formerPublicUrls: [],
    providers,
    trustedProxies: [],
    allowsSamlSha1: false,
    guestSessionPolicy: undefined,
    rootAccessKey: undefined,
    masterKey: undefined,
    gateway: store && gatewayTo(store),
    log: openLog(logFile),
  }
  const server = await serve(options).catch((error: unknown) => {
    // Somebody else's Hallpass may be at home there.
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return serve({ ...options, port: 0 })
    throw error
  })
  return {
    url: server.url,
    gatewayUrl: server.gatewayUrl,
    region: options.region,
    accountId: options.accountId,
    rootKey: server.rootAccessKey,
    dataDir,
    logFile,
    async close() {
      await server.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function gatewayTo({ url, accessKeyId, secretAccessKey }: Store): ServeOptions['gateway'] {
  const backend = { url: new URL(url), accessKeyId, secretAccessKey, region: 'us-east-1', profile: 's3rver' }
  return { port: 0, backend, domain: undefined, origins: ['*'] }
}
