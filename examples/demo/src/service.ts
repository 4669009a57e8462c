import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLog, type RunningServer, type ServeOptions, serve } from 'hallpass'

export interface Service {
  readonly url: string
  readonly region: string
  readonly accountId: string
  readonly rootKey: RunningServer['rootAccessKey']
  readonly logFile: string
  close(): Promise<void>
}

/**
 * Hallpass in this process, on a store of its own that goes with it.
 * @param providers where login providers are to be found, if not at their own addresses
 */
export async function startService(providers: ServeOptions['providers'] = new Map()): Promise<Service> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hallpass-demo-'))
  const logFile = join(dataDir, 'hallpass.log')
  const options: ServeOptions = {
    host: '127.0.0.1',
    port: 4255,
    dataDir,
    storePath: undefined,
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
    log: openLog(logFile),
  }
  const server = await serve(options).catch((error: unknown) => {
    // Somebody else's Hallpass may be at home there.
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return serve({ ...options, port: 0 })
    throw error
  })
  return {
    url: server.url,
    region: options.region,
    accountId: options.accountId,
    rootKey: server.rootAccessKey,
    logFile,
    async close() {
      await server.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
