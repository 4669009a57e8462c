import type { Emit } from '../events/events.ts'
import { createFlight, refuseAborted } from '../transport/flight.ts'
import type { ProviderCallOptions, TemporaryCredentials } from '../v3/CognitoIdentityCredentials.ts'
import { CredentialsProviderError } from '../v3/errors.ts'

export interface CacheOptions {
  /** Renews credentials without being called, while the page is shown. */
  readonly keepFresh?: boolean | undefined
  /** How long before their expiration credentials are renewed, milliseconds: 600,000 unless told, and never more than half their life. */
  readonly refreshAhead?: number | undefined
}

export interface CacheSettings {
  /** Milliseconds: the service's time, and the local one. */
  readonly clock: { now(): number; local(): number }
  readonly emit?: Emit | undefined
  /** Without them nothing is kept: each call is a load, which calls at the same time share. */
  readonly options?: CacheOptions | boolean | undefined
}

/**
 * Keeps credentials as long as they are good, and renews them ahead of time: in the background first, with the caller waiting in their last
 * minute. One load at a time. Credentials without an expiration are handed out and not kept; none are handed out after their expiration.
 */
export interface CredentialCache<C extends TemporaryCredentials> {
  /** @throws what the load throws, where no good credentials are left; `AbortError` once the caller's signal fires */
  get(options?: ProviderCallOptions): Promise<C>
  /** The credentials, as long as they have not expired. Asks nobody. */
  peek(): C | undefined
  /** Puts credentials that came on another way in place of those that are kept. */
  set(credentials: C): void
  /** Drops the credentials. A running load is repeated before anybody gets its answer. */
  invalidate(): void
  /**
   * Drops the credentials where `error`, the answer of a service that was called with them, says that they are no longer good.
   * @param used the credentials of that call: newer ones are kept
   * @returns whether it did
   */
  reportRejected(error: unknown, used?: { readonly accessKeyId: string } | undefined): boolean
  /** Drops the credentials, and ends a running load: who waits gets `reason`, or an `AbortError`. */
  abort(reason?: unknown): void
  /** For good: who waits or asks later gets `reason`. */
  close(reason: unknown): void
}

/** Milliseconds before their expiration, from when on credentials are not given out without trying for new ones. */
const hardMargin = 60_000
/** Milliseconds between a load and the next one that nobody waits for. */
const pause = 30_000

/** @param load gets the options of the caller who started it, and a signal of its own: it fires when nobody waits any longer */
export function createCache<C extends TemporaryCredentials>(
  load: (options: ProviderCallOptions, signal: AbortSignal) => Promise<C>,
  { clock, emit, options: keeps }: CacheSettings,
): CredentialCache<C> {
  const { keepFresh, refreshAhead = 600_000 }: CacheOptions = Object(keeps)
  const page = keepFresh ? globalThis.document : undefined
  const flight = createFlight<C>()
  let kept: C | undefined
  /** From when on what is kept is renewed in the background. By the service's clock, milliseconds since the epoch, as `end`. */
  let soft = 0
  let end = 0
  /** Counts what makes the answer of a running load an older one. */
  let generation = 0
  /** When the last load ended, by the local clock. */
  let loadedAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function get(options: ProviderCallOptions = {}): Promise<C> {
    const { forceRefresh, signal } = options
    const now = clock.now()
    if (kept && now < end - hardMargin && !forceRefresh && !signal?.aborted) {
      if (now >= soft) renew(options)
      return kept
    }
    try {
      return await refresh(options, signal)
    } catch (error) {
      const held = peek()
      if (forceRefresh || signal?.aborted || !held) throw error
      return held
    }
  }

  /** For nobody in particular: no caller's signal ends it, and the local clock may have been set back. */
  function renew(options: ProviderCallOptions = {}): void {
    if (Math.abs(clock.local() - loadedAt) >= pause) refresh(options).catch(() => {})
  }

  function refresh(options: ProviderCallOptions, signal?: AbortSignal): Promise<C> {
    return flight.run((aborted) => loadNewest(options, aborted), signal)
  }

  async function loadNewest(options: ProviderCallOptions, signal: AbortSignal): Promise<C> {
    const mine = generation
    try {
      const credentials = await load(options, signal)
      refuseAborted(signal)
      if (mine === generation) {
        if (keeps && endOf(credentials) <= clock.now())
          throw new CredentialsProviderError('The credentials came expired: is the clock right?')
        keep(credentials)
        return credentials
      }
    } catch (error) {
      // Nobody waits for it any longer.
      if (signal.aborted) throw error
      if (mine === generation) {
        loadedAt = clock.local()
        if (peek()) {
          emit?.('refreshError', { error })
          freshen()
        }
        throw error
      }
    }
    return loadNewest(options, signal)
  }

  function keep(credentials: C): void {
    const now = clock.now()
    end = endOf(credentials)
    // Not all devices that started together renew together.
    soft = end - Math.min(refreshAhead, (end - now) / 2) * (0.9 + 0.2 * Math.random())
    kept = keeps && end > now ? credentials : undefined
    loadedAt = clock.local()
    freshen()
  }

  function peek(): C | undefined {
    return clock.now() < end ? kept : undefined
  }

  /** Renews where it is time and the page is shown; else a timer does, or what shows the page. */
  function freshen(): void {
    clearTimeout(timer)
    if (!kept || !keepFresh) return
    const left = Math.max(soft - clock.now(), loadedAt + pause - clock.local())
    if (left > 0) {
      timer = setTimeout(freshen, Math.min(left, 2 ** 31 - 1))
      // Timers are numbers in browsers, and objects that can do this in Node.
      ;(timer as { unref?(): void }).unref?.()
    } else if (page?.visibilityState !== 'hidden') renew()
  }

  function drop(): void {
    kept = undefined
    freshen()
  }

  function invalidate(): void {
    generation++
    drop()
  }

  function abort(reason?: unknown): void {
    invalidate()
    flight.abort(reason)
  }

  page?.addEventListener?.('visibilitychange', freshen)
  return {
    get,
    peek,
    invalidate,
    abort,
    set(credentials) {
      generation++
      keep(credentials)
    },
    reportRejected(error, used = kept) {
      // Whatever was thrown may be asked for its name, and whatever that is may be tested.
      const isRejection = /^(ExpiredToken(Exception)?|InvalidClientTokenId|UnrecognizedClientException)$/.test(Object(error).name)
      const drops = isRejection && !!kept && used?.accessKeyId === kept.accessKeyId
      if (drops) drop()
      return drops
    },
    close(reason) {
      load = () => Promise.reject(reason)
      abort(reason)
      page?.removeEventListener?.('visibilitychange', freshen)
    },
  }
}

/** When the service ends these credentials, milliseconds since the epoch by its own clock; not a number where they have no end. */
export function endOf(credentials: TemporaryCredentials & { readonly serverExpiration?: Date }): number {
  return Number(credentials?.serverExpiration ?? credentials?.expiration)
}
