import { issuerOf, withoutTrailingSlash } from '../identity/issuer.ts'
import type { ProviderEndpoints } from './provider-endpoint.ts'
import type { ProviderKind } from './provider-kind.ts'
import type { CheckUser } from './user-pool-check.ts'
import type { VerifyIdToken } from './verify-id-token.ts'

/**
 * Logins of user pools: ID tokens whose `aud` is a client that the pool names.
 * Source: Cognito developer guide, "User pools" and "Verifying JSON web tokens".
 */
export function createUserPool(ports: {
  readonly endpoints: ProviderEndpoints
  readonly verifyIdToken: VerifyIdToken
  readonly checkUser: CheckUser
}): ProviderKind {
  return {
    covers: (provider, pool) => pool.userPoolClients.some(({ providerName }) => providerName === provider),

    async verify(provider, token, pool) {
      const clients = pool.userPoolClients.filter(({ providerName }) => providerName === provider)
      const { issuer = issuerOf(provider), endpoint } = ports.endpoints.get(provider) ?? {}
      const result = await ports.verifyIdToken(token, {
        issuers: [issuer],
        audiences: clients.map(({ clientId }) => clientId),
        azp: 'alone',
        leeway: 0,
        requiresTokenUse: true,
        keySource: { issuer, kind: 'jwks.json' },
      })
      if (result.kind === 'refused') return result

      const { subject, audience, claims } = result
      if (clients.some(({ clientId, serverSideTokenCheck }) => clientId === audience && serverSideTokenCheck === true)) {
        const refusal = await ports.checkUser({ endpoint, userPoolId: userPoolIdOf(issuer), subject, claims })
        if (refusal !== undefined) return refusal
      }
      const key = `${provider}:${audience}`
      const amrDetail = `${provider}:CognitoSignIn:${subject}`
      return {
        kind: 'verified',
        verified: { login: { provider, subject }, claims, amrDetail, roleMappingKey: key, principalTagKeys: [key, provider] },
      }
    },
  }
}

/** The last part of the issuer: what the pool is called where its tokens come from, even if its provider's name says otherwise. */
function userPoolIdOf(issuer: string): string {
  const path = withoutTrailingSlash(issuer)
  return path.slice(path.lastIndexOf('/') + 1)
}
