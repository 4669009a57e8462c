import { constants, createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto'
import { signatureAlgorithms } from './signature-algorithm.ts'

const minRsaBits = 2048

/** One public key of a provider's key set. */
export class VerificationKey {
  readonly kid: string | undefined
  /** The same for keys that are the same in all that counts. */
  readonly fingerprint: string
  /** The members that count; none where one of them is an object, which may be nested deeper than a stack goes: such a key fits nothing. */
  readonly #jwk: Readonly<Record<string, unknown>>
  #imported: KeyObject | undefined

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
    const end = token.lastIndexOf('.')
    const signature = Buffer.from(token.slice(end + 1), 'base64url')
    try {
      this.#imported ??= importKey(this.#jwk)
      if (isShortRsa(this.#imported)) return false
      return await verifies(Buffer.from(token.slice(0, end)), signature, this.#imported, algorithm)
    } catch {
      // A key that cannot be used, a signature of another form: the same to the caller as a wrong signature.
      return false
    }
  }
}

function importKey({ kty, crv, x, y, n, e }: Readonly<Record<string, unknown>>): KeyObject {
  // All members of a JWK that are texts; one of another type makes the import fail, which is what should happen.
  const key = Object.fromEntries(Object.entries({ kty, crv, x, y, n, e }).filter(([, value]) => value !== undefined)) as JsonWebKey
  return createPublicKey({ key, format: 'jwk' })
}

/** Source: RFC 7518, sections 3.3 to 3.5; RFC 8037, section 3.1. */
async function verifies(input: Uint8Array, signature: Uint8Array, key: KeyObject, algorithm: string): Promise<boolean> {
  const family = algorithm.slice(0, 2)
  const digest = algorithm === 'EdDSA' ? null : `sha${algorithm.slice(2)}`
  const form = {
    key,
    ...(family === 'PS' && { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }),
    ...(family === 'ES' && { dsaEncoding: 'ieee-p1363' as const }),
  }
  // With RSA that is done sooner than another thread is woken (24 µs); curves take longer, and are that thread's work.
  if (key.asymmetricKeyType === 'rsa') return verify(digest, input, form, signature)
  return new Promise((resolve, reject) => {
    verify(digest, input, form, signature, (error, isValid) => {
      if (error === null) resolve(isValid)
      else reject(error)
    })
  })
}

function isNoObject(value: unknown): boolean {
  return typeof value !== 'object' || value === null
}

function isShortRsa({ asymmetricKeyDetails }: KeyObject): boolean {
  return (asymmetricKeyDetails?.modulusLength ?? minRsaBits) < minRsaBits
}
