import { operation } from '../operation/operation.ts'
import { structure } from '../operation/shape.ts'
import { InvalidParameterException, NotAuthorizedException, ResourceNotFoundException } from './errors.ts'
import { findOwnPool, noSuchPool, poolConditions, poolResource } from './pools.ts'
import { identityPoolId } from './shapes.ts'

/**
 * `DeleteIdentityPool`: the pool, its identities, roles and mappings. Credentials that were issued live until they expire.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_DeleteIdentityPool.html
 */
export const deleteIdentityPool = operation({
  name: 'DeleteIdentityPool',
  auth: 'developer',
  input: structure({ IdentityPoolId: identityPoolId }),
  errors: [InvalidParameterException, NotAuthorizedException, ResourceNotFoundException],
  resource: poolResource,
  conditions: poolConditions,

  async handle({ IdentityPoolId }, ctx) {
    const pool = await findOwnPool(IdentityPoolId, ctx)
    if (!(await ctx.store.deletePool(pool.id))) return noSuchPool(pool.id)
  },
})
