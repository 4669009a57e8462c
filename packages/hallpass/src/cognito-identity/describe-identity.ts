import { operation } from '../operation/operation.ts'
import { structure } from '../operation/shape.ts'
import { InvalidParameterException, NotAuthorizedException, ResourceNotFoundException } from './errors.ts'
import { findIdentity, forbiddenIdentity } from './identities.ts'
import { describedIdentity } from './identity-description.ts'
import { identityDescription, identityId } from './shapes.ts'

/**
 * `DescribeIdentity`: when an identity was made and changed, and which providers it is linked with.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_DescribeIdentity.html
 */
export const describeIdentity = operation({
  name: 'DescribeIdentity',
  auth: 'developer',
  input: structure({ IdentityId: identityId }),
  output: identityDescription,
  errors: [InvalidParameterException, NotAuthorizedException, ResourceNotFoundException],

  async handle({ IdentityId }, ctx) {
    const { identity, pool } = await findIdentity(IdentityId, ctx)
    if (pool.accountId !== ctx.accountId) return forbiddenIdentity(IdentityId)
    return describedIdentity(identity)
  },
})
