import type { Provider, ProviderCallOptions, TemporaryCredentials } from '../v3/CognitoIdentityCredentials.ts'
import type { CredentialCache } from './credential-cache.ts'

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
export function cachingProvider<C extends TemporaryCredentials>(
  cache: Pick<CredentialCache<C>, 'get' | 'invalidate' | 'reportRejected'>,
): CachingProvider<C> {
  return Object.assign((options?: ProviderCallOptions) => cache.get(options), {
    memoized: true as const,
    invalidate: () => cache.invalidate(),
    reportRejected: (error: unknown, used?: { readonly accessKeyId: string }) => cache.reportRejected(error, used),
  })
}
