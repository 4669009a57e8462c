import { createRecordKeyUse } from '../authentication/record-key-use.ts'
import type { RootAccessKey } from '../authentication/root-access-key.ts'
import { SigningKeys } from '../authentication/signing-keys.ts'
import type { AuthorizerSettings } from '../authorizer/authorizer-settings.ts'
import { noRequest } from '../operation/context.ts'
import { usualConnectionLimits } from './connection-limits.ts'
import { createPorts } from './create-ports.ts'
import { listen } from './door.ts'
import { createHttpServer } from './http-server.ts'
import { type Data, openData } from './open-data.ts'
import { refuseUnknownOperations } from './refuse-unknown-operations.ts'
import { readOrCreateRootAccessKey } from './root-access-key.ts'
import type { RunningGateway } from './serve-gateway.ts'
import type { ServeOptions } from './serve-options.ts'

export interface RunningServer {
  /** `http://HOST:PORT` with the port really bound. */
  readonly url: string
  /** The S3 gateway's, where there is one. */
  readonly gatewayUrl: string | undefined
  readonly rootAccessKey: RootAccessKey
  /** Whether the root access key was made just now. */
  readonly rootAccessKeyIsNew: boolean
  /** Takes no new requests, waits up to ten seconds for those under way, and closes the store. */
  close(): Promise<void>
}

/** Without a setting the authorizer answers this machine, and takes from its proxies what to ask. */
const unset: AuthorizerSettings = { token: undefined, action: undefined, resource: undefined, service: undefined, audience: undefined }

/**
 * Starts the service. Everything it needs is made here and handed down.
 * @throws ConfigurationError where another setting is needed before it can start
 */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const now = options.now ?? Date.now
  if (options.rates !== undefined) refuseUnknownOperations(options.rates)
  const data = await openData(options, now, (err) => options.log.warn({ err }, 'keys not refreshed'))
  try {
    return await openDoors(options, data, now)
  } catch (error) {
    await data.close()
    throw error
  }
}

async function openDoors(options: ServeOptions, data: Data, now: () => number): Promise<RunningServer> {
  const { accountId, region, host, port, log } = options
  const given = options.rootAccessKey
  const root = given ? { key: given, isNew: false } : await readOrCreateRootAccessKey(options.dataDir, accountId)

  // Known once the port is bound, before the first request.
  let url = ''
  const publicUrl = () => options.publicUrl ?? url
  const server = createHttpServer({
    ports: {
      ...createPorts(options, data, publicUrl, now),
      rootAccessKey: root.key,
      signingKeys: new SigningKeys(),
      recordKeyUse: createRecordKeyUse({ store: data.store, now, log }),
      ...noRequest,
    },
    trustedProxies: options.trustedProxies,
    connections: options.connections ?? usualConnectionLimits,
    authorizer: options.authorizer ?? unset,
    publicUrl,
    publicKeys: () => data.keys.publicKeys(),
    log,
  })
  const door = await (options.openDoor ?? listen)('service', server, { host, port })
  url = door.url
  log.info({ url, publicUrl: publicUrl(), accountId, region }, 'listening')
  const gateway = await openGateway(options, data, root.key, now).catch(async (error: unknown) => {
    await door.close()
    throw error
  })
  return {
    url,
    gatewayUrl: gateway?.url,
    rootAccessKey: root.key,
    rootAccessKeyIsNew: root.isNew,
    async close() {
      await Promise.all([door.close(), gateway?.close()])
      await data.close()
    },
  }
}

async function openGateway(options: ServeOptions, data: Data, key: RootAccessKey, now: () => number): Promise<RunningGateway | undefined> {
  if (options.gateway === undefined) return undefined
  // Loaded where it is used: every start would wait for it.
  const { listenGateway } = await import('./serve-gateway.ts')
  return listenGateway(options, options.gateway, data, key, now)
}
