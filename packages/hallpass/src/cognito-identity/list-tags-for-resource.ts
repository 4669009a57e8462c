import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { InvalidParameterException, NotAuthorizedException, ResourceNotFoundException } from './errors.ts'
import { findOwnPool } from './pools.ts'
import { arn, tags } from './shapes.ts'
import { resourceTagConditions, taggedPool } from './tags.ts'

/**
 * `ListTagsForResource`: the tags of a pool.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_ListTagsForResource.html
 */
export const listTagsForResource = operation({
  name: 'ListTagsForResource',
  auth: 'developer',
  input: structure({ ResourceArn: arn }),
  output: structure({ Tags: optional(tags) }),
  errors: [InvalidParameterException, NotAuthorizedException, ResourceNotFoundException],
  resource: ({ ResourceArn }) => ResourceArn,
  conditions: resourceTagConditions,

  async handle({ ResourceArn }, ctx) {
    const pool = await findOwnPool(taggedPool(ResourceArn, ctx), ctx)
    return { Tags: pool.tags }
  },
})
