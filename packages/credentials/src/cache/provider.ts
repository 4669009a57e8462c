import { abortError } from '../transport/flight.ts'
import type { Provider, ProviderCallOptions, TemporaryCredentials } from '../v3/CognitoIdentityCredentials.ts'
import { type CacheSettings, type CredentialCache, createCache } from './credential-cache.ts'

/** A provider that keeps credentials as long as they are good. Each of its functions may be called detached. */
export interface CachingProvider<C extends TemporaryCredentials = TemporaryCredentials> extends Provider<C> {
  readonly memoized: true
  /** Drops the credentials that are kept. */
  invalidate(): void
  /**
   * Drops the credentials that are kept where `error`, the answer of a service that was called with them, says that they are no longer good:
   * `ExpiredToken`, `ExpiredTokenException`, `InvalidClientTokenId`, `UnrecognizedClientException`.
   * @param used the credentials of that call: newer ones are kept
   */
  reportRejected(error: unknown, used?: { readonly accessKeyId: string }): void
}

/** The cache as a provider, with the mark by which SDK clients ask it for each request and keep nothing themselves. */
export function cachingProvider<C extends TemporaryCredentials>({
  get,
  invalidate,
  reportRejected,
}: Pick<CachingProvider<C>, 'invalidate' | 'reportRejected'> & Pick<CredentialCache<C>, 'get'>): CachingProvider<C> {
  return Object.assign((options?: ProviderCallOptions) => get(options), { memoized: true as const, invalidate, reportRejected })
}

export interface ProviderSettings extends Omit<CacheSettings, 'options'> {
  readonly credentialCache?: CacheSettings['options']
  /** Ends everything, at once and for good. */
  readonly signal?: AbortSignal | undefined
}

export interface MadeProvider<C extends TemporaryCredentials> {
  readonly provider: Provider<C>
  /** From now on nothing of what is kept, or on its way, is given out. */
  drop(): void
}

/** The provider over a load: calls share a flight, and what it brings is kept where that is asked for. */
export function providerOf<C extends TemporaryCredentials>(
  load: (options: ProviderCallOptions, signal: AbortSignal) => Promise<C>,
  { credentialCache, signal, clock, emit }: ProviderSettings,
): MadeProvider<C> {
  const cache = createCache(load, { clock, emit, options: credentialCache })
  const end = () => cache.close(abortError(signal))
  signal?.addEventListener('abort', end)
  if (signal?.aborted) end()
  return { provider: credentialCache ? cachingProvider(cache) : (options = {}) => cache.get(options), drop: cache.invalidate }
}
