/** Temporary credentials, in the form that the AWS SDK's clients take. */
export interface TemporaryCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
  /** When they end, in local time: where the local clock is wrong by five minutes or more, the service's time is shifted by as much. */
  readonly expiration?: Date
}

/** The credentials of an identity. */
export interface CognitoIdentityCredentials extends TemporaryCredentials {
  /** The identity that the credentials are of: the one that the service named, where it followed a merge. */
  readonly identityId: string
}

/** What a provider may be told at each call. */
export interface ProviderCallOptions {
  /** Asks the service even where cached credentials are good. */
  readonly forceRefresh?: boolean | undefined
  /** Ends this caller's wait at once. */
  readonly signal?: AbortSignal | undefined
  /** The configuration of the SDK client that calls. */
  readonly callerClientConfig?: CallerClientConfig | undefined
}

/** What counts here of the configuration of the client that the provider belongs to. */
export interface CallerClientConfig {
  readonly region?: string | (() => Promise<string>) | undefined
  readonly profile?: string | undefined
  readonly userAgentAppId?: (() => Promise<string | undefined>) | undefined
  readonly [key: string]: unknown
}

/** A provider of credentials: what SDK clients take as `credentials`. */
export interface Provider<C extends TemporaryCredentials = TemporaryCredentials> {
  (options?: ProviderCallOptions): Promise<C>
  /** True where the provider caches: SDK clients then ask it for each request, and keep nothing themselves. */
  readonly memoized?: true
}
