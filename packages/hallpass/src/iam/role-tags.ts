import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { entityArn, entityTagConditions } from './entity-authorization.ts'
import { roles } from './entity-family.ts'
import { listEntityTags, tagEntity, untagEntity } from './entity-tags.ts'
import { InvalidInput, LimitExceeded, NoSuchEntity, ValidationError } from './errors.ts'
import { marker, maxItems, roleName, tagKeys, tags } from './shapes.ts'
import { requestTagConditions, tagKeyConditions } from './tag-conditions.ts'

/**
 * `TagRole`: adds tags, or gives those that are there new values.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html
 */
export const tagRole = operation({
  name: 'TagRole',
  auth: 'developer',
  input: structure({ RoleName: roleName, Tags: tags }),
  resource: ({ RoleName }, ctx) => entityArn(roles, RoleName, ctx),
  conditions: async ({ RoleName, Tags }, ctx) => [...(await entityTagConditions(roles, RoleName, ctx)), ...requestTagConditions(Tags)],
  errors: [InvalidInput, LimitExceeded, NoSuchEntity],

  async handle({ RoleName, Tags }, ctx) {
    await tagEntity(roles, RoleName, Tags, ctx)
  },
})

/**
 * `UntagRole`: keys that are not there change nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html
 */
export const untagRole = operation({
  name: 'UntagRole',
  auth: 'developer',
  input: structure({ RoleName: roleName, TagKeys: tagKeys }),
  resource: ({ RoleName }, ctx) => entityArn(roles, RoleName, ctx),
  conditions: async ({ RoleName, TagKeys }, ctx) => [...(await entityTagConditions(roles, RoleName, ctx)), ...tagKeyConditions(TagKeys)],
  errors: [NoSuchEntity],

  async handle({ RoleName, TagKeys }, ctx) {
    await untagEntity(roles, RoleName, TagKeys, ctx)
  },
})

/**
 * `ListRoleTags`: in the order of the keys.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html
 */
export const listRoleTags = operation({
  name: 'ListRoleTags',
  auth: 'developer',
  input: structure({ RoleName: roleName, Marker: optional(marker), MaxItems: optional(maxItems) }),
  resource: ({ RoleName }, ctx) => entityArn(roles, RoleName, ctx),
  conditions: ({ RoleName }, ctx) => entityTagConditions(roles, RoleName, ctx),
  errors: [NoSuchEntity, ValidationError],

  async handle({ RoleName, ...request }, ctx) {
    return listEntityTags(roles, RoleName, request, 'ListRoleTags', ctx)
  },
})
