import type { RoleMapping } from '../identity/pool.ts'
import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { InvalidParameterException, NotAuthorizedException, ResourceConflictException, ResourceNotFoundException } from './errors.ts'
import { findOwnPool, poolConditions, poolResource } from './pools.ts'
import { identityPoolId, roleMappings, roles } from './shapes.ts'

/**
 * `GetIdentityPoolRoles`: the roles and role mappings of a pool; what is not set is left out.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetIdentityPoolRoles.html
 */
export const getIdentityPoolRoles = operation({
  name: 'GetIdentityPoolRoles',
  auth: 'developer',
  input: structure({ IdentityPoolId: identityPoolId }),
  output: structure({ IdentityPoolId: optional(identityPoolId), Roles: optional(roles), RoleMappings: optional(roleMappings) }),
  errors: [InvalidParameterException, NotAuthorizedException, ResourceConflictException, ResourceNotFoundException],
  resource: poolResource,
  conditions: poolConditions,

  async handle({ IdentityPoolId }, ctx) {
    const { id, roles, roleMappings } = await findOwnPool(IdentityPoolId, ctx)
    return {
      IdentityPoolId: id,
      Roles: Object.keys(roles).length > 0 ? new Map(Object.entries(roles)) : undefined,
      RoleMappings: roleMappings.size > 0 ? new Map([...roleMappings].map(([key, mapping]) => [key, describeMapping(mapping)])) : undefined,
    }
  },
})

function describeMapping(mapping: RoleMapping) {
  return {
    Type: mapping.type,
    AmbiguousRoleResolution: mapping.ambiguousRoleResolution,
    RulesConfiguration:
      mapping.type === 'Rules'
        ? {
            Rules: mapping.rules.map(({ claim, matchType, value, roleArn }) => ({
              Claim: claim,
              MatchType: matchType,
              Value: value,
              RoleARN: roleArn,
            })),
          }
        : undefined,
  }
}
