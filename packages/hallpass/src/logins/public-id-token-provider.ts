import { issuerOf } from '../identity/issuer.ts'
import type { ProviderEndpoints } from './provider-endpoint.ts'
import { configuredIds, type ProviderKind } from './provider-kind.ts'
import type { VerifyIdToken } from './verify-id-token.ts'

/** What tells Google from Apple. */
export interface PublicIdTokenProvider {
  readonly name: 'accounts.google.com' | 'appleid.apple.com'
  readonly mayOmitScheme: boolean
  readonly azp: 'alone' | 'or-aud'
}

/** Google also writes its issuer without the scheme; the tokens of its Android library have the app in `azp` and its server in `aud`. */
export const google: PublicIdTokenProvider = { name: 'accounts.google.com', mayOmitScheme: true, azp: 'or-aud' }

/** The client id is the bundle id of a native app, or the services id of a web page. */
export const apple: PublicIdTokenProvider = { name: 'appleid.apple.com', mayOmitScheme: false, azp: 'alone' }

/** The two public providers that issue ID tokens. Source: Cognito developer guide, "Google", "Sign in with Apple". */
export function createPublicIdTokenProvider(
  { name, mayOmitScheme, azp }: PublicIdTokenProvider,
  { endpoints, verifyIdToken }: { readonly endpoints: ProviderEndpoints; readonly verifyIdToken: VerifyIdToken },
): ProviderKind {
  const configured = endpoints.get(name)?.issuer
  const issuer = configured ?? issuerOf(name)
  const issuers = mayOmitScheme && configured === undefined ? [issuer, name] : [issuer]
  return {
    covers: (provider, pool) => provider === name && pool.supportedLoginProviders.has(name),

    async verify(provider, token, pool) {
      const audiences = configuredIds(pool, name)
      const keySource = { issuer, kind: 'discovery' } as const
      const result = await verifyIdToken(token, { issuers, audiences, azp, leeway: 300, requiresTokenUse: false, keySource })
      if (result.kind === 'refused') return result

      const { subject, audience, claims } = result
      const amrDetail = `${name}:${audience}:${subject}`
      return {
        kind: 'verified',
        verified: { login: { provider, subject }, claims, amrDetail, roleMappingKey: name, principalTagKeys: [name] },
      }
    },
  }
}
