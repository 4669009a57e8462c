import type { Pool } from '../identity/pool.ts'
import type { Ports } from '../operation/context.ts'
import type { FreshIdentity } from '../store/store.ts'

/** A new identity of the pool: `REGION:UUID`, as clients read the region off it. */
export function freshIdentity(pool: Pool, { now, randomUuid }: Pick<Ports, 'now' | 'randomUuid'>): FreshIdentity {
  return { id: `${pool.id.slice(0, pool.id.indexOf(':'))}:${randomUuid()}`, createdAt: now() }
}
