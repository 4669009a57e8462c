import type { Caller } from '../session/caller.ts'

/** Who may ask for temporary credentials of his own: a user or root, who signs with a lasting access key. */
export type KeyHolder = Extract<Caller, { kind: 'root' | 'user' }>

const defaultSeconds = 43_200
/** Root's sessions last an hour at most, whatever is asked for. */
const maxRootSeconds = 3600

/** Undefined where the caller signs with temporary credentials. */
export function keyHolder(caller: Caller): KeyHolder | undefined {
  return (caller.kind === 'root' || caller.kind === 'user') && caller.session === undefined ? caller : undefined
}

/** `AIDA…`; undefined: root. */
export function userIdOf(holder: KeyHolder): string | undefined {
  return holder.kind === 'user' ? holder.user.id : undefined
}

/** When a session begins and ends, seconds since the epoch. Source: STS API reference, "GetSessionToken", "GetFederationToken". */
export function sessionTerm(requested: number | undefined, holder: KeyHolder, now: number): { issuedAt: number; expiresAt: number } {
  const seconds = requested ?? defaultSeconds
  const issuedAt = Math.floor(now / 1000)
  return { issuedAt, expiresAt: issuedAt + (holder.kind === 'root' ? Math.min(seconds, maxRootSeconds) : seconds) }
}
