// Credentials, and the options of services: types alone.
import type { AWSError, ClassOf, PromiseHolder } from './executor-types.ts'
import type { Endpoint, HttpOptions } from './http-types.ts'

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
