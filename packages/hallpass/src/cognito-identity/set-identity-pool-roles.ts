import type { PoolRoles, RoleMapping } from '../identity/pool.ts'
import { operation } from '../operation/operation.ts'
import { optional, structure, type Value } from '../operation/shape.ts'
import { checkConfigured, roleMappingNames } from './configured-providers.ts'
import {
  ConcurrentModificationException,
  InvalidParameterException,
  NotAuthorizedException,
  ResourceConflictException,
  ResourceNotFoundException,
} from './errors.ts'
import { findForbiddenRole } from './pass-role.ts'
import { changeOwnPool, poolConditions, poolResource } from './pools.ts'
import { identityPoolId, roleMappings, roles } from './shapes.ts'

/** Rules a provider may have. Source: Cognito developer guide, quotas; the model allows more. */
const maxRules = 25

/**
 * `SetIdentityPoolRoles`: the roles of a pool and its role mappings, replaced whole.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetIdentityPoolRoles.html
 */
export const setIdentityPoolRoles = operation({
  name: 'SetIdentityPoolRoles',
  auth: 'developer',
  input: structure({ IdentityPoolId: identityPoolId, Roles: roles, RoleMappings: optional(roleMappings) }),
  errors: [
    ConcurrentModificationException,
    InvalidParameterException,
    NotAuthorizedException,
    ResourceConflictException,
    ResourceNotFoundException,
  ],
  resource: poolResource,
  conditions: poolConditions,

  async handle({ IdentityPoolId, Roles, RoleMappings = new Map() }, ctx) {
    const ruleRoles = [...RoleMappings.values()]
      .flatMap(({ RulesConfiguration }) => RulesConfiguration?.Rules ?? [])
      .map((rule) => rule.RoleARN)
    const forbidden = await findForbiddenRole([...Roles.values(), ...ruleRoles], ctx)
    await changeOwnPool(IdentityPoolId, ctx, (pool) => {
      const names = roleMappingNames(pool)
      for (const key of RoleMappings.keys()) checkConfigured(key, names)
      const mappings = new Map([...RoleMappings].map(([key, mapping]) => [key, readRoleMapping(mapping)]))
      if (forbidden !== undefined) throw new NotAuthorizedException(`Access to Role '${forbidden}' is forbidden.`)
      return { ...pool, roles: readRoles(Roles), roleMappings: mappings }
    })
  },
})

function readRoleMapping({ Type, AmbiguousRoleResolution, RulesConfiguration }: Value<typeof roleMappings.value>): RoleMapping {
  if (AmbiguousRoleResolution === undefined) {
    throw new InvalidParameterException('AmbiguousRoleResolution is required in a role mapping of the types Token and Rules.')
  }
  if (Type === 'Token') {
    if (RulesConfiguration !== undefined) throw new InvalidParameterException('RulesConfiguration is for role mappings of the type Rules.')
    return { type: Type, ambiguousRoleResolution: AmbiguousRoleResolution }
  }
  if (RulesConfiguration === undefined) {
    throw new InvalidParameterException('RulesConfiguration is required in a role mapping of the type Rules.')
  }
  const rules = RulesConfiguration.Rules
  if (rules.length > maxRules) throw new InvalidParameterException(`A role mapping has at most ${maxRules} rules.`)
  return {
    type: Type,
    ambiguousRoleResolution: AmbiguousRoleResolution,
    rules: rules.map(({ Claim, MatchType, Value, RoleARN }) => ({ claim: Claim, matchType: MatchType, value: Value, roleArn: RoleARN })),
  }
}

function readRoles(given: ReadonlyMap<string, string>): PoolRoles {
  const authenticated = given.get('authenticated')
  const unauthenticated = given.get('unauthenticated')
  return { ...(authenticated !== undefined && { authenticated }), ...(unauthenticated !== undefined && { unauthenticated }) }
}
