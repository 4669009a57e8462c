import { operation } from '../operation/operation.ts'
import { list, optional, structure } from '../operation/shape.ts'
import { InvalidParameterException, NotAuthorizedException, ResourceNotFoundException } from './errors.ts'
import { page } from './paging.ts'
import { identityPoolShortDescription, paginationKey, queryLimit } from './shapes.ts'

/**
 * `ListIdentityPools`: the pools of the caller's account in this region, oldest first.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_ListIdentityPools.html
 */
export const listIdentityPools = operation({
  name: 'ListIdentityPools',
  auth: 'developer',
  input: structure({ MaxResults: queryLimit, NextToken: optional(paginationKey) }),
  output: structure({ IdentityPools: optional(list(identityPoolShortDescription)), NextToken: optional(paginationKey) }),
  errors: [InvalidParameterException, NotAuthorizedException, ResourceNotFoundException],

  async handle({ MaxResults, NextToken }, ctx) {
    const request = { limit: MaxResults, nextToken: NextToken, scope: ['ListIdentityPools', ctx.accountId, ctx.region] }
    const { rows, nextToken } = await page(request, ctx, (asked) => ctx.store.listPools(ctx.accountId, ctx.region, asked))
    return {
      IdentityPools: rows.map((pool) => ({ IdentityPoolId: pool.id, IdentityPoolName: pool.name })),
      NextToken: nextToken,
    }
  },
})
