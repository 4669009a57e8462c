import type { Entity } from '../identity/entity.ts'
import { writeBoundary } from './permissions-boundary.ts'
import { type TagList, writeTags } from './tags.ts'

/** What lists leave out of an entity. */
export interface EntityDetails {
  readonly PermissionsBoundary: ReturnType<typeof writeBoundary>
  /** Left out where there are none. */
  readonly Tags: TagList | undefined
}

export function describeEntityDetails({ permissionsBoundaryArn, tags }: Entity): EntityDetails {
  return { PermissionsBoundary: writeBoundary(permissionsBoundaryArn), Tags: tags.size === 0 ? undefined : writeTags(tags) }
}
