import { type Role, type User, userArnOf } from '../identity/entity.ts'
import type { FederatedUserSession, RoleSession, UserSession } from './session.ts'

/** Who signed a request, with what the store has of him now. */
export type Caller =
  | { readonly kind: 'anonymous' }
  /** With `session`: by temporary credentials of `GetSessionToken`. */
  | { readonly kind: 'root'; readonly accountId: string; readonly session: UserSession | undefined }
  | { readonly kind: 'user'; readonly user: User; readonly session: UserSession | undefined }
  | { readonly kind: 'role-session'; readonly role: Role; readonly session: RoleSession }
  /** `user` asked for the credentials; undefined: root did. */
  | { readonly kind: 'federated-user'; readonly user: User | undefined; readonly session: FederatedUserSession }

/** The caller's ARN as messages and `GetCallerIdentity` show it. Source: IAM user guide, "IAM identifiers". */
export function callerArn(caller: Caller): string {
  switch (caller.kind) {
    case 'anonymous':
      return 'anonymous'
    case 'root':
      return `arn:aws:iam::${caller.accountId}:root`
    case 'user':
      return userArnOf(caller.user)
    case 'role-session':
      return assumedRoleArn(caller.session)
    case 'federated-user':
      return federatedUserArn(caller.session)
  }
}

/** `arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION`: the role's path is dropped. */
export function assumedRoleArn({ roleArn, sessionName }: Pick<RoleSession, 'roleArn' | 'sessionName'>): string {
  const accountId = roleArn.split(':')[4]
  const roleName = roleArn.slice(roleArn.lastIndexOf('/') + 1)
  return `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`
}

/** `arn:aws:sts::ACCOUNT:federated-user/NAME` */
export function federatedUserArn({ accountId, name }: Pick<FederatedUserSession, 'accountId' | 'name'>): string {
  return `arn:aws:sts::${accountId}:federated-user/${name}`
}
