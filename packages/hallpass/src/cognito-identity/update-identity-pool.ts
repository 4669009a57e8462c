import { requestTagKeys } from '../authorization/tag-keys.ts'
import { operation } from '../operation/operation.ts'
import {
  ConcurrentModificationException,
  InvalidParameterException,
  LimitExceededException,
  NotAuthorizedException,
  ResourceConflictException,
  ResourceNotFoundException,
} from './errors.ts'
import { describePool, readPoolSettings } from './pool-settings.ts'
import { changeOwnPool, poolConditions, poolResource } from './pools.ts'
import { identityPool } from './shapes.ts'

/**
 * `UpdateIdentityPool`: replaces the settings, so that what is left out is gone, but for the tags and the developer provider,
 * which can be set only once. Roles and mappings stay.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_UpdateIdentityPool.html
 */
export const updateIdentityPool = operation({
  name: 'UpdateIdentityPool',
  auth: 'developer',
  input: identityPool,
  output: identityPool,
  errors: [
    ConcurrentModificationException,
    InvalidParameterException,
    LimitExceededException,
    NotAuthorizedException,
    ResourceConflictException,
    ResourceNotFoundException,
  ],
  resource: poolResource,
  conditions: async (input, ctx) => [...(await poolConditions(input, ctx)), ...requestTagKeys(input.IdentityPoolTags ?? new Map())],

  async handle({ IdentityPoolId, ...input }, ctx) {
    const updated = await changeOwnPool(IdentityPoolId, ctx, (pool) => {
      const developerProviderName = input.DeveloperProviderName ?? pool.developerProviderName
      if (pool.developerProviderName !== undefined && developerProviderName !== pool.developerProviderName) {
        throw new InvalidParameterException('The developer provider name cannot be changed once it is set.')
      }
      return { ...pool, ...readPoolSettings(input), developerProviderName, tags: input.IdentityPoolTags ?? pool.tags }
    })
    return describePool(updated)
  },
})
