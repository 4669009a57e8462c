import type { Logger } from './logger.ts'

/** A value, or a function that gives it: the SDK keeps most of its configuration as functions. */
export type ValueOr<T> = T | (() => T | Promise<T>)

/** An address in the parts that the SDK keeps it in. */
export interface EndpointParts {
  readonly protocol?: string | undefined
  readonly hostname?: string | undefined
  readonly port?: number | undefined
  readonly path?: string | undefined
  /** The SDK's other form of an address: everything in one `URL`. */
  readonly url?: URL | undefined
}

export type Endpoint = string | URL | EndpointParts

/** The part of the SDK's request handlers that a call uses. */
export interface RequestHandler {
  handle(request: never, options?: { abortSignal?: unknown; requestTimeout?: number }): Promise<{ response: HandlerResponse }>
}

export interface HandlerResponse {
  readonly statusCode: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

/**
 * The configuration of a client: the SDK's keys, those that count here. Whatever else an SDK configuration holds may stay in it.
 * @see https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/cognito-identity/
 */
export interface ClientConfig {
  readonly region?: ValueOr<string | undefined> | undefined
  /** Any service that speaks the protocol; a path is kept, `http` is allowed. Without it AWS's, in the region. */
  readonly endpoint?: ValueOr<Endpoint | undefined> | undefined
  /** How often a request is sent at most. 3 unless told. */
  readonly maxAttempts?: ValueOr<number> | undefined
  /** Accepted and without effect: all calls are retried in the SDK's `standard` mode. */
  readonly retryMode?: ValueOr<string> | undefined
  /** Milliseconds that one attempt may take. 10,000 unless told. */
  readonly requestTimeout?: number | undefined
  /** One of the SDK's; without it `fetch` is used. */
  readonly requestHandler?: unknown
  /** Takes the place of the global `fetch`. */
  readonly fetch?: typeof fetch | undefined
  /** A text, or the SDK's list of names with versions. */
  readonly customUserAgent?: string | readonly (readonly [name: string, version?: string])[] | undefined
  readonly userAgentAppId?: ValueOr<string | undefined> | undefined
  readonly logger?: Logger | undefined
  /** Whether nothing is said of an `http` endpoint on another machine. */
  readonly insecure?: boolean | undefined
  /** Accepted and never used: public operations are not signed. */
  readonly credentials?: unknown
  readonly useFipsEndpoint?: ValueOr<boolean> | undefined
  readonly useDualstackEndpoint?: ValueOr<boolean> | undefined
}
