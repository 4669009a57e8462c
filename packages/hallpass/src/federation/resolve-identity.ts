import type { Identity } from '../identity/identity.ts'
import { changesNothing, linkLogins } from '../identity/link-logins.ts'
import { type Login, sameLogin } from '../identity/login.ts'
import type { Pool } from '../identity/pool.ts'
import type { Ports } from '../operation/context.ts'
import type { Resolved } from '../store/store.ts'
import { freshIdentity } from './fresh-identity.ts'

/**
 * The identity that these verified logins belong to, once they are linked and whatever meets is merged.
 * @param named the enabled identity that the caller names, if any
 */
export async function resolveIdentity(
  pool: Pool,
  named: Identity | undefined,
  logins: readonly Login[],
  ctx: Pick<Ports, 'store' | 'now' | 'randomUuid'>,
): Promise<Resolved> {
  const decide = (current: Identity | undefined, owners: readonly Identity[]) =>
    linkLogins({ named: current, logins, owners, developerProvider: pool.developerProviderName })

  // Most logins are linked already: a read settles them, and only what changes something waits for a durable write.
  const owners = named !== undefined && ownsAll(named, logins) ? [named] : await ctx.store.findOwners(pool.id, logins)
  const linking = decide(named, owners)
  if (linking.kind !== 'linked') return linking
  if (changesNothing(linking) && linking.target !== 'new') return { kind: 'resolved', identityId: linking.target.id }

  const fresh = freshIdentity(pool, ctx)
  return ctx.store.resolveLogins({ poolId: pool.id, namedId: named?.id, logins, fresh, now: fresh.createdAt, decide })
}

function ownsAll(identity: Identity, logins: readonly Login[]): boolean {
  return logins.every((login) => identity.logins.some((other) => sameLogin(login, other)))
}
