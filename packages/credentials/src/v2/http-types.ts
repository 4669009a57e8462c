// What goes over the wire, and who sends it: types alone.
import type { ClassOf, Listener } from './executor-types.ts'

export interface Endpoint {
  /** `https:` */
  protocol: string
  host: string
  port: number
  hostname: string
  pathname: string
  /** With the query. */
  path: string
  href: string
}
export type EndpointClass = ClassOf<Endpoint, [endpoint: string | Endpoint, config?: { sslEnabled?: boolean | undefined }]>

export interface HttpRequest {
  method: string
  path: string
  // biome-ignore lint/suspicious/noExplicitAny: texts to the SDK's declarations, of which it makes the length a number.
  headers: Record<string, any>
  body: string
  /** Of the query protocol: what the body says, null where it has the name alone. */
  params?: Record<string, string | null>
  endpoint: Endpoint
  region: string | undefined
  /** What aborts the exchange that is going on; `didCallback` once it is over. */
  stream?: { abort(): void; didCallback?: boolean }
  _abortCallback?: () => void
  _userAgent: string
  setUserAgent(): void
  getUserAgentHeaderName(): string
  appendToUserAgent(part: string | null | undefined): void
  getUserAgent(): string
  pathname(): string
  updateEndpoint(endpoint: string | Endpoint): void
}
export type HttpRequestClass = ClassOf<HttpRequest, [endpoint: string | Endpoint, region: string | undefined]>

export interface HttpResponse {
  /** Undefined before there is an answer, as is the body; the SDK's declarations do not say so. */
  get statusCode(): number
  set statusCode(status: number | undefined)
  statusMessage?: string
  headers: Record<string, string>
  /** Its `toString()` is the text: a `Buffer` in Node. */
  get body(): string | Uint8Array
  set body(body: { toString(): string; readonly length: number } | undefined)
  /** What came so far, and how long it is; both are gone once the body stands. */
  buffers?: Uint8Array[]
  numBytes?: number
  streaming: boolean
  stream: unknown
  _abortCallback?: (error?: unknown) => void
  createUnbufferedStream(): unknown
}
export type HttpResponseClass = ClassOf<HttpResponse, []>

/** What an HTTP client tells of: `headers` (status, headers, message), `data` (bytes), `end`, `sendProgress`, `receiveProgress`. */
export interface HttpStream {
  on(event: string, listener: Listener): unknown
  /** Of Node's streams: the bytes that a `readable` tells of. */
  read?(): Uint8Array | string | null
  statusCode?: number
  headers?: Record<string, string>
}
/** Sends one request. Exactly one of the callbacks is called, `failed` with `code` TimeoutError, NetworkingError or RequestAbortedError. */
export interface HttpClient {
  handleRequest(
    request: HttpRequest,
    options: HttpOptions,
    answered: (stream: HttpStream) => void,
    failed: (error: Error & { code?: string }) => void,
  ): HttpStream
}
export type HttpClientClass = ClassOf<HttpClient, []> & {
  getInstance(): HttpClient
  singleton?: HttpClient | undefined
  /** 2: the answer is one of Node's streams and tells of its bytes by `readable`; 1: by `data`. */
  streamsApiVersion: 1 | 2
}

export interface HttpOptions {
  /** Milliseconds; 120,000. */
  timeout?: number | undefined
  xhrWithCredentials?: boolean | undefined
  /** Without effect. */
  xhrAsync?: boolean | undefined
  /** An `http.Agent` or `https.Agent`; Node only. */
  agent?: unknown
  /** The proxy's address; Node only. */
  proxy?: string | undefined
  /** Milliseconds; Node only. */
  connectTimeout?: number | undefined
}
