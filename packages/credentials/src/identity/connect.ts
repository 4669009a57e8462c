import type { Emit } from '../events/events.ts'
import type { CallContext } from '../transport/call-context.ts'
import { callStateOf } from '../transport/call-state.ts'
import type { ClientConfig } from '../transport/client-config.ts'
import type { SkewClock } from '../transport/skew-clock.ts'
import { valueFrom } from '../transport/value-from.ts'
import type { CallerClientConfig } from '../v3/CognitoIdentityCredentials.ts'
import { CognitoIdentityClient, type CognitoIdentityClientLike } from '../v3/commands.ts'
import type { ConnectionOptions } from './options.ts'

/** A client, and what its calls share. */
export interface Connection {
  readonly client: CognitoIdentityClientLike
  /** The configuration of the client, where it was made here; for clients of other services. */
  readonly config: ClientConfig
  readonly clock: SkewClock
  /** The SDK client that asked last. */
  caller: CallerClientConfig | undefined
  context(signal: AbortSignal | undefined): CallContext
}

/**
 * The client of these options, or a new one.
 * @param regionalId gives the id of a pool or an identity, which names its region before the colon
 */
export function connect(options: ConnectionOptions, regionalId: () => unknown, emit: Emit): Connection {
  const { clientConfig = {}, parentClientConfig, region, endpoint, logger, retry } = options
  const callers = () => ({ ...connection.caller, ...parentClientConfig })
  const config: ClientConfig = {
    ...clientConfig,
    // A pool lives in one region, which its id names; the client that calls may be elsewhere.
    region: async () =>
      region ?? (await valueFrom(clientConfig.region)) ?? /^([\w-]+):/.exec(String(regionalId()))?.[1] ?? valueFrom(callers().region),
    endpoint: endpoint ?? clientConfig.endpoint,
    logger: logger ?? clientConfig.logger,
    insecure: options.insecure ?? clientConfig.insecure,
    fetch: options.fetch ?? clientConfig.fetch,
    userAgentAppId: () => valueFrom(clientConfig.userAgentAppId ?? callers().userAgentAppId),
  }
  const client = options.client ?? new CognitoIdentityClient(config)
  const state = callStateOf(client, options.clock)
  const { clock } = state
  const connection: Connection = { client, config, clock, caller: undefined, context: (signal) => ({ signal, state, retry, emit }) }
  return connection
}
