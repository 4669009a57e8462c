import type { RoleSession, WebIdentity } from './caller.ts'
import type { OpenedSession } from './session-tokens.ts'

type Members = Readonly<Record<string, unknown>>

/** What is sealed into a session token: compact JSON. Tags are a list of pairs, so that any key survives. */
export function serializeSessionContent({ session, accessKeyId, secretAccessKey }: OpenedSession): Uint8Array {
  return Buffer.from(JSON.stringify({ accessKeyId, secretAccessKey, session: { ...session, tags: [...session.tags] } }))
}

/** Undoes {@link serializeSessionContent}; undefined when it is anything else. */
export function parseSessionContent(content: Uint8Array): OpenedSession | undefined {
  const { accessKeyId, secretAccessKey, session } = members(parseJson(content))
  const parsed = parseSession(session)
  if (!isText(accessKeyId) || !isText(secretAccessKey) || parsed === undefined) return undefined
  return { accessKeyId, secretAccessKey, session: parsed }
}

function parseSession(value: unknown): RoleSession | undefined {
  const { roleArn, roleId, sessionName, issuedAt, expiresAt, tags, ...given } = members(value)
  const policies = parsePolicies(given)
  const webIdentity = parseWebIdentity(given)
  if (!isText(roleArn) || !isText(roleId) || !isText(sessionName) || !isTime(issuedAt) || !isTime(expiresAt)) return undefined
  if (!isListOf(tags, isPair) || policies === undefined || webIdentity === undefined) return undefined
  return { roleArn, roleId, sessionName, issuedAt, expiresAt, tags: new Map(tags), policies, webIdentity }
}

function parsePolicies({ policies }: Members): RoleSession['policies'] | undefined {
  const { inline, arns } = members(policies)
  if (!isListOf(arns, isText)) return undefined
  if (inline === undefined) return { arns }
  return isText(inline) ? { inline, arns } : undefined
}

function parseWebIdentity({ webIdentity }: Members): WebIdentity | undefined {
  const { provider, audience, subject, amr } = members(webIdentity)
  return isText(provider) && isText(audience) && isText(subject) && isListOf(amr, isText) ? { provider, audience, subject, amr } : undefined
}

function parseJson(content: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content))
  } catch {
    return undefined
  }
}

/** The members of an object; none of anything else. */
function members(value: unknown): Members {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isTime(value: unknown): value is number {
  return typeof value === 'number'
}

function isPair(value: unknown): value is [string, string] {
  return isListOf(value, isText) && value.length === 2
}

function isListOf<T>(value: unknown, isMember: (member: unknown) => member is T): value is T[] {
  return Array.isArray(value) && value.every(isMember)
}
