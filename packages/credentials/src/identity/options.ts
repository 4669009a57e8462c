import type { CacheOptions } from '../cache/credential-cache.ts'
import type { Listeners } from '../events/events.ts'
import type { RetryOptions } from '../transport/call-context.ts'
import type { ClientConfig, Endpoint, ValueOr } from '../transport/client-config.ts'
import type { Logger } from '../transport/logger.ts'
import type { CallerClientConfig } from '../v3/CognitoIdentityCredentials.ts'
import type { CognitoIdentityClientLike } from '../v3/commands.ts'

/** How the service is reached: what all providers and sessions take. */
export interface ConnectionOptions {
  /** Any client that sends commands: the SDK's, or the one of this package. */
  readonly client?: CognitoIdentityClientLike | undefined
  /** The configuration of the client that is made where none is given. */
  readonly clientConfig?: ClientConfig | undefined
  /** The configuration of the client that the provider belongs to: its region, user agent and logger are used where nothing else names one. */
  readonly parentClientConfig?: CallerClientConfig | undefined
  /** The address of the service, in place of AWS's: see {@link ClientConfig.endpoint}. */
  readonly endpoint?: ValueOr<Endpoint | undefined> | undefined
  /** Unless told, the region that the pool or the identity names. */
  readonly region?: string | undefined
  readonly logger?: Logger | undefined
  /** Says nothing of an endpoint that is not encrypted. */
  readonly insecure?: boolean | undefined
  /** Takes the place of the global `fetch`. */
  readonly fetch?: ClientConfig['fetch']
  readonly retry?: RetryOptions | undefined
  /** Local time, milliseconds since the epoch; `Date.now` unless told. */
  readonly clock?: (() => number) | undefined
  readonly events?: Listeners | undefined
}

/** What the providers take besides. */
export interface ProviderOptions extends ConnectionOptions {
  /** Ends all that the provider does, at once and for good. */
  readonly signal?: AbortSignal | undefined
  /** Keeps the credentials and renews them ahead of time; without it each call asks the service. */
  readonly credentialCache?: boolean | CacheOptions | undefined
}
