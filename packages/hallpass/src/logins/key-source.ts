import { isLoopback, isSafeAddress, sameIssuer, wellKnown } from '../identity/issuer.ts'
import { isPrivateAddress } from '../identity/private-address.ts'
import { type FetchJson, type JsonAnswer, ProviderFailure } from './fetch-json.ts'
import { VerificationKey } from './verification-key.ts'

/** Where an issuer publishes its keys: behind its discovery document, or, as user pools do, at `/.well-known/jwks.json`. */
export interface KeySource {
  readonly issuer: string
  readonly kind: 'discovery' | 'jwks.json'
  /** SHA-1 of certificates that vouch for the hosts where nobody else does. */
  readonly thumbprints?: readonly string[]
}

const maxKeys = 100

type Document = JsonAnswer['body']

/**
 * Fetches the keys of an issuer; throws {@link ProviderFailure} when it gives no key set that may be trusted.
 * Source: OpenID Connect Discovery 1.0, section 4; RFC 7517, section 5.
 */
export async function fetchKeys({ issuer, kind, thumbprints = [] }: KeySource, fetchJson: FetchJson): Promise<readonly VerificationKey[]> {
  if (!isSafeAddress(issuer)) throw new ProviderFailure('The issuer is neither https nor on a loopback host.', 'unusable')
  const fetch = (address: string) => fetchDocument(address, thumbprints, fetchJson)
  const { keys } = await fetch(kind === 'discovery' ? await discover(issuer, fetch) : wellKnown(issuer, 'jwks.json'))
  if (!Array.isArray(keys) || keys.length > maxKeys) {
    throw new ProviderFailure(`The key set of ${issuer} is no list of at most ${maxKeys} keys.`, 'unusable')
  }
  return keys.filter((key) => typeof key === 'object' && key !== null).map((key) => new VerificationKey(key))
}

async function discover(expected: string, fetch: (address: string) => Promise<Document>): Promise<string> {
  const { issuer, jwks_uri } = await fetch(wellKnown(expected, 'openid-configuration'))
  if (typeof issuer !== 'string' || !sameIssuer(issuer, expected)) {
    throw new ProviderFailure(`The discovery document of ${expected} names another issuer.`, 'unusable')
  }
  if (typeof jwks_uri !== 'string' || !isSafeAddress(jwks_uri) || !mayPointTo(expected, jwks_uri)) {
    throw new ProviderFailure(`The discovery document of ${expected} names no address of keys that may be asked.`, 'unusable')
  }
  return jwks_uri
}

/**
 * Only an issuer on this machine may send us to this machine, and only one in a private network into such networks. Names are taken as
 * they are: an https host whose name leads there would have to show a certificate of that name.
 */
function mayPointTo(issuer: string, address: string): boolean {
  return (!isLoopback(address) || isLoopback(issuer)) && (!isPrivateAddress(address) || isPrivateAddress(issuer))
}

async function fetchDocument(address: string, thumbprints: readonly string[], fetchJson: FetchJson): Promise<Document> {
  const { status, body } = await fetchJson(address, { thumbprints })
  if (status !== 200) throw new ProviderFailure(`${new URL(address).host} answered with status ${status}.`, 'unusable')
  return body
}
