import { type User, userArnOf } from '../identity/entity.ts'
import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { callerArn } from '../session/caller.ts'
import { entityArn, entityTagConditions } from './entity-authorization.ts'
import { describeEntityDetails } from './entity-description.ts'
import { findEntity, noSuchEntity, users } from './entity-family.ts'
import { DeleteConflict, EntityAlreadyExists, InvalidInput, LimitExceeded, NoSuchEntity, ValidationError } from './errors.ts'
import { pageFrom } from './paging.ts'
import { noSuchBoundary, readBoundary } from './permissions-boundary.ts'
import { refuseWithPolicies } from './refuse-with-policies.ts'
import { requestedUser } from './requested-user.ts'
import { arn, existingUserName, marker, maxItems, path, pathPrefix, tags, userName } from './shapes.ts'
import { requestTagConditions } from './tag-conditions.ts'
import { addTags, readTags } from './tags.ts'
import { makeUniqueId } from './unique-id.ts'
import { describeUser } from './user-description.ts'

/**
 * `CreateUser`
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html
 */
export const createUser = operation({
  name: 'CreateUser',
  auth: 'developer',
  input: structure({ Path: optional(path), UserName: userName, PermissionsBoundary: optional(arn), Tags: optional(tags) }),
  resource: ({ Path = '/', UserName }, { accountId }) => userArnOf({ accountId, path: Path, name: UserName }),
  conditions: ({ PermissionsBoundary, Tags }) => [...requestTagConditions(Tags), ['iam:PermissionsBoundary', PermissionsBoundary]],
  errors: [EntityAlreadyExists, InvalidInput, LimitExceeded, NoSuchEntity],

  async handle({ Path = '/', UserName, PermissionsBoundary, Tags = [] }, ctx) {
    const user: User = {
      id: makeUniqueId('AIDA', ctx.random),
      accountId: ctx.accountId,
      path: Path,
      name: UserName,
      createdAt: ctx.now(),
      tags: addTags(new Map(), readTags(Tags)),
      inlinePolicies: new Map(),
      attachedPolicyArns: [],
      permissionsBoundaryArn: readBoundary(PermissionsBoundary, ctx),
    }
    const created = await ctx.store.createUser(user)
    if (created === 'exists') throw new EntityAlreadyExists(`User with name ${UserName} already exists.`)
    if (created === 'no-such-policy') throw noSuchBoundary(PermissionsBoundary)
    return { User: { ...describeUser(user), ...describeEntityDetails(user) } }
  },
})

/**
 * `GetUser`: without a name the user who asks, or root, which has no name and no date of creation of its own.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html
 */
export const getUser = operation({
  name: 'GetUser',
  auth: 'developer',
  input: structure({ UserName: optional(existingUserName) }),
  resource: ({ UserName }, ctx) => entityArn(users, requestedUser(UserName, ctx), ctx),
  conditions: ({ UserName }, ctx) => entityTagConditions(users, requestedUser(UserName, ctx), ctx),
  errors: [NoSuchEntity, ValidationError],

  async handle({ UserName }, ctx) {
    if (UserName === undefined && ctx.caller.kind === 'root') {
      return { User: { Path: '/', UserId: ctx.accountId, Arn: callerArn(ctx.caller), CreateDate: new Date(0) } }
    }
    const user = await findEntity(users, requestedUser(UserName, ctx), ctx)
    return { User: { ...describeUser(user), ...describeEntityDetails(user) } }
  },
})

/**
 * `ListUsers`: without tags and boundaries, in the order of the names.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html
 */
export const listUsers = operation({
  name: 'ListUsers',
  auth: 'developer',
  input: structure({ PathPrefix: optional(pathPrefix), Marker: optional(marker), MaxItems: optional(maxItems) }),
  resource: () => '*',
  errors: [ValidationError],

  async handle({ PathPrefix = '/', ...request }, ctx) {
    const { entries, ...rest } = await pageFrom(
      (names) => ctx.store.listUsers(ctx.accountId, { ...names, pathPrefix: PathPrefix }),
      ({ name }) => name.toLowerCase(),
      request,
      ['ListUsers', ctx.accountId, PathPrefix],
      ctx,
    )
    return { Users: entries.map(describeUser), ...rest }
  },
})

/**
 * `DeleteUser`
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html
 */
export const deleteUser = operation({
  name: 'DeleteUser',
  auth: 'developer',
  input: structure({ UserName: existingUserName }),
  resource: ({ UserName }, ctx) => entityArn(users, UserName, ctx),
  conditions: ({ UserName }, ctx) => entityTagConditions(users, UserName, ctx),
  errors: [DeleteConflict, NoSuchEntity],

  async handle({ UserName }, { store, accountId }) {
    const isDeleted = await store.deleteUser(accountId, UserName, (user, accessKeys) => {
      refuseWithPolicies(user)
      if (accessKeys.length > 0) throw new DeleteConflict('Cannot delete entity, must delete access keys first.')
    })
    if (!isDeleted) throw noSuchEntity(users, UserName)
  },
})
