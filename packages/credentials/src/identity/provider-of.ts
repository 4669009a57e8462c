import { type CacheOptions, CredentialCache } from '../cache/credential-cache.ts'
import { Flight } from '../cache/flight.ts'
import { cachingProvider } from '../cache/provider.ts'
import { AbortError } from '../errors/client-errors.ts'
import type { Emit } from '../events/events.ts'
import type { SkewClock } from '../transport/skew-clock.ts'
import type { Provider, ProviderCallOptions, TemporaryCredentials } from '../v3/CognitoIdentityCredentials.ts'

export type Load<C> = (options: ProviderCallOptions, signal: AbortSignal) => Promise<C>

export interface ProviderSettings {
  readonly credentialCache: boolean | CacheOptions | undefined
  /** Ends everything, at once and for good. */
  readonly signal: AbortSignal | undefined
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
  load: Load<C>,
  { credentialCache, signal, clock, emit }: ProviderSettings,
): MadeProvider<C> {
  const loadUntilEnded: Load<C> = (options, flight) => endedBy(signal, flight, (either) => load(options, either))
  if (credentialCache) {
    const options = credentialCache === true ? {} : credentialCache
    const cache = new CredentialCache<C>(loadUntilEnded, { clock, emit, options })
    return { provider: cachingProvider(cache), drop: () => cache.invalidate() }
  }
  let flight = new Flight<C>()
  return {
    provider: (options = {}) => flight.run((either) => loadUntilEnded(options, either), options.signal),
    drop() {
      flight = new Flight()
    },
  }
}

/** Runs with a signal that fires when either does; where the first one does, the run is over at once. */
function endedBy<T>(ending: AbortSignal | undefined, flight: AbortSignal, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  if (!ending) return run(flight)
  const controller = new AbortController()
  return new Promise<T>((resolve, reject) => {
    const end = () => {
      controller.abort()
      reject(new AbortError('The provider was aborted.', { cause: ending.reason }))
    }
    const settle = () => ending.removeEventListener('abort', end)
    flight.addEventListener('abort', () => controller.abort())
    ending.addEventListener('abort', end)
    if (ending.aborted) end()
    else run(controller.signal).then(resolve, reject).finally(settle)
  })
}
