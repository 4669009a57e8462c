import type { Credentials } from './credentials.ts'
import type { Session } from './session.ts'

/** What a session token opens to. */
export interface OpenedSession {
  readonly session: Session
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** Makes and opens session tokens: sealed, so that any node reads them without the store. */
export interface SessionTokens {
  /** New credentials for a session; undefined when what it carries does not fit into a session token. */
  issue(session: Session): Credentials | undefined
  /** Undefined when the token is not one of ours. Whether it has expired is the caller's to check. */
  open(sessionToken: string): Promise<OpenedSession | undefined>
}
