import type { Caller } from '../session/caller.ts'
import type { RoleSession } from '../session/session.ts'

/** What a session carries besides its rights. */
export type SessionAttributes = Pick<RoleSession, 'tags' | 'transitiveTagKeys' | 'sourceIdentity'>

/**
 * What a session that the caller starts takes over from his own: transitive tags, and the source identity.
 * Source: IAM user guide, "Chaining roles with session tags", "Monitor and control actions taken with assumed roles".
 */
export function inheritedAttributes(caller: Caller): SessionAttributes {
  if (caller.kind !== 'role-session') return { tags: new Map(), transitiveTagKeys: [], sourceIdentity: undefined }
  const { tags, transitiveTagKeys, sourceIdentity } = caller.session
  return { tags: new Map([...tags].filter(([key]) => transitiveTagKeys.includes(key))), transitiveTagKeys, sourceIdentity }
}
