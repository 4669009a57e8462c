import type { Emit } from '../events/events.ts'
import type { CallContext } from '../transport/call-context.ts'
import { callStateOf } from '../transport/call-state.ts'
import type { ClientConfig } from '../transport/client-config.ts'
import type { SkewClock } from '../transport/skew-clock.ts'
import { valueOf } from '../transport/value-of.ts'
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
  const { clientConfig = {}, parentClientConfig } = options
  const config: ClientConfig = {
    ...clientConfig,
    // A pool lives in one region, which its id names; the client that calls may be elsewhere.
    region: async () =>
      options.region ??
      (await valueOf(clientConfig.region)) ??
      /^([\w-]+):/.exec(String(regionalId()))?.[1] ??
      (await valueOf(connection.caller?.region ?? parentClientConfig?.region)),
    endpoint: options.endpoint ?? clientConfig.endpoint,
    logger: options.logger ?? clientConfig.logger,
    userAgentAppId: () => valueOf(clientConfig.userAgentAppId ?? connection.caller?.userAgentAppId ?? parentClientConfig?.userAgentAppId),
  }
  const client = options.client ?? new CognitoIdentityClient(config)
  const state = callStateOf(client, options.clock)
  const { retry } = options
  const connection: Connection = {
    client,
    config,
    clock: state.clock,
    caller: undefined,
    context: (signal) => ({ signal, state, retry, emit }),
  }
  return connection
}
