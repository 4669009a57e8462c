import { type Role, roleArnOf } from '../identity/entity.ts'
import type { Ports } from '../operation/context.ts'

/** The role of exactly this ARN, path included; undefined when there is none, or it is not of our account. */
export async function findRole(arn: string, { store, accountId }: Pick<Ports, 'store' | 'accountId'>): Promise<Role | undefined> {
  const role = await store.findRole(accountId, arn.slice(arn.lastIndexOf('/') + 1))
  return role !== undefined && roleArnOf(role) === arn ? role : undefined
}
