import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { attachPolicy, detachPolicy, listAttachedPolicies } from './attached-policies.ts'
import { entityArn, entityPolicyConditions, entityTagConditions } from './entity-authorization.ts'
import { roles } from './entity-family.ts'
import { LimitExceeded, NoSuchEntity, ValidationError } from './errors.ts'
import { arn, marker, maxItems, policyPath, roleName } from './shapes.ts'

/**
 * `AttachRolePolicy`: a policy that is attached already changes nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html
 */
export const attachRolePolicy = operation({
  name: 'AttachRolePolicy',
  auth: 'developer',
  input: structure({ RoleName: roleName, PolicyArn: arn }),
  resource: ({ RoleName }, ctx) => entityArn(roles, RoleName, ctx),
  conditions: async ({ RoleName, PolicyArn }, ctx) => [
    ...(await entityPolicyConditions(roles, RoleName, ctx)),
    ['iam:PolicyARN', PolicyArn],
  ],
  errors: [LimitExceeded, NoSuchEntity, ValidationError],

  async handle({ RoleName, PolicyArn }, ctx) {
    await attachPolicy(roles, RoleName, PolicyArn, ctx)
  },
})

/**
 * `DetachRolePolicy`
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html
 */
export const detachRolePolicy = operation({
  name: 'DetachRolePolicy',
  auth: 'developer',
  input: structure({ RoleName: roleName, PolicyArn: arn }),
  resource: ({ RoleName }, ctx) => entityArn(roles, RoleName, ctx),
  conditions: async ({ RoleName, PolicyArn }, ctx) => [
    ...(await entityPolicyConditions(roles, RoleName, ctx)),
    ['iam:PolicyARN', PolicyArn],
  ],
  errors: [NoSuchEntity, ValidationError],

  async handle({ RoleName, PolicyArn }, ctx) {
    await detachPolicy(roles, RoleName, PolicyArn, ctx)
  },
})

/**
 * `ListAttachedRolePolicies`: in the order of the policies' names.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html
 */
export const listAttachedRolePolicies = operation({
  name: 'ListAttachedRolePolicies',
  auth: 'developer',
  input: structure({
    RoleName: roleName,
    PathPrefix: optional(policyPath),
    Marker: optional(marker),
    MaxItems: optional(maxItems),
  }),
  resource: ({ RoleName }, ctx) => entityArn(roles, RoleName, ctx),
  conditions: ({ RoleName }, ctx) => entityTagConditions(roles, RoleName, ctx),
  errors: [NoSuchEntity, ValidationError],

  async handle({ RoleName, ...request }, ctx) {
    return listAttachedPolicies(roles, RoleName, request, 'ListAttachedRolePolicies', ctx)
  },
})
