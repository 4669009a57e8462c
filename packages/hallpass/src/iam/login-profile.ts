import type { Context } from '../operation/context.ts'
import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { entityArn, entityTagConditions } from './entity-authorization.ts'
import { findEntity, users } from './entity-family.ts'
import { NoSuchEntity, ValidationError } from './errors.ts'
import { requestedUser } from './requested-user.ts'
import { userName } from './shapes.ts'

/**
 * `GetLoginProfile`: users have no passwords here, and so no login profiles.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetLoginProfile.html
 */
export const getLoginProfile = operation({
  name: 'GetLoginProfile',
  auth: 'developer',
  input: structure({ UserName: optional(userName) }),
  resource: ({ UserName }, ctx) => entityArn(users, requestedUser(UserName, ctx), ctx),
  conditions: ({ UserName }, ctx) => entityTagConditions(users, requestedUser(UserName, ctx), ctx),
  errors: [NoSuchEntity, ValidationError],

  async handle({ UserName }, ctx) {
    return refuse(UserName, ctx)
  },
})

/**
 * `DeleteLoginProfile`
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteLoginProfile.html
 */
export const deleteLoginProfile = operation({
  name: 'DeleteLoginProfile',
  auth: 'developer',
  input: structure({ UserName: optional(userName) }),
  resource: ({ UserName }, ctx) => entityArn(users, requestedUser(UserName, ctx), ctx),
  conditions: ({ UserName }, ctx) => entityTagConditions(users, requestedUser(UserName, ctx), ctx),
  errors: [NoSuchEntity, ValidationError],

  async handle({ UserName }, ctx) {
    return refuse(UserName, ctx)
  },
})

async function refuse(named: string | undefined, ctx: Context): Promise<never> {
  const { name } = await findEntity(users, requestedUser(named, ctx), ctx)
  throw new NoSuchEntity(`Login Profile for User ${name} cannot be found.`)
}
