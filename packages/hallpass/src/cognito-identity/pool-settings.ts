import { parseArn } from '../identity/arn.ts'
import type { Pool, UserPoolClient } from '../identity/pool.ts'
import type { StructureShape, Value } from '../operation/shape.ts'
import { InvalidParameterException } from './errors.ts'
import type { poolSettings } from './shapes.ts'
import { checkTags } from './tags.ts'

type PoolSettings = Value<StructureShape<typeof poolSettings>>

const socialProviders = [
  'accounts.google.com',
  'api.twitter.com',
  'appleid.apple.com',
  'graph.facebook.com',
  'www.amazon.com',
  'www.digits.com',
]

/** What CreateIdentityPool and UpdateIdentityPool say of a pool; tags and developer provider, which an update may leave out, stay optional. */
export function readPoolSettings(settings: PoolSettings) {
  const { SupportedLoginProviders = new Map(), OpenIdConnectProviderARNs = [], SamlProviderARNs = [] } = settings
  for (const provider of SupportedLoginProviders.keys()) {
    if (!socialProviders.includes(provider)) {
      throw new InvalidParameterException(
        `${provider} is not a supported login provider: it is one of ${socialProviders.join(', ')}. Others are OpenID Connect providers of IAM.`,
      )
    }
  }
  for (const arn of OpenIdConnectProviderARNs) checkProviderArn(arn, 'oidc-provider')
  for (const arn of SamlProviderARNs) checkProviderArn(arn, 'saml-provider')
  if (settings.IdentityPoolTags !== undefined) checkTags(settings.IdentityPoolTags)
  return {
    name: settings.IdentityPoolName,
    allowsGuests: settings.AllowUnauthenticatedIdentities,
    allowsClassicFlow: settings.AllowClassicFlow,
    supportedLoginProviders: SupportedLoginProviders,
    openIdConnectProviderArns: [...new Set(OpenIdConnectProviderARNs)],
    userPoolClients: readUserPoolClients(settings.CognitoIdentityProviders ?? []),
    samlProviderArns: [...new Set(SamlProviderARNs)],
  }
}

/** The `IdentityPool` structure. What was never given is left out, but for the tags. */
export function describePool(pool: Pool) {
  return {
    IdentityPoolId: pool.id,
    IdentityPoolName: pool.name,
    AllowUnauthenticatedIdentities: pool.allowsGuests,
    AllowClassicFlow: pool.allowsClassicFlow,
    SupportedLoginProviders: pool.supportedLoginProviders.size > 0 ? pool.supportedLoginProviders : undefined,
    DeveloperProviderName: pool.developerProviderName,
    OpenIdConnectProviderARNs: pool.openIdConnectProviderArns.length > 0 ? pool.openIdConnectProviderArns : undefined,
    CognitoIdentityProviders:
      pool.userPoolClients.length > 0
        ? pool.userPoolClients.map(({ providerName, clientId, serverSideTokenCheck }) => ({
            ProviderName: providerName,
            ClientId: clientId,
            ServerSideTokenCheck: serverSideTokenCheck,
          }))
        : undefined,
    SamlProviderARNs: pool.samlProviderArns.length > 0 ? pool.samlProviderArns : undefined,
    IdentityPoolTags: pool.tags,
  }
}

function checkProviderArn(text: string, kind: 'oidc-provider' | 'saml-provider'): void {
  const arn = parseArn(text)
  const isNamed = arn?.resource.startsWith(`${kind}/`) && arn.resource.length > kind.length + 1
  if (arn?.service !== 'iam' || arn.region !== '' || !/^\d{12}$/.test(arn.accountId) || !isNamed || /\p{Cc}/u.test(text)) {
    throw new InvalidParameterException(`${text} is not the ARN of a provider: it has the form arn:aws:iam::ACCOUNT:${kind}/NAME.`)
  }
}

// Of two entries for one client the last one counts.
function readUserPoolClients(providers: NonNullable<PoolSettings['CognitoIdentityProviders']>): readonly UserPoolClient[] {
  const clients = new Map<string, UserPoolClient>()
  for (const { ProviderName, ClientId, ServerSideTokenCheck } of providers) {
    if (ProviderName === undefined || ClientId === undefined) {
      throw new InvalidParameterException('Each of CognitoIdentityProviders needs a ProviderName and a ClientId.')
    }
    clients.set(`${ProviderName}:${ClientId}`, {
      providerName: ProviderName,
      clientId: ClientId,
      serverSideTokenCheck: ServerSideTokenCheck,
    })
  }
  return [...clients.values()]
}
