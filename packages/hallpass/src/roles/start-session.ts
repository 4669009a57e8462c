import { type Role, roleArnOf } from '../identity/entity.ts'
import type { Ports } from '../operation/context.ts'
import type { Credentials } from '../session/credentials.ts'
import type { RoleSession } from '../session/session.ts'
import { packedPolicySize, tooLarge } from './packed-size.ts'
import { sessionTagsFault } from './session-tags.ts'

/** What a role is assumed with, once it is decided that it may be. */
export interface SessionRequest
  extends Pick<RoleSession, 'sessionName' | 'tags' | 'transitiveTagKeys' | 'sourceIdentity' | 'policies' | 'federation'> {
  readonly role: Role
  readonly durationSeconds: number
}

/** `message` is the text that the caller is told. */
export type StartedSession =
  | {
      readonly kind: 'started'
      readonly session: RoleSession
      readonly credentials: Credentials
      /** Per cent; undefined when neither policies nor tags were passed. */
      readonly packedPolicySize: number | undefined
    }
  | { readonly kind: 'invalid-tags'; readonly message: string }
  | { readonly kind: 'packed-policy-too-large'; readonly message: string }

/** Starts a session of a role: checks the tags, weighs policies and tags, and issues the credentials. */
export function startSession(request: SessionRequest, { sessionTokens, now }: Pick<Ports, 'sessionTokens' | 'now'>): StartedSession {
  const { role, durationSeconds, sessionName, tags, transitiveTagKeys, sourceIdentity, policies, federation } = request
  const fault = sessionTagsFault(tags)
  if (fault !== undefined) return { kind: 'invalid-tags', message: fault }

  const packed = packedPolicySize(request)
  if (packed !== undefined && packed > 100) return { kind: 'packed-policy-too-large', message: tooLarge(request, packed) }

  const issuedAt = Math.floor(now() / 1000)
  const session: RoleSession = {
    kind: 'role',
    roleArn: roleArnOf(role),
    roleId: role.id,
    sessionName,
    tags,
    transitiveTagKeys,
    sourceIdentity,
    policies,
    federation,
    issuedAt,
    expiresAt: issuedAt + durationSeconds,
  }
  const credentials = sessionTokens.issue(session)
  if (credentials === undefined) {
    return { kind: 'packed-policy-too-large', message: 'Serialized token too large for session' }
  }
  return { kind: 'started', session, credentials, packedPolicySize: packed }
}
