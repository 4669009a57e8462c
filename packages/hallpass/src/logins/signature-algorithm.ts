/** What a key must be for an algorithm. */
export interface KeyType {
  readonly kty: string
  readonly crv?: string
}

/** The algorithms that login tokens may be signed with, and the keys that each is pinned to. Source: RFC 7518, section 3.1; RFC 8037, section 3.1. */
export const signatureAlgorithms: ReadonlyMap<string, KeyType> = new Map<string, KeyType>([
  ['RS256', { kty: 'RSA' }],
  ['RS384', { kty: 'RSA' }],
  ['RS512', { kty: 'RSA' }],
  ['PS256', { kty: 'RSA' }],
  ['PS384', { kty: 'RSA' }],
  ['PS512', { kty: 'RSA' }],
  ['ES256', { kty: 'EC', crv: 'P-256' }],
  ['ES384', { kty: 'EC', crv: 'P-384' }],
  ['ES512', { kty: 'EC', crv: 'P-521' }],
  ['EdDSA', { kty: 'OKP', crv: 'Ed25519' }],
])
