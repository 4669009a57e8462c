import { createRecordKeyUse } from '../authentication/record-key-use.ts'
import type { RootAccessKey } from '../authentication/root-access-key.ts'
import { SigningKeys } from '../authentication/signing-keys.ts'
import { authorizationRequest } from '../authorization/decide.ts'
import { createBackend } from '../gateway/backend/create-backend.ts'
import type { GatewaySettings } from '../gateway/gateway-settings.ts'
import { noRequest } from '../operation/context.ts'
import { usualConnectionLimits } from './connection-limits.ts'
import { createPorts } from './create-ports.ts'
import { createDenialLog } from './denial-log.ts'
import { listen } from './door.ts'
import { createGatewayServer } from './gateway-server.ts'
import { type Data, openData } from './open-data.ts'
import { readOrCreateRootAccessKey } from './root-access-key.ts'
import type { ServeOptions } from './serve-options.ts'

export interface RunningGateway {
  /** `http://HOST:PORT` with the port really bound. */
  readonly url: string
  /** Takes no new requests, and waits up to ten seconds for those under way. */
  close(): Promise<void>
}

/** Starts the S3 gateway by itself, on the data that a service uses as well. */
export async function serveGateway(options: ServeOptions, settings: GatewaySettings): Promise<RunningGateway> {
  const now = options.now ?? Date.now
  const data = await openData(options, now, (err) => options.log.warn({ err }, 'keys not refreshed'))
  try {
    const root = options.rootAccessKey ?? (await readOrCreateRootAccessKey(options.dataDir, options.accountId)).key
    const gateway = await listenGateway(options, settings, data, root, now)
    return {
      url: gateway.url,
      async close() {
        await gateway.close()
        await data.close()
      },
    }
  } catch (error) {
    await data.close()
    throw error
  }
}

/** Starts the S3 gateway on data that is open. */
export async function listenGateway(
  options: ServeOptions,
  { port, backend: backendSettings, domain, origins }: GatewaySettings,
  data: Data,
  rootAccessKey: RootAccessKey,
  now: () => number,
): Promise<RunningGateway> {
  const { host, log, dataDir, trustedProxies } = options
  const denials = createDenialLog(dataDir, now, (err) => log.warn({ err }, 'denial not kept'))
  const backend = await createBackend(backendSettings, now)
  const server = createGatewayServer({
    ports: {
      // No token of ours is made at this door: whose they are is not asked.
      ...createPorts(options, data, () => options.publicUrl ?? '', now),
      rootAccessKey,
      signingKeys: new SigningKeys(),
      recordKeyUse: createRecordKeyUse({ store: data.store, now, log }),
      backend,
      domain,
      origins,
      ...noRequest,
      recordDenial: ({ ctx, asked, conditions, decision }) =>
        denials.record(ctx.requestId, ctx.caller, authorizationRequest(ctx, { conditions, ...asked }), decision),
    },
    trustedProxies,
    connections: options.connections ?? usualConnectionLimits,
    log,
  })
  const door = await (options.openDoor ?? listen)('gateway', server, { host, port })
  const { url } = door
  log.info({ url, backend: backend.origin, profile: backend.profile.name }, 'gateway listening')
  return {
    url,
    async close() {
      await door.close()
      backend.close()
    },
  }
}
