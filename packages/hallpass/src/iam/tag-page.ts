import type { Context } from '../operation/context.ts'
import { type PageRequest, pageOf } from './paging.ts'
import type { TagList } from './tags.ts'

export interface TagPage {
  readonly Tags: TagList
  readonly IsTruncated: boolean
  readonly Marker: string | undefined
}

/**
 * A page of a resource's tags, in the order of their keys.
 * @param scope the operation and the resource
 */
export async function tagPage(
  tags: ReadonlyMap<string, string>,
  request: PageRequest,
  scope: readonly string[],
  ctx: Pick<Context, 'pageTokens'>,
): Promise<TagPage> {
  const { entries, ...rest } = await pageOf([...tags], ([key]) => key, request, scope, ctx)
  return { Tags: entries.map(([Key, Value]) => ({ Key, Value })), ...rest }
}
