import { operation } from '../operation/operation.ts'
import { list, structure } from '../operation/shape.ts'
import { InvalidParameterException, NotAuthorizedException, ResourceNotFoundException } from './errors.ts'
import { changeOwnPool } from './pools.ts'
import { arn, tagKey } from './shapes.ts'
import { resourceTagConditions, taggedPool } from './tags.ts'

/**
 * `UntagResource`: takes tags off a pool; keys that it does not have are ignored.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_UntagResource.html
 */
export const untagResource = operation({
  name: 'UntagResource',
  auth: 'developer',
  input: structure({ ResourceArn: arn, TagKeys: list(tagKey) }),
  output: structure({}),
  errors: [InvalidParameterException, NotAuthorizedException, ResourceNotFoundException],
  resource: ({ ResourceArn }) => ResourceArn,
  conditions: async (input, ctx) => [...(await resourceTagConditions(input, ctx)), ['aws:TagKeys', input.TagKeys]],

  async handle({ ResourceArn, TagKeys }, ctx) {
    await changeOwnPool(taggedPool(ResourceArn, ctx), ctx, (pool) => ({
      ...pool,
      tags: new Map([...pool.tags].filter(([key]) => !TagKeys.includes(key))),
    }))
    return {}
  },
})
