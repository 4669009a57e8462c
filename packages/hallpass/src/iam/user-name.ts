import { decide } from '../authorization/decide.ts'
import { denialMessage } from '../authorization/denial-message.ts'
import { type User, userArnOf } from '../identity/entity.ts'
import type { Context } from '../operation/context.ts'
import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { entityArn, entityTagConditions } from './entity-authorization.ts'
import { findEntity, updateEntity, users } from './entity-family.ts'
import { AccessDenied, ConcurrentModification, EntityAlreadyExists, NoSuchEntity } from './errors.ts'
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
  errors: [AccessDenied, ConcurrentModification, EntityAlreadyExists, NoSuchEntity],

  async handle({ UserName, NewPath, NewUserName }, ctx) {
    const rename = (user: User): User => ({ ...user, path: NewPath ?? user.path, name: NewUserName ?? user.name })
    const target = userArnOf(rename(await findEntity(users, UserName, ctx)))
    await checkTarget(target, UserName, ctx)
    await updateEntity(
      users,
      UserName,
      ctx,
      (user) => {
        const renamed = rename(user)
        if (userArnOf(renamed) !== target) throw new ConcurrentModification(`The user with name ${UserName} is being changed.`)
        return renamed
      },
      () => new EntityAlreadyExists(`User with name ${NewUserName} already exists.`),
    )
  },
})

/** May the caller make the user what he will be? */
async function checkTarget(target: string, name: string, ctx: Context): Promise<void> {
  const asked = { action: 'iam:UpdateUser', resource: target, conditions: await entityTagConditions(users, name, ctx) }
  const decision = await decide(ctx, asked)
  if (decision.decision !== 'allowed') throw new AccessDenied(denialMessage(ctx.caller, asked, decision))
}
