import type { Context } from '../operation/context.ts'
import type { Conditions } from '../operation/operation.ts'
import type { AuthorizationRequest, Decision } from '../policy/decision.ts'
import { evaluate } from '../policy/evaluate.ts'
import { requestContext } from '../policy/request-context.ts'
import type { Caller } from '../session/caller.ts'
import { clientKeys } from './client-keys.ts'
import { callerPolicies } from './permission-policies.ts'
import { principalKeys } from './principal-keys.ts'

/** What the caller is about to do. */
export interface Asked {
  /** `cognito-identity:DescribeIdentityPool` */
  readonly action: string
  /** An ARN, or `*` where the action has no resource. */
  readonly resource: string
  /** The keys of this action, besides those of every request and of the caller. */
  readonly conditions?: Conditions
}

/** Whether the caller's own policies allow this: identity policies, within the boundary, within the session policies. Root may do everything. */
export async function decide(ctx: Context, asked: Asked): Promise<Decision> {
  return decideIn(ctx.caller, authorizationRequest(ctx, asked), ctx)
}

/** The same, of a request whose context is known already. */
export async function decideIn(
  caller: Caller,
  request: AuthorizationRequest,
  ports: Parameters<typeof callerPolicies>[1],
): Promise<Decision> {
  const policies = await callerPolicies(caller, ports)
  if (policies === undefined) return { decision: 'allowed', decidedBy: 'default', policies: [], missingKeys: [] }
  return evaluate(request, policies)
}

export function authorizationRequest(ctx: Context, { action, resource, conditions = [] }: Asked): AuthorizationRequest {
  return { action, resource, context: requestContext([...clientKeys(ctx), ...principalKeys(ctx.caller), ...conditions]) }
}
