import { type Role, roleArnOf, type User, userArnOf } from '../identity/entity.ts'
import type { ConditionEntry } from '../operation/operation.ts'
import { type Caller, callerArn } from '../session/caller.ts'
import { tagKeys } from './tag-keys.ts'

/**
 * The condition keys of whoever signed a request; nobody has none.
 * Source: IAM user guide, "AWS global condition context keys", "Properties of the principal", and "Variables", where the keys stand.
 */
export function principalKeys(caller: Caller): readonly ConditionEntry[] {
  switch (caller.kind) {
    case 'anonymous':
      return []
    case 'root':
      return [
        ['aws:PrincipalArn', callerArn(caller)],
        ['aws:PrincipalAccount', caller.accountId],
        ['aws:PrincipalType', 'Account'],
        ['aws:userid', caller.accountId],
        ...sessionKeys(caller.session),
      ]
    case 'user':
      return [...userKeys(caller.user), ...sessionKeys(caller.session)]
    case 'role-session': {
      const { session, role } = caller
      return [
        ...roleKeys(role, session.sessionName),
        ...tagKeys('aws:PrincipalTag', session.tags),
        ...sessionKeys(session),
        ['aws:SourceIdentity', session.sourceIdentity],
        ['aws:FederatedProvider', session.federation?.provider],
        ...(session.federation?.keys ?? []),
      ]
    }
    case 'federated-user': {
      const { session, user } = caller
      return [
        ['aws:PrincipalArn', callerArn(caller)],
        ['aws:PrincipalAccount', session.accountId],
        ['aws:PrincipalType', 'FederatedUser'],
        ['aws:userid', `${session.accountId}:${session.name}`],
        ...tagKeys('aws:PrincipalTag', user?.tags ?? new Map()),
        ...tagKeys('aws:PrincipalTag', session.tags),
        ...sessionKeys(session),
      ]
    }
  }
}

/** Of a user, however he signs. */
export function userKeys(user: User): readonly ConditionEntry[] {
  return [
    ['aws:PrincipalArn', userArnOf(user)],
    ['aws:PrincipalAccount', user.accountId],
    ['aws:PrincipalType', 'User'],
    ['aws:userid', user.id],
    ['aws:username', user.name],
    ...tagKeys('aws:PrincipalTag', user.tags),
  ]
}

/** Of a role in any of its sessions; `sessionName` is the one at hand. */
export function roleKeys(role: Role, sessionName: string): readonly ConditionEntry[] {
  return [
    ['aws:PrincipalArn', roleArnOf(role)],
    ['aws:PrincipalAccount', role.accountId],
    ['aws:PrincipalType', 'AssumedRole'],
    ['aws:userid', `${role.id}:${sessionName}`],
    ...tagKeys('aws:PrincipalTag', role.tags),
  ]
}

function sessionKeys(session: { readonly issuedAt: number } | undefined): readonly ConditionEntry[] {
  if (session === undefined) return []
  return [
    ['aws:TokenIssueTime', new Date(session.issuedAt * 1000).toISOString().replace('.000Z', 'Z')],
    ['aws:MultiFactorAuthPresent', 'false'],
  ]
}
