import { operation } from '../operation/operation.ts'
import { boolean, optional, structure } from '../operation/shape.ts'
import { checkConfigured, principalTagNames } from './configured-providers.ts'
import { InvalidParameterException, NotAuthorizedException, ResourceNotFoundException } from './errors.ts'
import { changeOwnPool, poolConditions, poolResource } from './pools.ts'
import { identityPoolId, identityProviderName, principalTags } from './shapes.ts'

/**
 * `SetPrincipalTagAttributeMap`: which claims of a provider's logins become principal tags. Replaces what was set before;
 * neither defaults nor tags turn the mapping off.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetPrincipalTagAttributeMap.html
 */
export const setPrincipalTagAttributeMap = operation({
  name: 'SetPrincipalTagAttributeMap',
  auth: 'developer',
  input: structure({
    IdentityPoolId: identityPoolId,
    IdentityProviderName: identityProviderName,
    UseDefaults: optional(boolean),
    PrincipalTags: optional(principalTags),
  }),
  output: structure({
    IdentityPoolId: optional(identityPoolId),
    IdentityProviderName: optional(identityProviderName),
    UseDefaults: optional(boolean),
    PrincipalTags: optional(principalTags),
  }),
  errors: [InvalidParameterException, NotAuthorizedException, ResourceNotFoundException],
  resource: poolResource,
  conditions: poolConditions,

  async handle({ IdentityPoolId, IdentityProviderName, UseDefaults: useDefaults = false, PrincipalTags: tags = new Map() }, ctx) {
    await changeOwnPool(IdentityPoolId, ctx, (pool) => {
      checkConfigured(IdentityProviderName, principalTagNames(pool))
      return { ...pool, principalTagMaps: new Map([...pool.principalTagMaps, [IdentityProviderName, { useDefaults, tags }]]) }
    })
    return { IdentityPoolId, IdentityProviderName, UseDefaults: useDefaults, PrincipalTags: tags }
  },
})
