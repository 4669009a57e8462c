// Services, their requests and what comes of them: types alone, in one place, for each speaks of the others. What applications see keeps
// the names that the SDK's declarations have, here and in the files that this one imports.
import type { Config, ConfigurationOptions, ParamValidation } from './config-types.ts'
import type { AWSError, ClassOf, PromiseHolder, SequentialExecutor } from './executor-types.ts'
import type { Endpoint, HttpRequest, HttpResponse } from './http-types.ts'
import type { ApiShape } from './params/api-shape.ts'
import type { AddRequestListener } from './request-events-types.ts'

/** `error` is null on success, `data` is null on failure. `this` is the response where a request calls back. */
export type Callback<Data> = (this: Response<Data, AWSError>, error: AWSError, data: Data) => void

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
