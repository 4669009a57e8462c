import { operation } from '../operation/operation.ts'
import { structure } from '../operation/shape.ts'
import { entityArn, entityPolicyConditions, entityTagConditions } from './entity-authorization.ts'
import { users } from './entity-family.ts'
import { InvalidInput, NoSuchEntity } from './errors.ts'
import { deletePermissionsBoundary, putPermissionsBoundary } from './permissions-boundary.ts'
import { arn, userName } from './shapes.ts'

/**
 * `PutUserPermissionsBoundary`
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPermissionsBoundary.html
 */
export const putUserPermissionsBoundary = operation({
  name: 'PutUserPermissionsBoundary',
  auth: 'developer',
  input: structure({ UserName: userName, PermissionsBoundary: arn }),
  resource: ({ UserName }, ctx) => entityArn(users, UserName, ctx),
  conditions: async ({ UserName, PermissionsBoundary }, ctx) => [
    ...(await entityTagConditions(users, UserName, ctx)),
    ['iam:PermissionsBoundary', PermissionsBoundary],
  ],
  errors: [InvalidInput, NoSuchEntity],

  async handle({ UserName, PermissionsBoundary }, ctx) {
    await putPermissionsBoundary(users, UserName, PermissionsBoundary, ctx)
  },
})

/**
 * `DeleteUserPermissionsBoundary`
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPermissionsBoundary.html
 */
export const deleteUserPermissionsBoundary = operation({
  name: 'DeleteUserPermissionsBoundary',
  auth: 'developer',
  input: structure({ UserName: userName }),
  resource: ({ UserName }, ctx) => entityArn(users, UserName, ctx),
  conditions: ({ UserName }, ctx) => entityPolicyConditions(users, UserName, ctx),
  errors: [NoSuchEntity],

  async handle({ UserName }, ctx) {
    await deletePermissionsBoundary(users, UserName, ctx)
  },
})
