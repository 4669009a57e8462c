import { decide } from '../authorization/decide.ts'
import { denialMessage } from '../authorization/denial-message.ts'
import { userArnOf } from '../identity/entity.ts'
import type { Context } from '../operation/context.ts'
import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { entityArn, entityTagConditions } from './entity-authorization.ts'
import { findEntity, updateEntity, users } from './entity-family.ts'
import { AccessDenied, EntityAlreadyExists, NoSuchEntity } from './errors.ts'
import { existingUserName, path, userName } from './shapes.ts'

/**
 * `UpdateUser`: another name or path. It stays the same user, with his keys and policies; the caller must be allowed to do this to the
 * user as he is and as he will be.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateUser.html
 */
export const updateUser = operation({
  name: 'UpdateUser',
  auth: 'developer',
  input: structure({ UserName: existingUserName, NewPath: optional(path), NewUserName: optional(userName) }),
  resource: ({ UserName }, ctx) => entityArn(users, UserName, ctx),
  conditions: ({ UserName }, ctx) => entityTagConditions(users, UserName, ctx),
  errors: [AccessDenied, EntityAlreadyExists, NoSuchEntity],

  async handle({ UserName, NewPath, NewUserName }, ctx) {
    const { path: oldPath, name: oldName } = await findEntity(users, UserName, ctx)
    const [newPath, newName] = [NewPath ?? oldPath, NewUserName ?? oldName]
    await checkTarget(userArnOf({ accountId: ctx.accountId, path: newPath, name: newName }), UserName, ctx)
    await updateEntity(
      users,
      UserName,
      ctx,
      (user) => ({ ...user, path: newPath, name: newName }),
      () => new EntityAlreadyExists(`User with name ${newName} already exists.`),
    )
  },
})

async function checkTarget(arn: string, name: string, ctx: Context): Promise<void> {
  const asked = { action: 'iam:UpdateUser', resource: arn, conditions: await entityTagConditions(users, name, ctx) }
  const decision = await decide(ctx, asked)
  if (decision.decision !== 'allowed') throw new AccessDenied(denialMessage(ctx.caller, asked, decision))
}
