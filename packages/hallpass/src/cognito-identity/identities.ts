import type { Identity } from '../identity/identity.ts'
import type { Pool } from '../identity/pool.ts'
import type { Context } from '../operation/context.ts'
import { NotAuthorizedException, ResourceNotFoundException } from './errors.ts'
import { isHere } from './pools.ts'

/** The identity of a public operation, and its pool: a disabled one may do nothing. */
export async function findUsableIdentity(id: string, ctx: Context): Promise<{ readonly identity: Identity; readonly pool: Pool }> {
  const found = await findIdentity(id, ctx)
  return found.identity.disabled ? forbiddenIdentity(id) : found
}

/** The identity, disabled or not, and its pool, whosever that is. */
export async function findIdentity(id: string, ctx: Context): Promise<{ readonly identity: Identity; readonly pool: Pool }> {
  const identity = isHere(id, ctx) ? await ctx.store.findIdentity(id) : undefined
  const pool = identity && (await ctx.store.findPool(identity.poolId))
  return identity === undefined || pool === undefined ? noSuchIdentity(id) : { identity, pool }
}

/** The identity of a signed operation that names its pool as well. */
export async function findIdentityOfPool(id: string, pool: Pool, ctx: Context): Promise<Identity> {
  const identity = await ctx.store.findIdentity(id)
  return identity?.poolId === pool.id ? identity : noSuchIdentity(id)
}

export function noSuchIdentity(id: string): never {
  throw new ResourceNotFoundException(`Identity '${id}' not found.`)
}

export function forbiddenIdentity(id: string): never {
  throw new NotAuthorizedException(`Access to Identity '${id}' is forbidden.`)
}
