import { tagKeys } from '../authorization/tag-keys.ts'
import { identityPoolArn } from '../identity/arn.ts'
import type { Pool } from '../identity/pool.ts'
import type { Excess } from '../limits/rate-limits.ts'
import type { Context } from '../operation/context.ts'
import type { Conditions } from '../operation/operation.ts'
import { NotAuthorizedException, ResourceNotFoundException, TooManyRequestsException } from './errors.ts'

/** The pool of a public operation. */
export async function findPool(id: string, ctx: Context): Promise<Pool> {
  const pool = isHere(id, ctx) ? await ctx.store.findPool(id) : undefined
  return pool ?? noSuchPool(id)
}

/** Counts an unsigned call that concerns the pool, before it costs anything but reading. */
export function countPoolCall(pool: Pool, { rateLimits }: Context): void {
  const excess = rateLimits.countPool(pool.id)
  if (excess !== undefined) throw rateExceeded(excess)
}

/** In AWS's words. */
export function rateExceeded(excess: Excess): TooManyRequestsException {
  return new TooManyRequestsException('Rate exceeded', { excess })
}

/** The pool of a signed operation: it must belong to the caller's account. */
export async function findOwnPool(id: string, ctx: Context): Promise<Pool> {
  return own(await findPool(id, ctx), ctx)
}

/** Changes a pool of the caller's account; where `change` throws, nothing changes. Returns the pool as it is then. */
export async function changeOwnPool(id: string, ctx: Context, change: (pool: Pool) => Pool): Promise<Pool> {
  const pool = isHere(id, ctx) ? await ctx.store.updatePool(id, (current) => change(own(current, ctx))) : undefined
  return pool ?? noSuchPool(id)
}

/** What the policies of a caller are asked about in the operations on one pool. */
export function poolResource({ IdentityPoolId }: { readonly IdentityPoolId: string }, ctx: Context): string {
  return identityPoolArn(IdentityPoolId, ctx.accountId)
}

/** What policies may ask of the pool: `aws:ResourceTag/KEY`. */
export async function poolConditions({ IdentityPoolId }: { readonly IdentityPoolId: string }, ctx: Context): Promise<Conditions> {
  const pool = await ctx.store.findPool(IdentityPoolId)
  return tagKeys('aws:ResourceTag', pool?.tags ?? new Map())
}

export function noSuchPool(id: string): never {
  throw new ResourceNotFoundException(`IdentityPool '${id}' not found.`)
}

function own(pool: Pool, ctx: Context): Pool {
  if (pool.accountId !== ctx.accountId) throw new NotAuthorizedException(`Access to IdentityPool '${pool.id}' is forbidden.`)
  return pool
}

/** Whether the pool or identity is of this region: those of another are another endpoint's. */
export function isHere(id: string, ctx: Context): boolean {
  return id.startsWith(`${ctx.region}:`)
}
