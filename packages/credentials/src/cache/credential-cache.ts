import { isTransient } from '../errors/classify.ts'
import { ClosedError } from '../errors/client-errors.ts'
import type { Emit } from '../events/events.ts'
import type { ProviderCallOptions, TemporaryCredentials } from '../v3/CognitoIdentityCredentials.ts'
import { CredentialsProviderError } from '../v3/errors.ts'
import { Flight } from './flight.ts'
import { shownTimer } from './shown-timer.ts'

export interface CacheOptions {
  /** Refreshes ahead of the expiration without being called, while the page is shown. */
  readonly keepFresh?: boolean | undefined
  /** How long before the expiration credentials are renewed, milliseconds: 600,000 unless told, and never more than half their life. */
  readonly refreshAhead?: number | undefined
}

export interface CacheSettings {
  /** Milliseconds: the service's time, and the local one. */
  readonly clock: { now(): number; local(): number }
  readonly emit?: Emit | undefined
  readonly options?: CacheOptions | undefined
  /** From 0 to 1. */
  readonly random?: (() => number) | undefined
}

/** Credentials are waited for in the last minute of their life, milliseconds. */
const hardMargin = 60_000
/** Between a refresh ahead of time that failed and the next one, milliseconds. */
const pause = 30_000
const rejections = ['ExpiredToken', 'ExpiredTokenException', 'InvalidClientTokenId', 'UnrecognizedClientException']

/**
 * Keeps credentials as long as they are good, and renews them ahead of time: in the background first, with the caller waiting in their last
 * minute. One load at a time. Credentials without an expiration are handed out and not kept; none are handed out after their end.
 */
export class CredentialCache<C extends TemporaryCredentials> {
  readonly #load: (options: ProviderCallOptions, signal: AbortSignal) => Promise<C>
  readonly #settings: CacheSettings
  readonly #flight: Flight<C> = new Flight<C>()
  readonly #timer: { start(): void; stop(): void }
  #entry: Entry<C> | undefined
  /** Counts what makes the answer of a running load an older one. */
  #generation = 0
  #failedAt: number = Number.NEGATIVE_INFINITY
  /** Of the last caller: a refresh that nobody called for still needs the region. */
  #callerClientConfig: ProviderCallOptions['callerClientConfig']
  #closed: unknown

  /** @param load gets the options of the caller who started it, and a signal that fires when nobody waits any longer */
  constructor(load: (options: ProviderCallOptions, signal: AbortSignal) => Promise<C>, settings: CacheSettings) {
    this.#load = load
    this.#settings = settings
    this.#timer = shownTimer(
      () => Math.max((this.#entry?.soft ?? 0) - settings.clock.now(), this.#pauseLeft()),
      () => this.#refreshAhead({ callerClientConfig: this.#callerClientConfig }),
    )
  }

  /** @throws what the load throws, where no good credentials are left; `AbortError` once the caller's signal fires */
  async get(options: ProviderCallOptions = {}): Promise<C> {
    const { forceRefresh, signal } = options
    if (this.#closed !== undefined) throw this.#closed
    this.#callerClientConfig = options.callerClientConfig
    const entry = this.#entry
    const now = this.#settings.clock.now()
    if (entry && now < entry.hard && !forceRefresh && !signal?.aborted) {
      if (now >= entry.soft) this.#refreshAhead(options)
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

  /** Drops the credentials. A running load asks again before it answers. */
  invalidate(): void {
    this.#generation++
    this.#drop()
  }

  /**
   * Drops the credentials where `error`, the answer of a service that was called with them, says that they are no longer good.
   * @param used the credentials of that call: newer ones are kept
   */
  reportRejected(error: unknown, used: { readonly accessKeyId: string } | undefined = this.#entry?.credentials): void {
    // Whatever was thrown may be asked for properties; the SDK's older errors have a `code`.
    const { name, code } = Object(error) as { name?: unknown; code?: unknown }
    if (used?.accessKeyId !== this.#entry?.credentials.accessKeyId) return
    if (rejections.some((rejection) => rejection === name || rejection === code)) this.#drop()
  }

  /** The credentials, as long as they have not ended. Asks nobody. */
  peek(): C | undefined {
    const entry = this.#entry
    return entry && this.#settings.clock.now() < entry.end ? entry.credentials : undefined
  }

  /** Puts credentials that came on another way in place of those that are kept, and of those that a running load brings. */
  set(credentials: C): void {
    this.invalidate()
    this.#keep(credentials)
  }

  /** Drops the credentials, and ends a running load: who waits gets `reason`, or an `AbortError`. */
  abort(reason?: unknown): void {
    this.invalidate()
    this.#flight.abort(reason)
  }

  /** For good. Whoever waits or asks gets `reason`, or a `ClosedError`. */
  close(reason: unknown = new ClosedError('The provider of credentials was closed.')): void {
    this.#closed = reason
    this.abort(reason)
  }

  #refreshAhead({ callerClientConfig }: ProviderCallOptions): void {
    if (this.#flight.isRunning || this.#pauseLeft() > 0) return
    // On nobody's signal: it is for all. What it fails with is told by an event.
    this.#refresh({ callerClientConfig }).catch(() => {})
  }

  #refresh(options: ProviderCallOptions, signal?: AbortSignal): Promise<C> {
    return this.#flight.run(async (aborted) => {
      try {
        return await this.#loadNewest({ ...options, signal: aborted }, aborted)
      } catch (error) {
        if (!aborted.aborted) this.#failed(error)
        throw error
      }
    }, signal)
  }

  /** An answer from before an `invalidate` is none, nor is one that has ended on its way, while the machine slept: then the load is repeated. */
  async #loadNewest(options: ProviderCallOptions, signal: AbortSignal): Promise<C> {
    for (let isRepeated = false; ; isRepeated = true) {
      const generation = this.#generation
      const startedAt = this.#settings.clock.now()
      try {
        const credentials = await this.#load(options, signal)
        if (signal.aborted) return credentials
        if (generation === this.#generation) {
          if (this.#keep(credentials)) return credentials
          if (isRepeated || startedAt >= endOf(credentials)) {
            throw new CredentialsProviderError('The credentials had ended when they came. Is the clock of this device right?')
          }
        }
      } catch (error) {
        if (signal.aborted || generation === this.#generation) throw error
      }
      if (generation !== this.#generation && this.#entry && this.#settings.clock.now() < this.#entry.hard) return this.#entry.credentials
    }
  }

  /** @returns false where the credentials have ended already: what is kept stays. */
  #keep(credentials: C): boolean {
    const { clock, options, random = Math.random } = this.#settings
    const now = clock.now()
    const end = endOf(credentials)
    if (end <= now) return false
    this.#drop()
    this.#failedAt = Number.NEGATIVE_INFINITY
    if (end > now) {
      // Not all devices that started together renew together.
      const ahead = Math.min(options?.refreshAhead ?? 600_000, (end - now) / 2) * (0.9 + 0.2 * random())
      this.#entry = { credentials, soft: end - ahead, hard: end - hardMargin, end }
      if (options?.keepFresh) this.#timer.start()
    }
    return true
  }

  #failed(error: unknown): void {
    const isGood = this.peek() !== undefined
    this.#failedAt = this.#settings.clock.local()
    if (isGood) this.#settings.emit?.('refreshError', { error })
    if (this.#settings.options?.keepFresh && this.#entry && (isGood || isTransient(error))) this.#timer.start()
  }

  #drop(): void {
    this.#entry = undefined
    this.#timer.stop()
  }

  /** By the local clock, which may be set back. */
  #pauseLeft(): number {
    return pause - Math.abs(this.#settings.clock.local() - this.#failedAt)
  }
}

interface Entry<C> {
  readonly credentials: C
  /** From here on credentials are renewed in the background. Milliseconds since the epoch by the service's clock, as the other two. */
  readonly soft: number
  /** From here on the caller waits for new ones. */
  readonly hard: number
  readonly end: number
}

/** By the service's clock; `NaN` where the credentials have no end. */
function endOf(credentials: TemporaryCredentials & { readonly serverExpiration?: Date }): number {
  return Number(credentials?.serverExpiration ?? credentials?.expiration ?? Number.NaN)
}
