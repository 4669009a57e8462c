import { requestTagKeys } from '../authorization/tag-keys.ts'
import { operation } from '../operation/operation.ts'
import { structure } from '../operation/shape.ts'
import { InvalidParameterException, LimitExceededException, NotAuthorizedException, ResourceConflictException } from './errors.ts'
import { describePool, readPoolSettings } from './pool-settings.ts'
import { identityPool, poolSettings } from './shapes.ts'

/**
 * `CreateIdentityPool`: a new pool. Nothing that it refers to has to exist yet; names need not be unique.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_CreateIdentityPool.html
 */
export const createIdentityPool = operation({
  name: 'CreateIdentityPool',
  auth: 'developer',
  input: structure(poolSettings),
  output: identityPool,
  errors: [InvalidParameterException, LimitExceededException, NotAuthorizedException, ResourceConflictException],
  conditions: ({ IdentityPoolTags }) => requestTagKeys(IdentityPoolTags ?? new Map()),

  async handle(input, ctx) {
    const pool = {
      ...readPoolSettings(input),
      id: `${ctx.region}:${ctx.randomUuid()}`,
      accountId: ctx.accountId,
      createdAt: ctx.now(),
      developerProviderName: input.DeveloperProviderName,
      tags: input.IdentityPoolTags ?? new Map(),
      roles: {},
      roleMappings: new Map(),
      principalTagMaps: new Map(),
    }
    await ctx.store.createPool(pool)
    return describePool(pool)
  },
})
