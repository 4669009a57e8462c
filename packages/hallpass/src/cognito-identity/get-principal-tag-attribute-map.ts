import { operation } from '../operation/operation.ts'
import { boolean, optional, structure } from '../operation/shape.ts'
import { InvalidParameterException, NotAuthorizedException, ResourceNotFoundException } from './errors.ts'
import { findOwnPool, poolConditions, poolResource } from './pools.ts'
import { identityPoolId, identityProviderName, principalTags } from './shapes.ts'

/**
 * `GetPrincipalTagAttributeMap`: which claims of a provider's logins become principal tags; none where nothing was ever set.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetPrincipalTagAttributeMap.html
 */
export const getPrincipalTagAttributeMap = operation({
  name: 'GetPrincipalTagAttributeMap',
  auth: 'developer',
  input: structure({ IdentityPoolId: identityPoolId, IdentityProviderName: identityProviderName }),
  output: structure({
    IdentityPoolId: optional(identityPoolId),
    IdentityProviderName: optional(identityProviderName),
    UseDefaults: optional(boolean),
    PrincipalTags: optional(principalTags),
  }),
  errors: [InvalidParameterException, NotAuthorizedException, ResourceNotFoundException],
  resource: poolResource,
  conditions: poolConditions,

  async handle({ IdentityPoolId, IdentityProviderName }, ctx) {
    const pool = await findOwnPool(IdentityPoolId, ctx)
    const { useDefaults, tags } = pool.principalTagMaps.get(IdentityProviderName) ?? { useDefaults: false, tags: new Map() }
    return { IdentityPoolId: pool.id, IdentityProviderName, UseDefaults: useDefaults, PrincipalTags: tags }
  },
})
