import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { InvalidInput, LimitExceeded, NoSuchEntity, ValidationError } from './errors.ts'
import { findProvider, providerConditions, updateProvider } from './named-provider.ts'
import { arn, marker, maxItems, tagKeys, tags } from './shapes.ts'
import { requestTagConditions, tagKeyConditions } from './tag-conditions.ts'
import { tagPage } from './tag-page.ts'
import { addTags, readTags, removeTags } from './tags.ts'

/**
 * `TagOpenIDConnectProvider`: adds tags, or gives those that are there new values.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagOpenIDConnectProvider.html
 */
export const tagOpenIdConnectProvider = operation({
  name: 'TagOpenIDConnectProvider',
  auth: 'developer',
  input: structure({ OpenIDConnectProviderArn: arn, Tags: tags }),
  resource: ({ OpenIDConnectProviderArn }) => OpenIDConnectProviderArn,
  conditions: async (input, ctx) => [...(await providerConditions(input, ctx)), ...requestTagConditions(input.Tags)],
  errors: [InvalidInput, LimitExceeded, NoSuchEntity],

  async handle({ OpenIDConnectProviderArn, Tags }, ctx) {
    await updateProvider(OpenIDConnectProviderArn, ctx, (provider) => ({ tags: addTags(provider.tags, readTags(Tags)) }))
  },
})

/**
 * `UntagOpenIDConnectProvider`: keys that are not there change nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagOpenIDConnectProvider.html
 */
export const untagOpenIdConnectProvider = operation({
  name: 'UntagOpenIDConnectProvider',
  auth: 'developer',
  input: structure({ OpenIDConnectProviderArn: arn, TagKeys: tagKeys }),
  resource: ({ OpenIDConnectProviderArn }) => OpenIDConnectProviderArn,
  conditions: async (input, ctx) => [...(await providerConditions(input, ctx)), ...tagKeyConditions(input.TagKeys)],
  errors: [InvalidInput, NoSuchEntity],

  async handle({ OpenIDConnectProviderArn, TagKeys }, ctx) {
    await updateProvider(OpenIDConnectProviderArn, ctx, (provider) => ({ tags: removeTags(provider.tags, TagKeys) }))
  },
})

/**
 * `ListOpenIDConnectProviderTags`: in the order of the keys, paged.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviderTags.html
 */
export const listOpenIdConnectProviderTags = operation({
  name: 'ListOpenIDConnectProviderTags',
  auth: 'developer',
  input: structure({ OpenIDConnectProviderArn: arn, Marker: optional(marker), MaxItems: optional(maxItems) }),
  resource: ({ OpenIDConnectProviderArn }) => OpenIDConnectProviderArn,
  conditions: providerConditions,
  errors: [InvalidInput, NoSuchEntity, ValidationError],

  async handle({ OpenIDConnectProviderArn, Marker, MaxItems }, ctx) {
    const provider = await findProvider(OpenIDConnectProviderArn, ctx)
    return tagPage(provider.tags, { Marker, MaxItems }, ['ListOpenIDConnectProviderTags', provider.arn], ctx)
  },
})
