import type { FederatedUserSession, Federation, RoleSession, Session, SessionPolicies, UserSession } from './session.ts'
import type { OpenedSession } from './session-tokens.ts'

type Members = Readonly<Record<string, unknown>>

/**
 * Reads what was sealed into a session token; undefined where it has another form. A member that is not known refuses all: what another
 * version wrote there may be a limit.
 */
export function parseOpenedSession(json: unknown): OpenedSession | undefined {
  try {
    const { accessKeyId, secretAccessKey, session: held, ...rest } = members(json)
    nothing(rest)
    return { accessKeyId: text(accessKeyId), secretAccessKey: text(secretAccessKey), session: session(members(held)) }
  } catch (error) {
    if (error instanceof OtherForm) return undefined
    throw error
  }
}

class OtherForm extends Error {}

function session({ kind, ...own }: Members): Session {
  switch (kind) {
    case 'role':
      return roleSession(own)
    case 'federated-user':
      return federatedUserSession(own)
    case 'user':
      return userSession(own)
    default:
      throw new OtherForm()
  }
}

function roleSession(own: Members): RoleSession {
  const { issuedAt, expiresAt, roleArn, roleId, sessionName, tags, transitiveTagKeys, sourceIdentity, policies, federation, ...rest } = own
  nothing(rest)
  return {
    kind: 'role',
    issuedAt: time(issuedAt),
    expiresAt: time(expiresAt),
    roleArn: text(roleArn),
    roleId: text(roleId),
    sessionName: text(sessionName),
    tags: map(tags, text),
    transitiveTagKeys: list(transitiveTagKeys, text),
    sourceIdentity: optional(sourceIdentity, text),
    policies: sessionPolicies(policies),
    federation: optional(federation, login),
  }
}

function federatedUserSession({ issuedAt, expiresAt, accountId, name, userId, tags, policies, ...rest }: Members): FederatedUserSession {
  nothing(rest)
  return {
    kind: 'federated-user',
    issuedAt: time(issuedAt),
    expiresAt: time(expiresAt),
    accountId: text(accountId),
    name: text(name),
    userId: optional(userId, text),
    tags: map(tags, text),
    policies: sessionPolicies(policies),
  }
}

function userSession({ issuedAt, expiresAt, userId, ...rest }: Members): UserSession {
  nothing(rest)
  return { kind: 'user', issuedAt: time(issuedAt), expiresAt: time(expiresAt), userId: optional(userId, text) }
}

function sessionPolicies(value: unknown): SessionPolicies {
  const { inline, arns, isGuest, ...rest } = members(value ?? {})
  nothing(rest)
  if (isGuest !== undefined && isGuest !== true) throw new OtherForm()
  return { arns: list(arns, text), ...(inline !== undefined && { inline: text(inline) }), ...(isGuest && { isGuest }) }
}

/** A key that begins with a colon is one of the provider. */
function login(value: unknown): Federation {
  const { provider, keys, ...rest } = members(value)
  nothing(rest)
  const name = text(provider)
  const held = map(keys, (value) => (Array.isArray(value) ? list(value, text) : text(value)))
  return { provider: name, keys: new Map([...held].map(([key, value]) => [key.startsWith(':') ? name + key : key, value])) }
}

function nothing(rest: Members): void {
  if (Object.keys(rest).length > 0) throw new OtherForm()
}

function members(value: unknown): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new OtherForm()
  return { ...value }
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new OtherForm()
  return value
}

function time(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new OtherForm()
  return value
}

function optional<T>(value: unknown, read: (value: unknown) => T): T | undefined {
  return value === undefined ? undefined : read(value)
}

/** Lists and maps that are empty are left out. */
function list<T>(value: unknown, read: (value: unknown) => T): T[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw new OtherForm()
  return value.map(read)
}

function map<T>(value: unknown, read: (value: unknown) => T): Map<string, T> {
  return new Map(list(value, (pair) => entry(pair, read)))
}

function entry<T>(pair: unknown, read: (value: unknown) => T): [string, T] {
  if (!Array.isArray(pair) || pair.length !== 2) throw new OtherForm()
  return [text(pair[0]), read(pair[1])]
}
