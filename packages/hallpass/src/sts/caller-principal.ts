import type { Principal } from '../policy/principal.ts'
import { type Caller, callerArn } from '../session/caller.ts'

/** Whoever signed the request, as trust policies see him. */
export function principalOf(caller: Caller): Exclude<Principal, { kind: 'federated' }> {
  switch (caller.kind) {
    case 'anonymous':
      throw new Error('A signed operation was called without a signature.')
    case 'root':
      return { kind: 'root', accountId: caller.accountId }
    case 'user':
      return { kind: 'user', accountId: caller.user.accountId, arn: callerArn(caller), id: caller.user.id }
    case 'role-session': {
      const { roleArn, roleId } = caller.session
      return { kind: 'role-session', accountId: caller.role.accountId, roleArn, roleId, sessionArn: callerArn(caller) }
    }
    case 'federated-user':
      return { kind: 'federated-user', accountId: caller.session.accountId, arn: callerArn(caller) }
  }
}
