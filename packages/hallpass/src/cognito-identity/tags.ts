import { parseArn } from '../identity/arn.ts'
import type { Context } from '../operation/context.ts'
import type { Conditions } from '../operation/operation.ts'
import { InvalidParameterException, NotAuthorizedException } from './errors.ts'
import { poolConditions } from './pools.ts'

const maxTags = 50

/** The rules for tags beyond the model. Source: Cognito developer guide, "Tagging". */
export function checkTags(tags: ReadonlyMap<string, string>): void {
  if (tags.size > maxTags) throw new InvalidParameterException(`A resource has at most ${maxTags} tags.`)
  for (const [key, value] of tags) {
    if (key.toLowerCase().startsWith('aws:')) throw new InvalidParameterException('Tag keys that begin with aws: are reserved.')
    if (![key, value].every((text) => /^[\p{L}\p{N} _.:/=+\-@]*$/u.test(text))) {
      throw new InvalidParameterException('Tags are made of letters, digits, spaces and _ . : / = + - @.')
    }
  }
}

/** The id of the pool that a `ResourceArn` names. A pool has one ARN, so that a policy on it cannot be got round by another spelling. */
export function taggedPool(resourceArn: string, ctx: Context): string {
  const arn = parseArn(resourceArn)
  const poolId = /^identitypool\/([\w-]+:[0-9a-f-]+)$/.exec(arn?.resource ?? '')?.[1]
  const isOfService = arn?.partition === 'aws' && arn.service === 'cognito-identity'
  if (!isOfService || poolId === undefined || !poolId.startsWith(`${arn.region}:`)) {
    throw new InvalidParameterException(
      `${resourceArn} is not the ARN of an identity pool: it has the form arn:aws:cognito-identity:REGION:ACCOUNT:identitypool/ID.`,
    )
  }
  if (arn.accountId !== ctx.accountId) throw new NotAuthorizedException(`Access to IdentityPool '${poolId}' is forbidden.`)
  return poolId
}

/** What policies may ask of the pool that a `ResourceArn` names, whatever it is: `aws:ResourceTag/KEY`. */
export async function resourceTagConditions({ ResourceArn }: { readonly ResourceArn: string }, ctx: Context): Promise<Conditions> {
  const poolId = ResourceArn.slice(ResourceArn.lastIndexOf('/') + 1)
  return poolConditions({ IdentityPoolId: poolId }, ctx)
}
