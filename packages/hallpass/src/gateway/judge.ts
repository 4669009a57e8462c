import { decide } from '../authorization/decide.ts'
import { denialMessage } from '../authorization/denial-message.ts'
import type { Context } from '../operation/context.ts'
import type { Decision } from '../policy/decision.ts'
import type { ConditionEntry } from '../s3/condition-keys.ts'
import { accessDenied, type S3Fault } from '../s3/s3-fault.ts'
import type { AskedAction, S3Request } from '../s3/s3-request.ts'
import { existingTagKeys } from './existing-tags.ts'
import type { GatewayPorts } from './gateway-ports.ts'

export type GatewayContext = Context & GatewayPorts

/**
 * A form of a request that must be allowed, and its condition keys. There are two where headers end at this hop: one may be what a request
 * is refused for, or what it is allowed for, so that it must be allowed with them and without.
 */
export type JudgedForm = readonly [request: S3Request, keys: readonly ConditionEntry[]]

/** Asks the caller's policies for all that a request does; the first refusal, or undefined where all of it is allowed. */
export async function judge(
  asked: readonly AskedAction[],
  keys: readonly ConditionEntry[],
  ctx: GatewayContext,
  signal: AbortSignal,
): Promise<S3Fault | undefined> {
  for (const each of asked) {
    const { action, resource } = each
    const decision = await decideAction(each, keys, ctx, signal)
    if (decision.decision === 'allowed') continue
    await ctx.recordDenial({ ctx, asked: { action, resource }, conditions: keys, decision })
    return accessDenied(denialMessage(ctx.caller, { action, resource: quoted(resource) }, decision))
  }
  return undefined
}

/** As S3, unlike other services, names resources; `*` stands for none. */
function quoted(resource: string): string {
  return resource === '*' ? resource : `"${resource}"`
}

/** Looks at the tags that the object has only where a policy asks for them. */
async function decideAction(
  asked: AskedAction,
  keys: readonly ConditionEntry[],
  ctx: GatewayContext,
  signal: AbortSignal,
): Promise<Decision> {
  const decision = await decide(ctx, { conditions: keys, ...asked })
  const asksForTags = decision.missingKeys.some((key) => /^s3:ExistingObjectTag\//i.test(key))
  if (!asksForTags) return decision
  const tags = await existingTagKeys(asked, ctx.backend, signal)
  return tags.length === 0 ? decision : decide(ctx, { conditions: [...keys, ...tags], ...asked })
}
