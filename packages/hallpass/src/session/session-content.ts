import { parseOpenedSession } from './parse-opened-session.ts'
import type { Federation, Session, SessionPolicies } from './session.ts'
import type { OpenedSession } from './session-tokens.ts'

/**
 * What is sealed into a session token: compact JSON, in which what is empty is left out. Maps are lists of pairs, so that any key
 * survives.
 */
export function serializeSessionContent({ session, accessKeyId, secretAccessKey }: OpenedSession): Uint8Array {
  return Buffer.from(JSON.stringify({ accessKeyId, secretAccessKey, session: compact(session) }))
}

/** Undoes {@link serializeSessionContent}; undefined when it is anything else. */
export function parseSessionContent(content: Uint8Array): OpenedSession | undefined {
  return parseOpenedSession(parseJson(content))
}

function compact(session: Session): object {
  switch (session.kind) {
    case 'role':
      return {
        ...session,
        tags: unlessEmpty([...session.tags]),
        transitiveTagKeys: unlessEmpty(session.transitiveTagKeys),
        policies: compactPolicies(session.policies),
        federation: session.federation && compactFederation(session.federation),
      }
    case 'federated-user':
      return { ...session, tags: unlessEmpty([...session.tags]), policies: compactPolicies(session.policies) }
    case 'user':
      return session
  }
}

function compactPolicies({ inline, arns, isGuest }: SessionPolicies): object | undefined {
  return inline === undefined && arns.length === 0 && !isGuest ? undefined : { inline, arns: unlessEmpty(arns), isGuest }
}

// A login's keys begin with its provider's name, and would take most of the token with it.
function compactFederation({ provider, keys }: Federation): object {
  const short = (key: string) => (key.startsWith(`${provider}:`) ? key.slice(provider.length) : key)
  return { provider, keys: [...keys].map(([key, value]) => [short(key), value]) }
}

function unlessEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function parseJson(content: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(content))
  } catch {
    return undefined
  }
}
