import { operation } from '../operation/operation.ts'
import { structure } from '../operation/shape.ts'
import { entityArn, entityPolicyConditions, entityTagConditions } from './entity-authorization.ts'
import { roles } from './entity-family.ts'
import { InvalidInput, NoSuchEntity } from './errors.ts'
import { deletePermissionsBoundary, putPermissionsBoundary } from './permissions-boundary.ts'
import { arn, roleName } from './shapes.ts'

/**
 * `PutRolePermissionsBoundary`
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html
 */
export const putRolePermissionsBoundary = operation({
  name: 'PutRolePermissionsBoundary',
  auth: 'developer',
  input: structure({ RoleName: roleName, PermissionsBoundary: arn }),
  resource: ({ RoleName }, ctx) => entityArn(roles, RoleName, ctx),
  conditions: async ({ RoleName, PermissionsBoundary }, ctx) => [
    ...(await entityTagConditions(roles, RoleName, ctx)),
    ['iam:PermissionsBoundary', PermissionsBoundary],
  ],
  errors: [InvalidInput, NoSuchEntity],

  async handle({ RoleName, PermissionsBoundary }, ctx) {
    await putPermissionsBoundary(roles, RoleName, PermissionsBoundary, ctx)
  },
})

/**
 * `DeleteRolePermissionsBoundary`
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html
 */
export const deleteRolePermissionsBoundary = operation({
  name: 'DeleteRolePermissionsBoundary',
  auth: 'developer',
  input: structure({ RoleName: roleName }),
  resource: ({ RoleName }, ctx) => entityArn(roles, RoleName, ctx),
  conditions: ({ RoleName }, ctx) => entityPolicyConditions(roles, RoleName, ctx),
  errors: [NoSuchEntity],

  async handle({ RoleName }, ctx) {
    await deletePermissionsBoundary(roles, RoleName, ctx)
  },
})
