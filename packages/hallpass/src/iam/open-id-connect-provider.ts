import { sameIssuer, withoutScheme } from '../identity/issuer.ts'
import { openIdConnectProviderArn } from '../identity/open-id-connect-provider.ts'
import type { Context } from '../operation/context.ts'
import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { EntityAlreadyExists, InvalidInput, LimitExceeded, NoSuchEntity, ValidationError } from './errors.ts'
import { checkProviderArn, findProvider, providerConditions } from './named-provider.ts'
import { readClientIds, readThumbprints } from './provider-lists.ts'
import { readProviderUrl } from './provider-url.ts'
import { arn, clientIds, openIdConnectProviderUrl, tags, thumbprints } from './shapes.ts'
import { requestTagConditions } from './tag-conditions.ts'
import { addTags, readTags, writeTags } from './tags.ts'

const maxProviders = 100

/**
 * `CreateOpenIDConnectProvider`: an issuer, and the client ids that its tokens may be for. The issuer is not called.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html
 */
export const createOpenIdConnectProvider = operation({
  name: 'CreateOpenIDConnectProvider',
  auth: 'developer',
  input: structure({
    Url: openIdConnectProviderUrl,
    ClientIDList: optional(clientIds),
    ThumbprintList: optional(thumbprints),
    Tags: optional(tags),
  }),
  resource: ({ Url }, { accountId }) => openIdConnectProviderArn(withoutScheme(readProviderUrl(Url)), accountId),
  conditions: ({ Tags }) => requestTagConditions(Tags),
  errors: [EntityAlreadyExists, InvalidInput, LimitExceeded, ValidationError],

  async handle({ Url, ClientIDList = [], ThumbprintList = [], Tags = [] }, ctx) {
    const url = readProviderUrl(Url)
    const provider = {
      arn: openIdConnectProviderArn(withoutScheme(url), ctx.accountId),
      accountId: ctx.accountId,
      url,
      clientIds: readClientIds(ClientIDList),
      thumbprints: readThumbprints(ThumbprintList),
      tags: addTags(new Map(), readTags(Tags)),
      createdAt: ctx.now(),
    }
    await refuseTwin(url, ctx)
    if ((await ctx.store.createOpenIdConnectProvider(provider)) === 'exists') throw alreadyExists(url)
    return { OpenIDConnectProviderArn: provider.arn, Tags: writeTags(provider.tags) }
  },
})

/**
 * `GetOpenIDConnectProvider`: what there is of a provider but its ARN; the URL comes without its scheme.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html
 */
export const getOpenIdConnectProvider = operation({
  name: 'GetOpenIDConnectProvider',
  auth: 'developer',
  input: structure({ OpenIDConnectProviderArn: arn }),
  resource: ({ OpenIDConnectProviderArn }) => OpenIDConnectProviderArn,
  conditions: providerConditions,
  errors: [InvalidInput, NoSuchEntity],

  async handle({ OpenIDConnectProviderArn }, ctx) {
    const provider = await findProvider(OpenIDConnectProviderArn, ctx)
    return {
      Url: withoutScheme(provider.url),
      ClientIDList: provider.clientIds,
      ThumbprintList: provider.thumbprints,
      CreateDate: new Date(provider.createdAt),
      Tags: writeTags(provider.tags),
    }
  },
})

/**
 * `ListOpenIDConnectProviders`: the ARNs of all, on one page.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviders.html
 */
export const listOpenIdConnectProviders = operation({
  name: 'ListOpenIDConnectProviders',
  auth: 'developer',
  input: structure({}),
  resource: () => '*',
  errors: [],

  async handle(_input, { store, accountId }) {
    const providers = await store.listOpenIdConnectProviders(accountId)
    const arns = providers.map((provider) => provider.arn).sort()
    return { OpenIDConnectProviderList: arns.map((each) => ({ Arn: each })) }
  },
})

/**
 * `DeleteOpenIDConnectProvider`: pools that name it keep its name, and logins with it are refused from then on.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteOpenIDConnectProvider.html
 */
export const deleteOpenIdConnectProvider = operation({
  name: 'DeleteOpenIDConnectProvider',
  auth: 'developer',
  input: structure({ OpenIDConnectProviderArn: arn }),
  resource: ({ OpenIDConnectProviderArn }) => OpenIDConnectProviderArn,
  conditions: providerConditions,
  errors: [InvalidInput, NoSuchEntity],

  async handle({ OpenIDConnectProviderArn }, { store, accountId }) {
    checkProviderArn(OpenIDConnectProviderArn)
    const isOurs = OpenIDConnectProviderArn.startsWith(openIdConnectProviderArn('', accountId))
    if (!isOurs || !(await store.deleteOpenIdConnectProvider(OpenIDConnectProviderArn))) {
      throw new NoSuchEntity(`OpenId connect Provider ${OpenIDConnectProviderArn} cannot be found.`)
    }
  },
})

/** Refuses a provider beside one whose URL is the same but for a trailing slash: a token of the one would be a token of the other. */
async function refuseTwin(url: string, { store, accountId }: Context): Promise<void> {
  const providers = await store.listOpenIdConnectProviders(accountId)
  if (providers.some((other) => sameIssuer(withoutScheme(other.url), withoutScheme(url)))) throw alreadyExists(url)
  // A quota, no law: of two that are created at the same moment, both may be taken.
  if (providers.length >= maxProviders) throw new LimitExceeded(`Cannot exceed quota for OpenIdConnectProvidersPerAccount: ${maxProviders}`)
}

function alreadyExists(url: string): EntityAlreadyExists {
  return new EntityAlreadyExists(`Provider with url ${url} already exists.`)
}
