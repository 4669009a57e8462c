import type { Identity } from '../identity/identity.ts'
import type { Linking } from '../identity/link-logins.ts'
import type { Verification } from '../logins/verification.ts'
import type { Context } from '../operation/context.ts'
import type { Resolved, ResolveLogins, Store } from '../store/store.ts'

/** A login of the request, and what its verifier said of it. */
export interface TriedLogin {
  readonly provider: string
  readonly verification: Verification
}

export interface DryRun {
  /** Operations that are given this decide as they would, and write nothing. */
  readonly ctx: Context
  readonly logins: readonly TriedLogin[]
  /** What would have been written of identities: at most one thing. */
  readonly linkings: readonly (Linking & { readonly kind: 'linked' })[]
}

/**
 * The context of a request that changes nothing, and a record of what was asked in it. What would have been written is seen by the
 * reads after it, so that one operation can follow another.
 */
export function dryRun(ctx: Context): DryRun {
  const logins: TriedLogin[] = []
  const linkings: (Linking & { kind: 'linked' })[] = []
  const imagined = new Map<string, Identity>()

  const store: Store = {
    ...ctx.store,
    findIdentity: async (id) => imagined.get(id) ?? ctx.store.findIdentity(id),
    async createGuest({ id, createdAt }, poolId) {
      imagined.set(id, { id, poolId, createdAt, modifiedAt: createdAt, disabled: false, logins: [] })
      linkings.push({ kind: 'linked', target: 'new', absorbed: [], added: [] })
      return true
    },
    async resolveLogins(request) {
      const linking = await decideLinking(request, imagined, ctx.store)
      if (linking.kind !== 'linked') return linking
      linkings.push(linking)
      const identity = carriedOut(linking, request)
      imagined.set(identity.id, identity)
      return { kind: 'resolved', identityId: identity.id }
    },
  }
  return {
    logins,
    linkings,
    ctx: {
      ...ctx,
      caller: { kind: 'anonymous' },
      // What is explained is no call of the pool's users.
      rateLimits: { ...ctx.rateLimits, countPool: () => undefined },
      store,
      // Credentials that nobody takes along are better not given.
      askUpstream: async (_, { durationSeconds }) => ({
        kind: 'credentials',
        credentials: { accessKeyId: '', secretAccessKey: '', sessionToken: '', expiresAt: ctx.now() / 1000 + durationSeconds },
      }),
      async verifyLogin(provider, token, pool) {
        const known = logins.find((login) => login.provider === provider)
        const verification = known?.verification ?? (await ctx.verifyLogin(provider, token, pool))
        if (known === undefined) logins.push({ provider, verification })
        return verification
      },
    },
  }
}

async function decideLinking(
  { poolId, namedId, logins, decide }: ResolveLogins,
  imagined: ReadonlyMap<string, Identity>,
  store: Store,
): Promise<(Linking & { kind: 'linked' }) | Exclude<Resolved, { kind: 'resolved' }>> {
  const named = namedId === undefined ? undefined : (imagined.get(namedId) ?? (await store.findIdentity(namedId)))
  if (namedId !== undefined && named?.poolId !== poolId) return { kind: 'no-such-identity' }
  if (named?.disabled) return { kind: 'identity-disabled' }
  return decide(named, await store.findOwners(poolId, logins))
}

function carriedOut({ target, absorbed, added }: Linking & { kind: 'linked' }, { fresh, poolId, now }: ResolveLogins): Identity {
  const held = target === 'new' ? { ...fresh, poolId, disabled: false, logins: [] } : target
  return { ...held, modifiedAt: now, logins: [...held.logins, ...absorbed.flatMap(({ logins }) => logins), ...added] }
}
