import { operation } from '../operation/operation.ts'
import { boolean, list, optional, structure } from '../operation/shape.ts'
import { InvalidParameterException, NotAuthorizedException, ResourceNotFoundException } from './errors.ts'
import { describedIdentity } from './identity-description.ts'
import { page } from './paging.ts'
import { findOwnPool, poolConditions, poolResource } from './pools.ts'
import { identityDescription, identityPoolId, paginationKey, queryLimit } from './shapes.ts'

/**
 * `ListIdentities`: the identities of a pool, oldest first, disabled ones included unless they are to be hidden.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_ListIdentities.html
 */
export const listIdentities = operation({
  name: 'ListIdentities',
  auth: 'developer',
  input: structure({
    IdentityPoolId: identityPoolId,
    MaxResults: queryLimit,
    NextToken: optional(paginationKey),
    HideDisabled: optional(boolean),
  }),
  output: structure({
    IdentityPoolId: optional(identityPoolId),
    Identities: optional(list(identityDescription)),
    NextToken: optional(paginationKey),
  }),
  errors: [InvalidParameterException, NotAuthorizedException, ResourceNotFoundException],
  resource: poolResource,
  conditions: poolConditions,

  async handle({ IdentityPoolId, MaxResults, NextToken, HideDisabled: hideDisabled = false }, ctx) {
    const pool = await findOwnPool(IdentityPoolId, ctx)
    const scope = ['ListIdentities', pool.accountId, pool.id, String(hideDisabled)]
    const { rows, nextToken } = await page({ limit: MaxResults, nextToken: NextToken, scope }, ctx, (asked) =>
      ctx.store.listIdentities(pool.id, { ...asked, hideDisabled }),
    )
    return { IdentityPoolId: pool.id, Identities: rows.map(describedIdentity), NextToken: nextToken }
  },
})
