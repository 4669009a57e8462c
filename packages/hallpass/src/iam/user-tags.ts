import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { entityArn, entityTagConditions } from './entity-authorization.ts'
import { users } from './entity-family.ts'
import { listEntityTags, tagEntity, untagEntity } from './entity-tags.ts'
import { InvalidInput, LimitExceeded, NoSuchEntity, ValidationError } from './errors.ts'
import { existingUserName, marker, maxItems, tagKeys, tags } from './shapes.ts'
import { requestTagConditions, tagKeyConditions } from './tag-conditions.ts'

/**
 * `TagUser`: adds tags, or gives those that are there new values.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagUser.html
 */
export const tagUser = operation({
  name: 'TagUser',
  auth: 'developer',
  input: structure({ UserName: existingUserName, Tags: tags }),
  resource: ({ UserName }, ctx) => entityArn(users, UserName, ctx),
  conditions: async ({ UserName, Tags }, ctx) => [...(await entityTagConditions(users, UserName, ctx)), ...requestTagConditions(Tags)],
  errors: [InvalidInput, LimitExceeded, NoSuchEntity],

  async handle({ UserName, Tags }, ctx) {
    await tagEntity(users, UserName, Tags, ctx)
  },
})

/**
 * `UntagUser`: keys that are not there change nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagUser.html
 */
export const untagUser = operation({
  name: 'UntagUser',
  auth: 'developer',
  input: structure({ UserName: existingUserName, TagKeys: tagKeys }),
  resource: ({ UserName }, ctx) => entityArn(users, UserName, ctx),
  conditions: async ({ UserName, TagKeys }, ctx) => [...(await entityTagConditions(users, UserName, ctx)), ...tagKeyConditions(TagKeys)],
  errors: [NoSuchEntity],

  async handle({ UserName, TagKeys }, ctx) {
    await untagEntity(users, UserName, TagKeys, ctx)
  },
})

/**
 * `ListUserTags`: in the order of the keys.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserTags.html
 */
export const listUserTags = operation({
  name: 'ListUserTags',
  auth: 'developer',
  input: structure({ UserName: existingUserName, Marker: optional(marker), MaxItems: optional(maxItems) }),
  resource: ({ UserName }, ctx) => entityArn(users, UserName, ctx),
  conditions: ({ UserName }, ctx) => entityTagConditions(users, UserName, ctx),
  errors: [NoSuchEntity, ValidationError],

  async handle({ UserName, ...request }, ctx) {
    return listEntityTags(users, UserName, request, 'ListUserTags', ctx)
  },
})
