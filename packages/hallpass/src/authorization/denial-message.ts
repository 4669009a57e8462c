import type { Decision, PolicyKind } from '../policy/decision.ts'
import { type Caller, callerArn } from '../session/caller.ts'
import type { Asked } from './decide.ts'

/** Why the caller may not, in AWS's words. Source: IAM user guide, "Troubleshoot access denied error messages". */
export function denialMessage(caller: Caller, { action, resource }: Asked, { decision, decidedBy }: Decision): string {
  const kind = decidedBy === 'default' ? 'identity' : decidedBy
  const reason =
    decision === 'explicitDeny' ? `with an explicit deny in ${denying[kind]}` : `because no ${allowing[kind]} allows the ${action} action`
  return `${notAuthorized(caller, action, resource)} ${reason}`
}

/** The sentence without the reason, as STS says it of roles. */
export function notAuthorized(caller: Caller, action: string, resource: string): string {
  return `User: ${callerArn(caller)} is not authorized to perform: ${action} on resource: ${resource}`
}

const allowing: Readonly<Record<PolicyKind, string>> = {
  identity: 'identity-based policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  trust: 'role trust policy',
}

const denying: Readonly<Record<PolicyKind, string>> = {
  identity: 'an identity-based policy',
  boundary: 'a permissions boundary',
  session: 'a session policy',
  trust: 'the role trust policy',
}
