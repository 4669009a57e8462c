import type { AccessKey } from '../identity/access-key.ts'
import type { User } from '../identity/entity.ts'
import type { Context } from '../operation/context.ts'
import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { makeAccessKeyId } from '../session/access-key-id.ts'
import { entityArn, entityTagConditions } from './entity-authorization.ts'
import { findEntity, noSuchEntity, users } from './entity-family.ts'
import { InvalidInput, LimitExceeded, NoSuchEntity, ValidationError } from './errors.ts'
import { pageOf } from './paging.ts'
import { requestedUser } from './requested-user.ts'
import { accessKeyId, accessKeyStatus, existingUserName, marker, maxItems } from './shapes.ts'

/** Source: IAM and AWS STS quotas, "Access keys assigned to an IAM user". */
const maxKeys = 2

/**
 * `CreateAccessKey`: the only answer that ever shows the secret.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html
 */
export const createAccessKey = operation({
  name: 'CreateAccessKey',
  auth: 'developer',
  input: structure({ UserName: optional(existingUserName) }),
  resource: ({ UserName }, ctx) => entityArn(users, requestedUser(UserName, ctx), ctx),
  conditions: ({ UserName }, ctx) => entityTagConditions(users, requestedUser(UserName, ctx), ctx),
  errors: [LimitExceeded, NoSuchEntity, ValidationError],

  async handle({ UserName }, ctx) {
    const user = await findEntity(users, requestedUser(UserName, ctx), ctx)
    const id = makeAccessKeyId('AKIA', ctx.accountId, ctx.random)
    const secret = Buffer.from(ctx.random(30)).toString('base64')
    const key: AccessKey = {
      id,
      accountId: ctx.accountId,
      userId: user.id,
      status: 'Active',
      createdAt: ctx.now(),
      wrappedSecret: ctx.secrets.wrap(Buffer.from(secret), id),
      lastUse: undefined,
    }
    const isCreated = await ctx.store.createAccessKey(key, (held) => {
      if (held.length >= maxKeys) throw new LimitExceeded(`Cannot exceed quota for AccessKeysPerUser: ${maxKeys}`)
    })
    if (!isCreated) throw noSuchEntity(users, user.name)
    return { AccessKey: { ...describeKey(user, key), SecretAccessKey: secret } }
  },
})

/**
 * `UpdateAccessKey`: an inactive key signs nothing until it is active again.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html
 */
export const updateAccessKey = operation({
  name: 'UpdateAccessKey',
  auth: 'developer',
  input: structure({ UserName: optional(existingUserName), AccessKeyId: accessKeyId, Status: accessKeyStatus }),
  resource: ({ UserName }, ctx) => entityArn(users, requestedUser(UserName, ctx), ctx),
  conditions: ({ UserName }, ctx) => entityTagConditions(users, requestedUser(UserName, ctx), ctx),
  errors: [InvalidInput, NoSuchEntity, ValidationError],

  async handle({ UserName, AccessKeyId, Status }, ctx) {
    if (Status === 'Expired') throw new InvalidInput('The status of an access key cannot be set to Expired.')
    await findKey(UserName, AccessKeyId, ctx)
    const updated = await ctx.store.updateAccessKey(AccessKeyId, (key) => ({ ...key, status: Status }))
    if (updated === undefined) throw noSuchKey(AccessKeyId)
  },
})

/**
 * `DeleteAccessKey`
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html
 */
export const deleteAccessKey = operation({
  name: 'DeleteAccessKey',
  auth: 'developer',
  input: structure({ UserName: optional(existingUserName), AccessKeyId: accessKeyId }),
  resource: ({ UserName }, ctx) => entityArn(users, requestedUser(UserName, ctx), ctx),
  conditions: ({ UserName }, ctx) => entityTagConditions(users, requestedUser(UserName, ctx), ctx),
  errors: [NoSuchEntity, ValidationError],

  async handle({ UserName, AccessKeyId }, ctx) {
    await findKey(UserName, AccessKeyId, ctx)
    if (!(await ctx.store.deleteAccessKey(AccessKeyId))) throw noSuchKey(AccessKeyId)
  },
})

/**
 * `ListAccessKeys`: in the order of their ids.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html
 */
export const listAccessKeys = operation({
  name: 'ListAccessKeys',
  auth: 'developer',
  input: structure({ UserName: optional(existingUserName), Marker: optional(marker), MaxItems: optional(maxItems) }),
  resource: ({ UserName }, ctx) => entityArn(users, requestedUser(UserName, ctx), ctx),
  conditions: ({ UserName }, ctx) => entityTagConditions(users, requestedUser(UserName, ctx), ctx),
  errors: [NoSuchEntity, ValidationError],

  async handle({ UserName, ...request }, ctx) {
    const user = await findEntity(users, requestedUser(UserName, ctx), ctx)
    const keys = await ctx.store.listAccessKeys(user.id)
    const { entries, ...rest } = await pageOf(keys, ({ id }) => id, request, ['ListAccessKeys', user.id], ctx)
    return { AccessKeyMetadata: entries.map((key) => describeKey(user, key)), ...rest }
  },
})

/** @throws NoSuchEntity where the user, or the key among his, is not there */
async function findKey(named: string | undefined, id: string, ctx: Context): Promise<void> {
  const user = await findEntity(users, requestedUser(named, ctx), ctx)
  const key = await ctx.store.findAccessKey(id)
  if (key?.userId !== user.id) throw noSuchKey(id)
}

function noSuchKey(id: string): NoSuchEntity {
  return new NoSuchEntity(`The Access Key with id ${id} cannot be found.`)
}

function describeKey(user: User, { id, status, createdAt }: AccessKey) {
  return { UserName: user.name, AccessKeyId: id, Status: status, CreateDate: new Date(createdAt) }
}
