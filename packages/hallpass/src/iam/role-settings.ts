import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { entityArn, entityTagConditions } from './entity-authorization.ts'
import { describeEntityDetails } from './entity-description.ts'
import { findEntity, roles, updateEntity } from './entity-family.ts'
import { LimitExceeded, MalformedPolicyDocument, NoSuchEntity } from './errors.ts'
import { describeRole } from './role-description.ts'
import { maxSessionDuration, policyDocument, roleDescription, roleName } from './shapes.ts'
import { readTrustPolicy } from './trust-policy.ts'

/**
 * `UpdateRole`: what is not given stays as it is.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html
 */
export const updateRole = operation({
  name: 'UpdateRole',
  auth: 'developer',
  input: structure({
    RoleName: roleName,
    Description: optional(roleDescription),
    MaxSessionDuration: optional(maxSessionDuration),
  }),
  resource: ({ RoleName }, ctx) => entityArn(roles, RoleName, ctx),
  conditions: ({ RoleName }, ctx) => entityTagConditions(roles, RoleName, ctx),
  errors: [NoSuchEntity],

  async handle({ RoleName, Description, MaxSessionDuration }, ctx) {
    await updateEntity(roles, RoleName, ctx, (role) => ({
      ...role,
      description: Description ?? role.description,
      maxSessionDuration: MaxSessionDuration ?? role.maxSessionDuration,
    }))
    return {}
  },
})

/**
 * `UpdateRoleDescription`, which UpdateRole has taken the place of.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html
 */
export const updateRoleDescription = operation({
  name: 'UpdateRoleDescription',
  auth: 'developer',
  input: structure({ RoleName: roleName, Description: roleDescription }),
  resource: ({ RoleName }, ctx) => entityArn(roles, RoleName, ctx),
  conditions: ({ RoleName }, ctx) => entityTagConditions(roles, RoleName, ctx),
  errors: [NoSuchEntity],

  async handle({ RoleName, Description }, ctx) {
    const role = await updateEntity(roles, RoleName, ctx, (before) => ({ ...before, description: Description }))
    return { Role: { ...(await describeRole(role, ctx)), ...describeEntityDetails(role) } }
  },
})

/**
 * `UpdateAssumeRolePolicy`: replaces the trust policy. Sessions that were started stay.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html
 */
export const updateAssumeRolePolicy = operation({
  name: 'UpdateAssumeRolePolicy',
  auth: 'developer',
  input: structure({ RoleName: roleName, PolicyDocument: policyDocument }),
  resource: ({ RoleName }, ctx) => entityArn(roles, RoleName, ctx),
  conditions: ({ RoleName }, ctx) => entityTagConditions(roles, RoleName, ctx),
  errors: [LimitExceeded, MalformedPolicyDocument, NoSuchEntity],

  async handle({ RoleName, PolicyDocument }, ctx) {
    await findEntity(roles, RoleName, ctx)
    const trust = await readTrustPolicy(PolicyDocument, ctx)
    await updateEntity(roles, RoleName, ctx, (role) => ({ ...role, ...trust }))
  },
})
