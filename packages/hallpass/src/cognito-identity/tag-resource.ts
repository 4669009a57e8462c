import { requestTagKeys } from '../authorization/tag-keys.ts'
import { operation } from '../operation/operation.ts'
import { structure } from '../operation/shape.ts'
import { InvalidParameterException, NotAuthorizedException, ResourceNotFoundException } from './errors.ts'
import { changeOwnPool } from './pools.ts'
import { arn, tags } from './shapes.ts'
import { checkTags, resourceTagConditions, taggedPool } from './tags.ts'

/**
 * `TagResource`: adds tags to a pool, or overwrites those of the same keys.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_TagResource.html
 */
export const tagResource = operation({
  name: 'TagResource',
  auth: 'developer',
  input: structure({ ResourceArn: arn, Tags: tags }),
  output: structure({}),
  errors: [InvalidParameterException, NotAuthorizedException, ResourceNotFoundException],
  resource: ({ ResourceArn }) => ResourceArn,
  conditions: async (input, ctx) => [...(await resourceTagConditions(input, ctx)), ...requestTagKeys(input.Tags)],

  async handle({ ResourceArn, Tags }, ctx) {
    await changeOwnPool(taggedPool(ResourceArn, ctx), ctx, (pool) => {
      const merged = new Map([...pool.tags, ...Tags])
      checkTags(merged)
      return { ...pool, tags: merged }
    })
    return {}
  },
})
