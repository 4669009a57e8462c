import { wellKnown } from '../identity/issuer.ts'

/** Our OpenID Connect discovery document: all that a verifier of our tokens needs. */
export interface DiscoveryDocument {
  readonly issuer: string
  readonly jwks_uri: string
  readonly response_types_supported: readonly string[]
  readonly subject_types_supported: readonly string[]
  readonly id_token_signing_alg_values_supported: readonly string[]
  readonly scopes_supported: readonly string[]
  readonly claims_supported: readonly string[]
}

/**
 * The document at ISSUER`/.well-known/openid-configuration`. It has no `authorization_endpoint`, as there is no such page: issuers of
 * tokens for machines leave it out, and a made-up address would mislead. `RS256` is not listed either: our tokens never have it.
 * Source: OpenID Connect Discovery 1.0, sections 3 and 4.
 */
export function discoveryDocument(issuer: string): DiscoveryDocument {
  return {
    issuer,
    jwks_uri: wellKnown(issuer, 'jwks.json'),
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS512'],
    scopes_supported: ['openid'],
    claims_supported: [
      'sub',
      'aud',
      'amr',
      'https://aws.amazon.com/tags',
      'iss',
      'https://cognito-identity.amazonaws.com/identity-pool-arn',
      'exp',
      'iat',
    ],
  }
}
