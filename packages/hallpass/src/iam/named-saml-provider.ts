import { parseArn } from '../identity/arn.ts'
import type { SamlProvider } from '../identity/saml-provider.ts'
import type { Context } from '../operation/context.ts'
import type { Conditions } from '../operation/operation.ts'
import { InvalidInput, NoSuchEntity } from './errors.ts'
import { resourceTagConditions } from './tag-conditions.ts'

export async function findSamlProvider(arn: string, { store, accountId }: Context): Promise<SamlProvider> {
  checkSamlProviderArn(arn)
  const provider = await store.findSamlProvider(arn)
  return provider?.accountId === accountId ? provider : noSuchSamlProvider(arn)
}

/** @param metadata the new document; undefined: it stays */
export async function updateSamlProvider(
  arn: string,
  ctx: Context,
  change: (provider: SamlProvider) => SamlProvider,
  metadata?: string,
): Promise<void> {
  await findSamlProvider(arn, ctx)
  if ((await ctx.store.updateSamlProvider(arn, change, metadata)) === undefined) noSuchSamlProvider(arn)
}

export function noSuchSamlProvider(arn: string): never {
  throw new NoSuchEntity(`Manifest not found for arn ${arn}`)
}

/** What policies may ask of the provider that a request names. */
export async function samlProviderConditions(
  { SAMLProviderArn }: { readonly SAMLProviderArn: string },
  { store }: Context,
): Promise<Conditions> {
  return resourceTagConditions((await store.findSamlProvider(SAMLProviderArn))?.tags)
}

/** Holds an ARN against the form of a SAML provider's; whether there is one is not asked. */
function checkSamlProviderArn(text: string): void {
  const arn = parseArn(text)
  const isProvider = arn?.service === 'iam' && arn.region === '' && /^saml-provider\/[\w._-]+$/.test(arn.resource)
  if (!isProvider) throw new InvalidInput(`ARN ${text} is not valid.`)
}
