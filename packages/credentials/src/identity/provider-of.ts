import { type CacheOptions, CredentialCache } from '../cache/credential-cache.ts'
import { Flight } from '../cache/flight.ts'
import { cachingProvider } from '../cache/provider.ts'
import { AbortError } from '../errors/client-errors.ts'
import type { Emit } from '../events/events.ts'
import type { SkewClock } from '../transport/skew-clock.ts'
import type { Provider, ProviderCallOptions, TemporaryCredentials } from '../v3/CognitoIdentityCredentials.ts'

export interface ProviderSettings {
  readonly credentialCache?: boolean | CacheOptions | undefined
  /** Ends everything, at once and for good. */
  readonly signal?: AbortSignal | undefined
  readonly clock: SkewClock
  readonly emit: Emit
}

export interface MadeProvider<C extends TemporaryCredentials> {
  readonly provider: Provider<C>
  /** From now on nothing of what is kept, or on its way, is given out. */
  drop(): void
}

/** The provider over a load: calls share a flight, and what it brings is kept where that is asked for. */
export function providerOf<C extends TemporaryCredentials>(
  load: (options: ProviderCallOptions, signal: AbortSignal) => Promise<C>,
  { credentialCache, signal: ending, clock, emit }: ProviderSettings,
): MadeProvider<C> {
  let flight = new Flight<C>()
  const cache = credentialCache && new CredentialCache<C>(load, { clock, emit, options: Object(credentialCache) })
  const end = () => {
    const reason = new AbortError('The provider was aborted', { cause: ending?.reason })
    flight.abort(reason)
    if (cache) cache.close(reason)
  }
  ending?.addEventListener('abort', end)
  if (ending?.aborted) end()

  if (cache) return { provider: cachingProvider(cache), drop: () => cache.invalidate() }
  return {
    provider: (options = {}) => flight.run((signal) => load(options, signal), ending?.aborted ? ending : options.signal),
    drop() {
      flight = new Flight()
    },
  }
}
