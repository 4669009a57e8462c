import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { InvalidInput, LimitExceeded, NoSuchEntity, ValidationError } from './errors.ts'
import { findSamlProvider, samlProviderConditions, updateSamlProvider } from './named-saml-provider.ts'
import { arn, marker, maxItems, tagKeys, tags } from './shapes.ts'
import { requestTagConditions, tagKeyConditions } from './tag-conditions.ts'
import { tagPage } from './tag-page.ts'
import { addTags, readTags, removeTags } from './tags.ts'

/**
 * `TagSAMLProvider`: adds tags, or gives those that are there new values.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagSAMLProvider.html
 */
export const tagSamlProvider = operation({
  name: 'TagSAMLProvider',
  auth: 'developer',
  input: structure({ SAMLProviderArn: arn, Tags: tags }),
  resource: ({ SAMLProviderArn }) => SAMLProviderArn,
  conditions: async (input, ctx) => [...(await samlProviderConditions(input, ctx)), ...requestTagConditions(input.Tags)],
  errors: [InvalidInput, LimitExceeded, NoSuchEntity],

  async handle({ SAMLProviderArn, Tags }, ctx) {
    const added = readTags(Tags)
    await updateSamlProvider(SAMLProviderArn, ctx, (provider) => ({ ...provider, tags: addTags(provider.tags, added) }))
  },
})

/**
 * `UntagSAMLProvider`: keys that are not there change nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagSAMLProvider.html
 */
export const untagSamlProvider = operation({
  name: 'UntagSAMLProvider',
  auth: 'developer',
  input: structure({ SAMLProviderArn: arn, TagKeys: tagKeys }),
  resource: ({ SAMLProviderArn }) => SAMLProviderArn,
  conditions: async (input, ctx) => [...(await samlProviderConditions(input, ctx)), ...tagKeyConditions(input.TagKeys)],
  errors: [InvalidInput, NoSuchEntity],

  async handle({ SAMLProviderArn, TagKeys }, ctx) {
    await updateSamlProvider(SAMLProviderArn, ctx, (provider) => ({ ...provider, tags: removeTags(provider.tags, TagKeys) }))
  },
})

/**
 * `ListSAMLProviderTags`: in the order of the keys, paged.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSAMLProviderTags.html
 */
export const listSamlProviderTags = operation({
  name: 'ListSAMLProviderTags',
  auth: 'developer',
  input: structure({ SAMLProviderArn: arn, Marker: optional(marker), MaxItems: optional(maxItems) }),
  resource: ({ SAMLProviderArn }) => SAMLProviderArn,
  conditions: samlProviderConditions,
  errors: [InvalidInput, NoSuchEntity, ValidationError],

  async handle({ SAMLProviderArn, Marker, MaxItems }, ctx) {
    const provider = await findSamlProvider(SAMLProviderArn, ctx)
    return tagPage(provider.tags, { Marker, MaxItems }, ['ListSAMLProviderTags', provider.arn], ctx)
  },
})
