import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { AccessDenied, InvalidInput, LimitExceeded, NoSuchEntity, ValidationError } from './errors.ts'
import { checkOwnPolicyArn, findPolicy, policyConditions, policyNotFound } from './named-policy.ts'
import { arn, marker, maxItems, tagKeys, tags } from './shapes.ts'
import { requestTagConditions, tagKeyConditions } from './tag-conditions.ts'
import { tagPage } from './tag-page.ts'
import { addTags, readTags, removeTags } from './tags.ts'

/**
 * `TagPolicy`: adds tags, or gives those that are there new values.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagPolicy.html
 */
export const tagPolicy = operation({
  name: 'TagPolicy',
  auth: 'developer',
  input: structure({ PolicyArn: arn, Tags: tags }),
  resource: ({ PolicyArn }) => PolicyArn,
  conditions: async (input, ctx) => [...(await policyConditions(input, ctx)), ...requestTagConditions(input.Tags)],
  errors: [AccessDenied, InvalidInput, LimitExceeded, NoSuchEntity],

  async handle({ PolicyArn, Tags }, ctx) {
    checkOwnPolicyArn(PolicyArn, ctx, 'Cannot update policies outside your own account.')
    const added = readTags(Tags, 'Duplicate tag keys found.')
    const changed = await ctx.store.updateManagedPolicy(PolicyArn, (policy) => ({ ...policy, tags: addTags(policy.tags, added) }))
    if (changed === undefined) policyNotFound(PolicyArn)
  },
})

/**
 * `UntagPolicy`: keys that are not there change nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagPolicy.html
 */
export const untagPolicy = operation({
  name: 'UntagPolicy',
  auth: 'developer',
  input: structure({ PolicyArn: arn, TagKeys: tagKeys }),
  resource: ({ PolicyArn }) => PolicyArn,
  conditions: async (input, ctx) => [...(await policyConditions(input, ctx)), ...tagKeyConditions(input.TagKeys)],
  errors: [AccessDenied, InvalidInput, NoSuchEntity],

  async handle({ PolicyArn, TagKeys }, ctx) {
    checkOwnPolicyArn(PolicyArn, ctx, 'Cannot update policies outside your own account.')
    const changed = await ctx.store.updateManagedPolicy(PolicyArn, (policy) => ({ ...policy, tags: removeTags(policy.tags, TagKeys) }))
    if (changed === undefined) policyNotFound(PolicyArn)
  },
})

/**
 * `ListPolicyTags`: in the order of the keys, paged.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyTags.html
 */
export const listPolicyTags = operation({
  name: 'ListPolicyTags',
  auth: 'developer',
  input: structure({ PolicyArn: arn, Marker: optional(marker), MaxItems: optional(maxItems) }),
  resource: ({ PolicyArn }) => PolicyArn,
  conditions: policyConditions,
  errors: [InvalidInput, NoSuchEntity, ValidationError],

  async handle({ PolicyArn, Marker, MaxItems }, ctx) {
    const policy = await findPolicy(PolicyArn, ctx)
    return tagPage(policy.tags, { Marker, MaxItems }, ['ListPolicyTags', policy.arn], ctx)
  },
})
