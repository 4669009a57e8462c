import { parseArn } from '../identity/arn.ts'
import type { OpenIdConnectProvider } from '../identity/open-id-connect-provider.ts'
import type { Context } from '../operation/context.ts'
import type { Conditions } from '../operation/operation.ts'
import { InvalidInput, NoSuchEntity } from './errors.ts'
import { resourceTagConditions } from './tag-conditions.ts'

/** Holds an ARN against the form of an OpenID Connect provider's; whether there is one is not asked. */
export function checkProviderArn(text: string): void {
  const arn = parseArn(text)
  const isProvider = arn?.service === 'iam' && arn.region === '' && /^oidc-provider\/\P{Cc}*$/u.test(arn.resource)
  if (!isProvider) throw new InvalidInput(`ARN ${text} is not valid.`)
}

export async function findProvider(arn: string, { store, accountId }: Context): Promise<OpenIdConnectProvider> {
  checkProviderArn(arn)
  const provider = await store.findOpenIdConnectProvider(arn)
  return provider?.accountId === accountId ? provider : noSuchProvider(arn)
}

export async function updateProvider(
  arn: string,
  ctx: Context,
  change: (provider: OpenIdConnectProvider) => Partial<Pick<OpenIdConnectProvider, 'clientIds' | 'thumbprints' | 'tags'>>,
): Promise<void> {
  await findProvider(arn, ctx)
  const changed = await ctx.store.updateOpenIdConnectProvider(arn, (provider) => ({ ...provider, ...change(provider) }))
  if (changed === undefined) noSuchProvider(arn)
}

/** What policies may ask of the provider that a request names. */
export async function providerConditions(
  { OpenIDConnectProviderArn }: { readonly OpenIDConnectProviderArn: string },
  { store }: Context,
): Promise<Conditions> {
  return resourceTagConditions((await store.findOpenIdConnectProvider(OpenIDConnectProviderArn))?.tags)
}

function noSuchProvider(arn: string): never {
  throw new NoSuchEntity(`OpenIDConnect Provider not found for arn ${arn}`)
}
