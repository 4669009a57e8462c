import { isSafeAddress, sameIssuer, withoutScheme, withoutTrailingSlash } from '../identity/issuer.ts'
import { type OpenIdConnectProvider, openIdConnectProviderArn } from '../identity/open-id-connect-provider.ts'
import type { KeySource } from '../logins/key-source.ts'
import type { Context } from '../operation/context.ts'

/** Who issues a token. */
export interface TokenIssuer {
  /** As trust policies name it: a host that needs no registration, or the ARN of the provider in IAM. */
  readonly principal: string
  /** What its condition keys begin with. */
  readonly name: string
  readonly keySource: KeySource
  /** The clients that its tokens may be for; undefined: trust policies alone say which. */
  readonly clientIds: readonly string[] | undefined
}

/** Known without being registered in IAM; it also writes its issuer without the scheme. */
export const google = 'accounts.google.com'

/**
 * The issuer whose tokens carry this `iss`; undefined when nobody here knows it. An issuer that the configuration names takes the place
 * of the provider's own.
 */
export async function findTokenIssuer(iss: string, ctx: Context): Promise<TokenIssuer | undefined> {
  const name = nameOf(iss, ctx)
  if (name === undefined) return undefined
  const configured = configuredIssuer(name, ctx)
  if (configured !== undefined && !sameIssuer(configured, iss)) return undefined
  if (name === google) {
    return {
      principal: google,
      name: google,
      keySource: { issuer: configured ?? `https://${google}`, kind: 'discovery' },
      clientIds: undefined,
    }
  }
  const registered = await findRegistered(name, ctx)
  if (registered === undefined) return undefined
  const { arn, url, clientIds, thumbprints } = registered
  const keySource = { issuer: configured ?? url, kind: 'discovery', thumbprints } as const
  return { principal: arn, name: arn.slice(arn.indexOf('/') + 1), keySource, clientIds }
}

/** The provider's name, without a trailing slash: as configured, or the issuer's own address, which must be one that keys may come from. */
function nameOf(iss: string, ctx: Context): string | undefined {
  const name = configuredName(iss, ctx) ?? (iss === google || isSafeAddress(iss) ? withoutScheme(iss) : undefined)
  return name === undefined ? undefined : withoutTrailingSlash(name)
}

/** The provider that the configuration gives this issuer. */
function configuredName(iss: string, { providerEndpoints }: Context): string | undefined {
  return [...providerEndpoints].find(([, { issuer }]) => issuer !== undefined && sameIssuer(issuer, iss))?.[0]
}

function configuredIssuer(name: string, { providerEndpoints }: Context): string | undefined {
  return (providerEndpoints.get(name) ?? providerEndpoints.get(`${name}/`))?.issuer
}

/** One trailing slash more or less does not count. */
async function findRegistered(name: string, { store, accountId }: Context): Promise<OpenIdConnectProvider | undefined> {
  const arns = [name, `${name}/`].map((each) => openIdConnectProviderArn(each, accountId))
  const providers = await Promise.all(arns.map((arn) => store.findOpenIdConnectProvider(arn)))
  return providers.find((provider) => provider !== undefined)
}
