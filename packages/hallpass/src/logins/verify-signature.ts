import { createHash } from 'node:crypto'
import { BoundedMap } from '../limits/bounded-map.ts'
import type { CompactJws } from '../openid/compact-jws.ts'
import type { FetchJson } from './fetch-json.ts'
import { fetchKeys, type KeySource } from './key-source.ts'
import { ProviderKeys } from './provider-keys.ts'
import { readSignatureHeader } from './signature-header.ts'
import type { VerificationKey } from './verification-key.ts'

/**
 * Whether a key that the source publishes today made this token; `jws` is the token, parsed.
 * Throws ProviderFailure when the source cannot be reached and no key that we have fits.
 */
export type VerifySignature = (token: string, jws: CompactJws, source: KeySource) => Promise<SignatureVerdict>

/**
 * - `unfit`: the header asks for an algorithm, or something else, that we do not take, or that the key it names is not for;
 * - `no-key`: the source has no key that the header could mean, or more than one;
 * - `wrong`: the key did not make this signature.
 */
export type SignatureVerdict = 'valid' | 'unfit' | 'no-key' | 'wrong'

const maxSources = 1_000
const maxVerifiedTokens = 10_000

/** Verifies signatures, each token's once: of a token whose signature held, the key that made it is remembered, and nothing else. */
export function createVerifySignature({ fetchJson, now }: { readonly fetchJson: FetchJson; readonly now: () => number }): VerifySignature {
  const sources = new BoundedMap<string, ProviderKeys>(maxSources)
  const verified = new BoundedMap<string, VerificationKey>(maxVerifiedTokens)

  return async (token, jws, source) => {
    const header = readSignatureHeader(jws)
    // Nobody is asked for keys where no key could help.
    if (header === undefined) return 'unfit'
    if (token.endsWith('.')) return 'wrong'

    const found = await keysOf(source).find(header)
    if (found.kind !== 'key') return found.kind
    const { key } = found

    const digest = createHash('sha256').update(`${source.issuer}\0${token}`).digest('base64')
    // The very key that the source has today: once a key is withdrawn, what it signed holds no more.
    if (verified.get(digest) === key) return 'valid'
    if (!(await key.verifies(token, header.alg))) return 'wrong'
    verified.set(digest, key)
    return 'valid'
  }

  function keysOf(source: KeySource): ProviderKeys {
    const name = [source.kind, source.issuer, ...(source.thumbprints ?? [])].join(' ')
    const known = sources.get(name)
    if (known !== undefined) return known
    const keys = new ProviderKeys(() => fetchKeys(source, fetchJson), now)
    sources.set(name, keys)
    return keys
  }
}
