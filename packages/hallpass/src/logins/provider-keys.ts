import type { SignatureHeader } from './signature-header.ts'
import type { VerificationKey } from './verification-key.ts'

/** How long a fetched key set is taken as it is, milliseconds. */
const freshFor = 15 * 60 * 1000
/** How old the keys may be that are used while their provider cannot be reached, milliseconds. */
const usableFor = 24 * 60 * 60 * 1000
/** How long the keys at hand are used unasked after their provider could not be reached, milliseconds. */
const retryInterval = 30 * 1000
/** How far apart tokens of unknown keys make us ask their provider again, milliseconds. */
const unknownKeyInterval = 60 * 1000

/** `unfit`: the key that is named is for another algorithm. */
export type FoundKey = { readonly kind: 'key'; readonly key: VerificationKey } | { readonly kind: 'no-key' } | { readonly kind: 'unfit' }

const noKey: FoundKey = { kind: 'no-key' }

interface Fetched {
  readonly keys: readonly VerificationKey[]
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** The keys of one provider, fetched when they are needed, by one request at a time. A failure is not remembered. */
export class ProviderKeys {
  readonly #fetch: () => Promise<readonly VerificationKey[]>
  readonly #now: () => number
  #fetched: Fetched | undefined
  #flight: Promise<Fetched> | undefined
  /** When the provider last could not be reached, milliseconds since the epoch. */
  #failedAt = Number.NEGATIVE_INFINITY
  /** When an unknown key last made us ask, milliseconds since the epoch. */
  #askedForUnknown = Number.NEGATIVE_INFINITY

  constructor(fetch: () => Promise<readonly VerificationKey[]>, now: () => number) {
    this.#fetch = fetch
    this.#now = now
  }

  /** The one key that fits the header; throws when the provider cannot be reached and no key that we have fits. */
  async find(header: SignatureHeader): Promise<FoundKey> {
    const fetched = this.#fetched
    if (fetched === undefined || this.#age(fetched) >= freshFor) return this.#findAfterRefresh(header)
    if (!this.#isUnknown(header, fetched) || !this.#mayAskForUnknown()) return findFitting(fetched, header)

    const refetched = await this.#refresh()
    this.#askedForUnknown = this.#now()
    return findFitting(refetched, header)
  }

  async #findAfterRefresh(header: SignatureHeader): Promise<FoundKey> {
    const former = this.#fetched
    const known = former !== undefined && this.#age(former) < usableFor ? findFitting(former, header) : noKey
    // While a provider hangs, not every login of its users waits for it anew.
    if (known.kind === 'key' && this.#now() - this.#failedAt < retryInterval) return known
    try {
      return findFitting(await this.#refresh(), header)
    } catch (failure) {
      this.#failedAt = this.#now()
      if (known.kind !== 'key') throw failure
      return known
    }
  }

  #isUnknown({ kid }: SignatureHeader, { keys }: Fetched): boolean {
    return kid !== undefined && !keys.some((key) => key.kid === kid)
  }

  #mayAskForUnknown(): boolean {
    // Whoever comes while the keys are being fetched waits for them: his may be among them.
    return this.#flight !== undefined || this.#now() - this.#askedForUnknown >= unknownKeyInterval
  }

  #refresh(): Promise<Fetched> {
    this.#flight ??= this.#fetchOnce().finally(() => {
      this.#flight = undefined
    })
    return this.#flight
  }

  async #fetchOnce(): Promise<Fetched> {
    const known = new Map(this.#fetched?.keys.map((key) => [key.fingerprint, key]))
    // A key that is still there stays the same object, so that what it has verified stays verified.
    const keys = (await this.#fetch()).map((key) => known.get(key.fingerprint) ?? key)
    this.#fetched = { keys, at: this.#now() }
    return this.#fetched
  }

  #age({ at }: Fetched): number {
    return this.#now() - at
  }
}

/** Several keys of one name, or of none, leave it open which was meant: unless exactly one fits, none does. */
function findFitting({ keys }: Fetched, { alg, kid }: SignatureHeader): FoundKey {
  const named = keys.filter((key) => kid === undefined || key.kid === kid)
  const [key, ...others] = named.filter((each) => each.fits(alg))
  if (key !== undefined && others.length === 0) return { kind: 'key', key }
  return kid !== undefined && named.length > 0 && key === undefined ? { kind: 'unfit' } : noKey
}
