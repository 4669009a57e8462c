import { type CryptoKey, compactVerify, importJWK, type JWK } from 'jose'
import { signatureAlgorithms } from './signature-algorithm.ts'

const minRsaBits = 2048

/** One public key of a provider's key set. */
export class VerificationKey {
  readonly kid: string | undefined
  /** The same for keys that are the same in all that counts. */
  readonly fingerprint: string
  /** The members that count; none where one of them is an object, which may be nested deeper than a stack goes: such a key fits nothing. */
  readonly #jwk: Readonly<Record<string, unknown>>
  /** Imported keys, by algorithm. */
  readonly #imported = new Map<string, Promise<CryptoKey | Uint8Array>>()

  /** @param jwk a member of a JWK set, not checked yet. Source: RFC 7517, section 4 */
  constructor(jwk: Readonly<Record<string, unknown>>) {
    const { kid, kty, crv, x, y, n, e, alg, use, key_ops } = jwk
    this.kid = typeof kid === 'string' ? kid : undefined
    // Whatever else is in there, private members above all, plays no part.
    const isFlat = [kty, crv, x, y, n, e, alg, use, ...(Array.isArray(key_ops) ? key_ops : [key_ops])].every(isNoObject)
    this.#jwk = isFlat ? { kty, crv, x, y, n, e, alg, use, key_ops } : {}
    this.fingerprint = JSON.stringify([this.kid, ...Object.values(this.#jwk)])
  }

  /** Whether the key may verify signatures of this algorithm: pinned to the key's type, and to its own `alg` where it has one. */
  fits(algorithm: string): boolean {
    const pinned = signatureAlgorithms.get(algorithm)
    const { kty, crv, alg, use, key_ops } = this.#jwk
    return (
      pinned !== undefined &&
      kty === pinned.kty &&
      (pinned.crv === undefined || crv === pinned.crv) &&
      (alg === undefined || alg === algorithm) &&
      (use === undefined || use === 'sig') &&
      (key_ops === undefined || (Array.isArray(key_ops) && key_ops.includes('verify')))
    )
  }

  /** Whether this key made the compact JWS, with this algorithm and no other. */
  async verifies(token: string, algorithm: string): Promise<boolean> {
    if (!this.fits(algorithm)) return false
    try {
      const key = await this.#import(algorithm)
      if (key instanceof Uint8Array || isShortRsa(key)) return false
      await compactVerify(token, key, { algorithms: [algorithm] })
      return true
    } catch {
      // A key that cannot be used, a signature of another form, a wrong signature: all the same to the caller.
      return false
    }
  }

  #import(algorithm: string): Promise<CryptoKey | Uint8Array> {
    const { kty, crv, x, y, n, e } = this.#jwk
    // All members of a JWK that are texts; one of another type makes the import fail, which is what should happen.
    const members = Object.fromEntries(Object.entries({ kty, crv, x, y, n, e }).filter(([, value]) => value !== undefined)) as JWK
    const imported = this.#imported.get(algorithm) ?? importJWK(members, algorithm)
    this.#imported.set(algorithm, imported)
    return imported
  }
}

function isNoObject(value: unknown): boolean {
  return typeof value !== 'object' || value === null
}

function isShortRsa({ algorithm }: CryptoKey): boolean {
  return 'modulusLength' in algorithm && typeof algorithm.modulusLength === 'number' && algorithm.modulusLength < minRsaBits
}
