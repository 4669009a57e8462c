import { type User, userArnOf } from '../identity/entity.ts'

/** What every answer says of a user. Source: IAM API reference, "User". */
export interface UserDescription {
  readonly Path: string
  readonly UserName: string
  readonly UserId: string
  readonly Arn: string
  readonly CreateDate: Date
}

export function describeUser(user: User): UserDescription {
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: userArnOf(user),
    CreateDate: new Date(user.createdAt),
  }
}
