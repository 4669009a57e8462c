// The classes of the SDK as they refer to each other: types alone, in one place, for each speaks of most others. What applications see
// keeps the names that the SDK's declarations have.
import type { ApiShape } from './params/api-shape.ts'
import type { AddRequestListener } from './request-events-types.ts'

/** A constructor function: with `new`, or `Class.call(object, …)` on an object of a subclass that applications made. */
export type ClassOf<Instance, Arguments extends readonly unknown[]> = {
  new (...values: Arguments): Instance
  readonly prototype: Instance
}

/** An error as every callback and promise gets it. `code` and `name` are the same. */
export interface AWSError extends Error {
  code: string
  time: Date
  statusCode?: number
  requestId?: string
  retryable?: boolean
  /** Milliseconds. Negative where `customBackoff` ended the retries. */
  retryDelay?: number
  redirect?: boolean
  hostname?: string
  region?: string
  originalError?: Error
  /** Of other services' errors. */
  extendedRequestId?: string
  cfId?: string
  /** Of `MultipleValidationErrors`. */
  errors?: AWSError[]
}

/** `error` is null on success, `data` is null on failure. `this` is the response where a request calls back. */
export type Callback<Data> = (this: Response<Data, AWSError>, error: AWSError, data: Data) => void

// biome-ignore lint/suspicious/noExplicitAny: applications add listeners of any arguments, which the event decides.
export type Listener = ((this: any, ...values: any[]) => void) & { _isAsync?: boolean }

export interface SequentialExecutor {
  /** Event → listeners in the order in which they run. */
  _events: Record<string, Listener[]>
  _haltHandlersOnError?: boolean
  listeners(event: string): Listener[]
  on(event: string, listener: Listener, toHead?: boolean): this
  onAsync(event: string, listener: Listener, toHead?: boolean): this
  addListener(event: string, listener: Listener, toHead?: boolean): this
  removeListener(event: string, listener: Listener): this
  removeAllListeners(event?: string): this
  emit(event: string, values?: readonly unknown[], done?: (error: AWSError | null) => void): boolean
  callListeners(listeners: Listener[], values: readonly unknown[], done: (error: AWSError | null) => void, error?: AWSError | null): void
  addListeners(listeners: SequentialExecutor | Record<string, Listener | Listener[]>): this
  addNamedListener(name: string, event: string, listener: Listener, toHead?: boolean): this
  addNamedAsyncListener(name: string, event: string, listener: Listener, toHead?: boolean): this
  addNamedListeners(add: (add: AddNamed, addAsync: AddNamed) => void): this
}
export type AddNamed = (name: string, event: string, listener: Listener, toHead?: boolean) => void
export type SequentialExecutorClass = ClassOf<SequentialExecutor, []>

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

export interface Request<Data = unknown, Failure = AWSError> extends SequentialExecutor {
  service: Service
  /** `getId` */
  operation: string
  params: Record<string, unknown>
  httpRequest: HttpRequest
  response: Response<Data, Failure>
  startTime: Date
  on: AddRequestListener<Request<Data, Failure>, Response<Data, Failure>, AWSError, this>
  /** The request waits until the listener calls `done`. */
  onAsync: AddRequestListener<Request<Data, Failure>, Response<Data, Failure>, AWSError, this, [done: (error?: unknown) => void]>
  signedAt?: Date
  /** The event that comes next, or is going on: `validate` at first. */
  _asm: { currentState: string }
  _unAuthenticated?: boolean
  send(callback?: Callback<Data>): Response<Data, Failure>
  promise(): Promise<PromiseResult<Data, Failure>>
  build(done?: (error?: AWSError) => void): this
  runTo(state?: string, done?: (error?: AWSError) => void): this
  abort(): this
  /** After the last page both are null, which the SDK's declarations do not say. */
  eachPage(callback: (error: Failure, data: Data, done?: (goOn?: boolean) => void) => unknown): void
  eachItem(callback: (error: Failure | null, item: unknown) => unknown): void
  isPageable(): boolean
  emitEvent(event: string, values?: readonly unknown[], done?: (error: AWSError | null) => void): void
  eventParameters(event: string): unknown[]
  toUnauthenticated(): this
  haltHandlersOnError(): void
}
export type PromiseResult<Data, Failure> = Data & { $response: Response<Data, Failure> }
export type RequestClass = {
  new <Data = unknown, Failure = AWSError>(service: Service, operation: string, params?: object): Request<Data, Failure>
} & ClassOf<Request, [service: Service, operation: string, params?: object]> &
  PromiseHolder

export interface Response<Data = unknown, Failure = AWSError> {
  request: Request<Data, Failure>
  data: Data | null
  error: Failure | null
  requestId: string
  retryCount: number
  redirectCount: number
  maxRetries: number
  maxRedirects: number
  httpResponse: HttpResponse
  nextPageTokens?: unknown[] | null | undefined
  hasNextPage(): boolean | undefined
  nextPage(): Request<Data, Failure> | null
  nextPage(callback: Callback<Data>): Request<Data, Failure> | null
  cacheNextPageTokens(): unknown[] | null | undefined
}
export type ResponseClass = ClassOf<Response, [request?: Request]>

/** Classes whose promise forms may be taken away, and put back with another library's promises. */
export interface PromiseHolder {
  addPromisesToClass(dependency: PromiseConstructor): void
  deletePromisesFromClass(): void
}

export interface CredentialsOptions {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string | undefined
}
export interface Credentials extends CredentialsOptions {
  sessionToken: string
  expired: boolean
  /** Null until there are temporary credentials, which the SDK's declarations do not say. */
  get expireTime(): Date
  set expireTime(time: Date | null)
  refreshCallbacks: ((error?: AWSError) => void)[]
  /** Seconds. */
  expiryWindow: number
  needsRefresh(): boolean
  get(callback?: (error?: AWSError) => void): void
  refresh(callback?: (error?: AWSError) => void): void
  getPromise(): Promise<void>
  refreshPromise(): Promise<void>
  load?(callback: (error?: AWSError) => void): void
  coalesceRefresh(callback?: (error?: AWSError) => void, sync?: boolean): void
  /** The same credentials for clients of the SDK v3. */
  toProvider(): () => Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string; expiration?: Date }>
}
export type CredentialsClass = PromiseHolder & {
  new (accessKeyId: string, secretAccessKey: string, sessionToken?: string): Credentials
  new (options?: CredentialsOptions | { credentials: CredentialsOptions }): Credentials
  readonly prototype: Credentials
  /** Seconds. */
  expiryWindow: number
}

export type CredentialProvider = Credentials | (() => Credentials)
export interface CredentialProviderChain {
  providers: CredentialProvider[]
  resolve(callback: (error: AWSError | null, credentials?: Credentials) => void): CredentialProviderChain
  resolvePromise(): Promise<Credentials>
}
export type CredentialProviderChainClass = ClassOf<CredentialProviderChain, [providers?: CredentialProvider[]]> &
  PromiseHolder & { defaultProviders: CredentialProvider[] }

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
export interface Logger {
  log?(...messages: unknown[]): void
  write?(text: string): unknown
  isTTY?: boolean
}
export interface ParamValidation {
  min?: boolean
  max?: boolean
  pattern?: boolean
  enum?: boolean
}
export interface RetryDelayOptions {
  /** Milliseconds; 100. */
  base?: number
  /** Milliseconds; negative: no more retries. */
  customBackoff?(retryCount: number, error?: Error): number
}

export interface ConfigurationOptions {
  accessKeyId?: string | undefined
  secretAccessKey?: string | undefined
  sessionToken?: string | undefined
  credentials?: Credentials | CredentialsOptions | null | undefined
  credentialProvider?: CredentialProviderChain | null | undefined
  region?: string | null | undefined
  endpoint?: string | Endpoint | undefined
  // biome-ignore lint/suspicious/noExplicitAny: interfaces are taken too, which have no index.
  params?: Record<string, any> | undefined
  apiVersion?: string | Date | null | undefined
  apiVersions?: Record<string, string | Date> | undefined
  logger?: Logger | null | undefined
  httpOptions?: HttpOptions | undefined
  maxRetries?: number | undefined
  maxRedirects?: number | undefined
  paramValidation?: ParamValidation | boolean | undefined
  sslEnabled?: boolean | undefined
  convertResponseTypes?: boolean | undefined
  correctClockSkew?: boolean | undefined
  customUserAgent?: string | null | undefined
  /** Milliseconds, added to the local time. */
  systemClockOffset?: number | undefined
  signatureVersion?: string | null | undefined
  signatureCache?: boolean | undefined
  retryDelayOptions?: RetryDelayOptions | undefined
  stsRegionalEndpoints?: 'legacy' | 'regional' | undefined
  useFipsEndpoint?: boolean | undefined
  useDualstackEndpoint?: boolean | undefined
  hostPrefixEnabled?: boolean | undefined
  computeChecksums?: boolean | undefined
  s3ForcePathStyle?: boolean | undefined
  s3BucketEndpoint?: boolean | undefined
  s3DisableBodySigning?: boolean | undefined
  s3UsEast1RegionalEndpoint?: 'legacy' | 'regional' | undefined
  s3UseArnRegion?: boolean | undefined
  dynamoDbCrc32?: boolean | undefined
  useAccelerateEndpoint?: boolean | undefined
  clientSideMonitoring?: boolean | undefined
  endpointDiscoveryEnabled?: boolean | undefined
  endpointCacheSize?: number | undefined
  /** No warning of an `http` endpoint that is not on this machine. */
  insecure?: boolean | undefined
  /** Only `AWS.config` has it: what differs from the SDK on purpose goes its way. */
  strictV2?: boolean | undefined
  /** Of one service: `AWS.config.update({ cognitoidentity: { endpoint } })`. */
  cognitoidentity?: ConfigurationOptions | undefined
  sts?: ConfigurationOptions | undefined
}
/** The options with the SDK's defaults. */
export interface Config extends ConfigurationOptions {
  get credentials(): Credentials | null | undefined
  set credentials(credentials: Credentials | CredentialsOptions | null | undefined)
  httpOptions: HttpOptions
  maxRedirects: number
  retryDelayOptions: RetryDelayOptions
  systemClockOffset: number
  apiVersions: Record<string, string | Date>
  keys: Record<string, unknown>
  getCredentials(callback: (error: AWSError | null, credentials?: Credentials | CredentialsOptions | null) => void): void
  update(options: ConfigurationOptions & Record<string, unknown>, allowUnknownKeys: true): void
  update(options: ConfigurationOptions, allowUnknownKeys?: boolean): void
  set(property: string, value: unknown, defaultValue?: unknown): void
  clear(): void
  extractCredentials(options: ConfigurationOptions): ConfigurationOptions
  /** Node only: takes the options of a JSON file in place of all that it had. */
  loadFromPath(path: string): Config
  setPromisesDependency(dependency: unknown): void
  getPromisesDependency(): unknown
}
export type ConfigClass = ClassOf<Config, [options?: ConfigurationOptions]>

/** What a service is: its operations by their wire name's lower-case-first form (`getId`). */
export interface Api {
  apiVersion: string
  endpointPrefix: string
  protocol: 'json' | 'query'
  jsonVersion?: string
  targetPrefix?: string
  globalEndpoint?: string
  /** What signatures name, where it is not the `endpointPrefix`. */
  signingName?: string
  serviceId?: string
  signatureVersion: string
  operations: Record<string, ApiOperation>
  pagination: Record<string, Paginator>
}
/** `name` is the wire's (`GetId`); `authtype` `none`: unsigned, empty: as the service is. */
export interface ApiOperation {
  name: string
  input: ApiShape
  /** Of an operation that answers nothing: no members. */
  output: ApiShape
  authtype: '' | 'none' | 'v4'
}
export interface Paginator {
  inputToken: string
  outputToken: string
  limitKey: string
  resultKey: string
}

export interface Service extends SequentialExecutor {
  config: Config
  endpoint: Endpoint
  api: Api
  serviceIdentifier: string
  signingRegion?: string
  isGlobalEndpoint?: boolean
  defaultRetryCount: number
  /** What the constructor was given, as it was then. */
  readonly _originalConfig?: ConfigurationOptions | undefined
  /** Counts the service objects. */
  _clientId?: number
  /** The class of the wanted version; null where this class is one already. */
  loadServiceClass(config: ConfigurationOptions): ServiceClass | null
  initialize(config?: ConfigurationOptions): void
  validateService(): void
  customizeRequests(callback?: ((request: Request) => void) | null): void
  customRequestHandler?: ((request: Request) => void) | null
  // biome-ignore lint/suspicious/noExplicitAny: the operation, a text here, decides what the data is.
  makeRequest(operation: string, params?: object | Callback<any> | null, callback?: Callback<any>): Request<any>
  // biome-ignore lint/suspicious/noExplicitAny: as above
  makeUnauthenticatedRequest(operation: string, params?: object | Callback<any> | null, callback?: Callback<any>): Request<any>
  waitFor(state: string, params?: unknown, callback?: unknown): Request
  addAllRequestListeners(request: Request): void
  setupRequestListeners(request: Request): void
  serviceInterface(): SequentialExecutor | undefined
  successfulResponse(response: Response): boolean
  getSigningName(): string
  numRetries(): number
  retryDelays(retryCount: number, error?: AWSError): number
  retryableError(error: AWSError): boolean
  networkingError(error: AWSError): boolean
  timeoutError(error: AWSError): boolean
  expiredCredentialsError(error: AWSError): boolean
  clockSkewError(error: AWSError): boolean
  throttledError(error: AWSError): boolean
  getSkewCorrectedDate(): Date
  applyClockOffset(serverTime: number): void
  isClockSkewed(serverTime: number): boolean
  endpointFromTemplate(endpoint: string | Endpoint): string | Endpoint
  setEndpoint(endpoint: string | Endpoint): void
  paginationConfig(operation: string, throws?: boolean): Paginator | null
}
export interface ServiceClass<S extends Service = Service> {
  new (config?: ConfigurationOptions): S
  readonly prototype: S
  serviceIdentifier?: string
  apiVersions: string[]
  /** Version → class. */
  services: Record<string, ServiceClass | null>
}
export interface ServiceStatics {
  defineService(serviceIdentifier: string, versions?: string | string[] | object, features?: object): ServiceClass
  hasService(serviceIdentifier: string): boolean
}

export interface ParamValidator {
  validation: ParamValidation | false
  /** What the last validation found. */
  errors?: AWSError[]
  validate(shape: ApiShape, params: unknown, context?: string): true
}
export type ParamValidatorClass = ClassOf<ParamValidator, [validation?: ParamValidation | boolean]>
