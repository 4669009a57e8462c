import type { Emit } from '../events/events.ts'
import type { ProviderCallOptions, TemporaryCredentials } from '../v3/CognitoIdentityCredentials.ts'
import { CredentialsProviderError } from '../v3/errors.ts'
import { Flight } from './flight.ts'

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
  readonly options?: CacheOptions | undefined
}

/** Milliseconds before their expiration, from when on credentials are not given out without trying for new ones. */
const hardMargin = 60_000
/** Milliseconds between a load and the next one that nobody waits for. */
const pause = 30_000
const rejections = /^(ExpiredToken(Exception)?|InvalidClientTokenId|UnrecognizedClientException)$/

/**
 * Keeps credentials as long as they are good, and renews them ahead of time: in the background first, with the caller waiting in their last
 * minute. One load at a time. Credentials without an expiration are handed out and not kept; none are handed out after their expiration.
 */
export class CredentialCache<C extends TemporaryCredentials> {
  #load: (options: ProviderCallOptions, signal: AbortSignal) => Promise<C>
  readonly #clock: CacheSettings['clock']
  readonly #emit: Emit | undefined
  readonly #options: CacheOptions
  readonly #flight: Flight<C> = new Flight<C>()
  #entry: Entry<C> | undefined
  /** Counts what makes the answer of a running load an older one. */
  #generation = 0
  /** When the last load ended, by the local clock. */
  #loadedAt = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  /** @param load gets the options of the caller who started it, and a signal of its own: it fires when nobody waits any longer */
  constructor(load: (options: ProviderCallOptions, signal: AbortSignal) => Promise<C>, { clock, emit, options = {} }: CacheSettings) {
    this.#load = load
    this.#clock = clock
    this.#emit = emit
    this.#options = options
    if (options.keepFresh) page()?.addEventListener?.('visibilitychange', this.#keepFresh)
  }

  /** @throws what the load throws, where no good credentials are left; `AbortError` once the caller's signal fires */
  async get(options: ProviderCallOptions = {}): Promise<C> {
    const { forceRefresh, signal } = options
    const entry = this.#entry
    const now = this.#clock.now()
    if (entry && now < entry.end - hardMargin && !forceRefresh && !signal?.aborted) {
      if (now >= entry.soft) this.#renew(options)
      return entry.credentials
    }
    try {
      return await this.#refresh(options, signal)
    } catch (error) {
      const kept = this.peek()
      if (forceRefresh || signal?.aborted || !kept) throw error
      return kept
    }
  }

  /** The credentials, as long as they have not expired. Asks nobody. */
  peek(): C | undefined {
    const entry = this.#entry
    return entry && this.#clock.now() < entry.end ? entry.credentials : undefined
  }

  /** Puts credentials that came on another way in place of those that are kept. */
  set(credentials: C): void {
    this.invalidate()
    this.#keep(credentials)
  }

  /** Drops the credentials. A running load is repeated before anybody gets its answer. */
  invalidate(): void {
    this.#generation++
    this.#drop()
  }

  /**
   * Drops the credentials where `error`, the answer of a service that was called with them, says that they are no longer good.
   * @param used the credentials of that call: newer ones are kept
   */
  reportRejected(error: unknown, used: { readonly accessKeyId: string } | undefined = this.#entry?.credentials): void {
    // Whatever was thrown may be asked for its name, and whatever that is may be tested.
    const { name } = Object(error) as { readonly name: string }
    if (rejections.test(name) && used?.accessKeyId === this.#entry?.credentials.accessKeyId) this.#drop()
  }

  /** Drops the credentials, and ends a running load: who waits gets `reason`, or an `AbortError`. */
  abort(reason?: unknown): void {
    this.invalidate()
    this.#flight.abort(reason)
  }

  /** For good: who waits or asks later gets `reason`. */
  close(reason: unknown): void {
    this.#load = () => Promise.reject(reason)
    this.abort(reason)
    page()?.removeEventListener?.('visibilitychange', this.#keepFresh)
  }

  /** For nobody in particular: no caller's signal ends it, and the local clock may have been set back. */
  #renew(options: ProviderCallOptions = {}): void {
    if (Math.abs(this.#clock.local() - this.#loadedAt) >= pause) this.#refresh(options).catch(() => {})
  }

  #refresh(options: ProviderCallOptions, signal?: AbortSignal): Promise<C> {
    return this.#flight.run((aborted) => this.#loadNewest(options, aborted), signal)
  }

  async #loadNewest(options: ProviderCallOptions, signal: AbortSignal): Promise<C> {
    const generation = this.#generation
    const isOver = () => signal.aborted || generation === this.#generation
    try {
      const credentials = await this.#load(options, signal)
      if (isOver()) {
        if (endOf(credentials) <= this.#clock.now()) throw new CredentialsProviderError('The credentials came expired. Is the clock right?')
        if (!signal.aborted) this.#keep(credentials)
        return credentials
      }
    } catch (error) {
      if (isOver()) {
        if (!signal.aborted) this.#failed(error)
        throw error
      }
    }
    return this.#loadNewest(options, signal)
  }

  #keep(credentials: C): void {
    const now = this.#clock.now()
    const end = endOf(credentials)
    // Not all devices that started together renew together.
    const ahead = Math.min(this.#options.refreshAhead ?? 600_000, (end - now) / 2) * (0.9 + 0.2 * Math.random())
    this.#entry = end > now ? { credentials, soft: end - ahead, end } : undefined
    this.#loadedAt = this.#clock.local()
    this.#keepFresh()
  }

  #failed(error: unknown): void {
    this.#loadedAt = this.#clock.local()
    if (!this.peek()) return
    this.#emit?.('refreshError', { error })
    this.#keepFresh()
  }

  #drop(): void {
    this.#entry = undefined
    this.#keepFresh()
  }

  /** Renews where it is time and the page is shown; else a timer does, or what shows the page. */
  readonly #keepFresh = (): void => {
    clearTimeout(this.#timer)
    if (!this.#entry || !this.#options.keepFresh) return
    const left = Math.max(this.#entry.soft - this.#clock.now(), this.#loadedAt + pause - this.#clock.local())
    if (left > 0) {
      this.#timer = setTimeout(this.#keepFresh, Math.min(left, 2 ** 31 - 1))
      // Timers are numbers in browsers, and objects that can do this in Node.
      ;(this.#timer as { unref?(): void }).unref?.()
    } else if (page()?.visibilityState !== 'hidden') this.#renew()
  }
}

interface Entry<C> {
  readonly credentials: C
  /** From when on they are renewed in the background. By the service's clock, milliseconds since the epoch, as `end`. */
  readonly soft: number
  readonly end: number
}

/** Not a number where the credentials have no expiration. */
function endOf(credentials: TemporaryCredentials & { readonly serverExpiration?: Date }): number {
  return Number(credentials?.serverExpiration ?? credentials?.expiration)
}

function page(): Document | undefined {
  return globalThis.document
}
