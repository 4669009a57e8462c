import { operation } from '../operation/operation.ts'
import { structure } from '../operation/shape.ts'
import { InvalidParameterException, NotAuthorizedException, ResourceNotFoundException } from './errors.ts'
import { describePool } from './pool-settings.ts'
import { findOwnPool, poolConditions, poolResource } from './pools.ts'
import { identityPool, identityPoolId } from './shapes.ts'

/**
 * `DescribeIdentityPool`: the settings of a pool.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_DescribeIdentityPool.html
 */
export const describeIdentityPool = operation({
  name: 'DescribeIdentityPool',
  auth: 'developer',
  input: structure({ IdentityPoolId: identityPoolId }),
  output: identityPool,
  errors: [InvalidParameterException, NotAuthorizedException, ResourceNotFoundException],
  resource: poolResource,
  conditions: poolConditions,

  async handle({ IdentityPoolId }, ctx) {
    return describePool(await findOwnPool(IdentityPoolId, ctx))
  },
})
