import { parseArn } from '../identity/arn.ts'
import { issuerOf, withoutTrailingSlash } from '../identity/issuer.ts'
import type { OpenIdConnectProvider } from '../identity/open-id-connect-provider.ts'
import type { Pool } from '../identity/pool.ts'
import type { ProviderEndpoints } from './provider-endpoint.ts'
import { notSupported } from './refusal.ts'
import type { VerifyLogin } from './verification.ts'
import type { VerifyIdToken } from './verify-id-token.ts'

export type FindOpenIdConnectProvider = (arn: string) => Promise<OpenIdConnectProvider | undefined>

/**
 * Logins of the OpenID Connect providers that IAM holds and the pool names. What no other kind covers comes here too: a token
 * under a key of which the pool has nothing is told what is wrong with itself before it is told that nobody here takes it.
 * Source: Cognito developer guide, "OpenID Connect providers".
 */
export function createVerifyOpenIdConnect(ports: {
  readonly findProvider: FindOpenIdConnectProvider
  readonly endpoints: ProviderEndpoints
  readonly verifyIdToken: VerifyIdToken
}): VerifyLogin {
  return async (provider, token, pool) => {
    const registered = await findRegistered(provider, pool, ports.findProvider)
    const configured = ports.endpoints.get(provider)?.issuer
    const issuer = configured ?? registered?.url ?? issuerOf(provider)
    const result = await ports.verifyIdToken(token, {
      // Google is the one issuer that leaves out its scheme.
      issuers: provider === 'accounts.google.com' && configured === undefined ? [issuer, provider] : [issuer],
      audiences: registered?.clientIds ?? [],
      azp: 'alone',
      leeway: 300,
      requiresTokenUse: false,
      keySource: { issuer, kind: 'discovery', thumbprints: registered?.thumbprints ?? [] },
    })
    if (result.kind === 'refused') return result
    // Without a registered provider there is no audience to accept: no token gets here.
    if (registered === undefined) return notSupported

    return {
      kind: 'verified',
      verified: {
        login: { provider, subject: result.subject },
        claims: result.claims,
        amrDetail: `${registered.arn}:OIDC:${result.subject}`,
        roleMappingKey: registered.arn,
        principalTagKeys: [registered.arn],
      },
    }
  }
}

async function findRegistered(provider: string, pool: Pool, find: FindOpenIdConnectProvider): Promise<OpenIdConnectProvider | undefined> {
  for (const arn of pool.openIdConnectProviderArns.filter((arn) => nameOf(arn) === provider)) {
    const found = await find(arn)
    if (found?.accountId === pool.accountId) return found
  }
  return undefined
}

/** The part of `arn:aws:iam::ACCOUNT:oidc-provider/NAME` that is the key in `Logins`. */
function nameOf(arn: string): string | undefined {
  const { resource } = parseArn(arn) ?? {}
  const prefix = 'oidc-provider/'
  return resource?.startsWith(prefix) ? withoutTrailingSlash(resource.slice(prefix.length)) : undefined
}
