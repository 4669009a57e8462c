import type { Identity } from '../identity/identity.ts'
import type { Pool } from '../identity/pool.ts'
import type { VerifiedLogin } from '../logins/verification.ts'
import type { Ports } from '../operation/context.ts'
import type { Resolved } from '../store/store.ts'
import { resolveIdentity } from './resolve-identity.ts'
import { type LoginsRefusal, verifyLogins } from './verify-logins.ts'

export type Authentication =
  /** `logins` are those of this request; a guest has none. `identityId` may be another than the one named: identities merge. */
  { readonly kind: 'authenticated'; readonly identityId: string; readonly logins: readonly VerifiedLogin[] } | AuthenticationRefusal

export type AuthenticationRefusal =
  | Exclude<Resolved, { kind: 'resolved' }>
  | LoginsRefusal
  | { readonly kind: 'logins-required' }
  | { readonly kind: 'guests-not-allowed' }

/**
 * Whether these logins (none: a guest) may act as the identity. New ones are linked to it.
 * @param identity enabled, of this pool
 */
export async function authenticate(
  pool: Pool,
  identity: Identity,
  logins: ReadonlyMap<string, string>,
  ctx: Pick<Ports, 'store' | 'now' | 'randomUuid' | 'verifyLogin'>,
): Promise<Authentication> {
  if (logins.size === 0) {
    if (identity.logins.length > 0) return { kind: 'logins-required' }
    return pool.allowsGuests ? { kind: 'authenticated', identityId: identity.id, logins: [] } : { kind: 'guests-not-allowed' }
  }
  const verification = await verifyLogins(pool, logins, ctx.verifyLogin)
  if (verification.kind !== 'verified') return verification

  const verified = verification.logins.map(({ login }) => login)
  const resolved = await resolveIdentity(pool, identity, verified, ctx)
  if (resolved.kind !== 'resolved') return resolved
  return { kind: 'authenticated', identityId: resolved.identityId, logins: verification.logins }
}
