import type { AccessKey } from '../identity/access-key.ts'
import type { User } from '../identity/entity.ts'
import type { Ports } from '../operation/context.ts'
import { findRole } from '../roles/find-role.ts'
import { accountOfAccessKeyId } from '../session/access-key-id.ts'
import type { Caller } from '../session/caller.ts'
import type { Session } from '../session/session.ts'
import type { Authorization } from '../sigv4/read-authorization.ts'
import type { RootAccessKey } from './root-access-key.ts'

/** Whose credentials a request names, and the secret that must have signed it. */
export interface Holder {
  readonly caller: Caller
  readonly secretAccessKey: string
  /** Seconds since the epoch; undefined: they last. */
  readonly expiresAt: number | undefined
  /** Undefined: root's, or a session's. */
  readonly accessKey: AccessKey | undefined
}

export interface HolderPorts extends Pick<Ports, 'accountId' | 'sessionTokens' | 'secrets' | 'store'> {
  readonly rootAccessKey: RootAccessKey
}

/**
 * The holder of these credentials as the store has him now; undefined where they are not of our account, or no longer good: a key that is
 * not active, a role or user that is gone. Whether a session has expired is the caller's to check.
 */
export async function findHolder(
  { accessKeyId, sessionToken }: Pick<Authorization, 'accessKeyId' | 'sessionToken'>,
  ports: HolderPorts,
): Promise<Holder | undefined> {
  if (sessionToken !== undefined) return findSessionHolder(accessKeyId, sessionToken, ports)
  const { rootAccessKey, accountId } = ports
  if (accessKeyId !== rootAccessKey.accessKeyId) return findKeyHolder(accessKeyId, ports)
  const caller: Caller = { kind: 'root', accountId, session: undefined }
  return { caller, secretAccessKey: rootAccessKey.secretAccessKey, expiresAt: undefined, accessKey: undefined }
}

async function findKeyHolder(accessKeyId: string, ports: HolderPorts): Promise<Holder | undefined> {
  // Keys that we make say their account: the store is not asked for just any text.
  if (accountOfAccessKeyId(accessKeyId) !== ports.accountId) return undefined
  const accessKey = await ports.store.findAccessKey(accessKeyId)
  if (accessKey?.status !== 'Active') return undefined
  const user = await findUser(accessKey.userId, ports)
  if (user === undefined) return undefined
  const secretAccessKey = Buffer.from(ports.secrets.unwrap(accessKey.wrappedSecret, accessKey.id)).toString()
  return { caller: { kind: 'user', user, session: undefined }, secretAccessKey, expiresAt: undefined, accessKey }
}

async function findSessionHolder(accessKeyId: string, sessionToken: string, ports: HolderPorts): Promise<Holder | undefined> {
  const opened = await ports.sessionTokens.open(sessionToken)
  if (opened?.accessKeyId !== accessKeyId || accountOfAccessKeyId(accessKeyId) !== ports.accountId) return undefined
  const { session, secretAccessKey } = opened
  const caller = await findCaller(session, ports)
  return caller && { caller, secretAccessKey, expiresAt: session.expiresAt, accessKey: undefined }
}

async function findCaller(session: Session, ports: HolderPorts): Promise<Caller | undefined> {
  if (session.kind === 'role') {
    const role = await findRole(session.roleArn, ports)
    // A role that was deleted and created anew is another one.
    return role?.id === session.roleId ? { kind: 'role-session', role, session } : undefined
  }
  const user = session.userId === undefined ? undefined : await findUser(session.userId, ports)
  if (user === undefined && session.userId !== undefined) return undefined
  if (session.kind === 'federated-user') return { kind: 'federated-user', user, session }
  return user === undefined ? { kind: 'root', accountId: ports.accountId, session } : { kind: 'user', user, session }
}

async function findUser(id: string, { store, accountId }: HolderPorts): Promise<User | undefined> {
  const entity = await store.findEntity(id)
  return entity === undefined || 'trustPolicy' in entity || entity.accountId !== accountId ? undefined : entity
}
