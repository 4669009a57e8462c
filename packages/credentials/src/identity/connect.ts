import type { Emit } from '../events/events.ts'
import { type CallContext, within } from '../transport/call-context.ts'
import type { ClientConfig } from '../transport/client-config.ts'
import { clockOf, type SkewClock } from '../transport/skew-clock.ts'
import { valueFrom } from '../transport/value-from.ts'
import type { CallerClientConfig } from '../v3/CognitoIdentityCredentials.ts'
import { CognitoIdentityClient, type CognitoIdentityClientLike, type Command } from '../v3/commands.ts'
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
  /** Performs a command. What is missing in the output is its user's concern. */
  send<I extends object, O extends object>(command: Command<I, O>, signal: AbortSignal | undefined): Promise<Partial<O>>
}

/**
 * The client of these options, or a new one.
 * @param regionalId gives the id of a pool or an identity, which names its region before the colon
 */
export function connect(options: ConnectionOptions, regionalId: () => unknown, emit: Emit): Connection {
  const { clientConfig = {}, parentClientConfig, region, retry } = options
  const callers = () => ({ ...connection.caller, ...parentClientConfig })
  const config: ClientConfig = {
    ...clientConfig,
    // A pool lives in one region, which its id names; the client that calls may be elsewhere.
    region: async () =>
      region ?? (await valueFrom(clientConfig.region)) ?? /^([\w-]+):/.exec(`${regionalId()}`)?.[1] ?? valueFrom(callers().region),
    endpoint: options.endpoint ?? clientConfig.endpoint,
    logger: options.logger ?? clientConfig.logger,
    insecure: options.insecure ?? clientConfig.insecure,
    fetch: options.fetch ?? clientConfig.fetch,
    userAgentAppId: () => valueFrom(clientConfig.userAgentAppId ?? callers().userAgentAppId),
  }
  const { client = new CognitoIdentityClient(config) } = options
  const clock = clockOf(client, options.clock)
  const connection: Connection = {
    client,
    config,
    clock,
    caller: undefined,
    context: (signal) => ({ signal, clock, retry, emit }),
    // A client answers a command with its output; one of a test's may answer with nothing.
    send: async (command, signal) => Object(await client.send(within(command, connection.context(signal)))),
  }
  return connection
}
