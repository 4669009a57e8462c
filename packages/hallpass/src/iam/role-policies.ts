import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { entityArn, entityPolicyConditions, entityTagConditions } from './entity-authorization.ts'
import { roles } from './entity-family.ts'
import { LimitExceeded, MalformedPolicyDocument, NoSuchEntity, ValidationError } from './errors.ts'
import { deleteInlinePolicy, getInlinePolicy, listInlinePolicies, putInlinePolicy } from './inline-policies.ts'
import { marker, maxItems, policyDocument, policyName, roleName } from './shapes.ts'

/**
 * `PutRolePolicy`: adds an inline policy, or replaces the one of this name.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html
 */
export const putRolePolicy = operation({
  name: 'PutRolePolicy',
  auth: 'developer',
  input: structure({ RoleName: roleName, PolicyName: policyName, PolicyDocument: policyDocument }),
  resource: ({ RoleName }, ctx) => entityArn(roles, RoleName, ctx),
  conditions: ({ RoleName }, ctx) => entityPolicyConditions(roles, RoleName, ctx),
  errors: [LimitExceeded, MalformedPolicyDocument, NoSuchEntity],

  async handle({ RoleName, PolicyName, PolicyDocument }, ctx) {
    await putInlinePolicy(roles, RoleName, { name: PolicyName, document: PolicyDocument }, ctx)
  },
})

/**
 * `GetRolePolicy`: the document of an inline policy, percent-encoded.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html
 */
export const getRolePolicy = operation({
  name: 'GetRolePolicy',
  auth: 'developer',
  input: structure({ RoleName: roleName, PolicyName: policyName }),
  resource: ({ RoleName }, ctx) => entityArn(roles, RoleName, ctx),
  conditions: ({ RoleName }, ctx) => entityTagConditions(roles, RoleName, ctx),
  errors: [NoSuchEntity],

  async handle({ RoleName, PolicyName }, ctx) {
    return { RoleName, PolicyName, PolicyDocument: await getInlinePolicy(roles, RoleName, PolicyName, ctx) }
  },
})

/**
 * `DeleteRolePolicy`
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html
 */
export const deleteRolePolicy = operation({
  name: 'DeleteRolePolicy',
  auth: 'developer',
  input: structure({ RoleName: roleName, PolicyName: policyName }),
  resource: ({ RoleName }, ctx) => entityArn(roles, RoleName, ctx),
  conditions: ({ RoleName }, ctx) => entityPolicyConditions(roles, RoleName, ctx),
  errors: [NoSuchEntity],

  async handle({ RoleName, PolicyName }, ctx) {
    await deleteInlinePolicy(roles, RoleName, PolicyName, ctx)
  },
})

/**
 * `ListRolePolicies`: the names of the inline policies, in their order.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html
 */
export const listRolePolicies = operation({
  name: 'ListRolePolicies',
  auth: 'developer',
  input: structure({ RoleName: roleName, Marker: optional(marker), MaxItems: optional(maxItems) }),
  resource: ({ RoleName }, ctx) => entityArn(roles, RoleName, ctx),
  conditions: ({ RoleName }, ctx) => entityTagConditions(roles, RoleName, ctx),
  errors: [NoSuchEntity, ValidationError],

  async handle({ RoleName, ...request }, ctx) {
    return listInlinePolicies(roles, RoleName, request, 'ListRolePolicies', ctx)
  },
})
