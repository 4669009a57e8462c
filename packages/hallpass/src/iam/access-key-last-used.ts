import type { User } from '../identity/entity.ts'
import { userArnOf } from '../identity/entity.ts'
import type { Context } from '../operation/context.ts'
import { operation } from '../operation/operation.ts'
import { structure } from '../operation/shape.ts'
import { callerArn } from '../session/caller.ts'
import { AccessDenied } from './errors.ts'
import { accessKeyId } from './shapes.ts'
import { resourceTagConditions } from './tag-conditions.ts'

/**
 * `GetAccessKeyLastUsed`: whose key it is, and where it was last used. Of a key that is not there nobody is told anything, not even that.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html
 */
export const getAccessKeyLastUsed = operation({
  name: 'GetAccessKeyLastUsed',
  auth: 'developer',
  input: structure({ AccessKeyId: accessKeyId }),
  async resource({ AccessKeyId }, ctx) {
    const user = await ownerOf(AccessKeyId, ctx)
    return user === undefined ? `access key ${AccessKeyId}` : userArnOf(user)
  },
  conditions: async ({ AccessKeyId }, ctx) => resourceTagConditions((await ownerOf(AccessKeyId, ctx))?.tags),
  errors: [AccessDenied],

  async handle({ AccessKeyId }, ctx) {
    const [key, user] = [await ctx.store.findAccessKey(AccessKeyId), await ownerOf(AccessKeyId, ctx)]
    if (key === undefined || user === undefined) {
      throw new AccessDenied(
        `User: ${callerArn(ctx.caller)} is not authorized to perform iam:GetAccessKeyLastUsed on resource: access key ${AccessKeyId}`,
      )
    }
    const { lastUse } = key
    return {
      UserName: user.name,
      AccessKeyLastUsed: {
        LastUsedDate: lastUse && new Date(lastUse.at),
        ServiceName: lastUse?.service ?? 'N/A',
        Region: lastUse?.region ?? 'N/A',
      },
    }
  },
})

async function ownerOf(accessKeyId: string, { store, accountId }: Context): Promise<User | undefined> {
  const key = await store.findAccessKey(accessKeyId)
  return key?.accountId === accountId ? store.findEntity(key.userId) : undefined
}
