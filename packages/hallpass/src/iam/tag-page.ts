import type { Context } from '../operation/context.ts'
import { ValidationError } from './errors.ts'
import { type TagList, writeTags } from './tags.ts'

export interface TagPage {
  readonly Tags: TagList
  readonly IsTruncated: boolean
  readonly Marker: string | undefined
}

/**
 * A page of a resource's tags, in the order of their keys; the marker names the last key, so that it stays good while tags come and go.
 * @param scope the operation and the resource
 */
export async function tagPage(
  tags: ReadonlyMap<string, string>,
  { Marker, MaxItems = 100 }: { readonly Marker?: string | undefined; readonly MaxItems?: number | undefined },
  scope: readonly string[],
  ctx: Pick<Context, 'pageTokens'>,
): Promise<TagPage> {
  const after = Marker === undefined ? '' : await ctx.pageTokens.open(Marker, scope)
  if (after === undefined) throw new ValidationError('Invalid Marker.')
  const rest = [...tags].filter(([key]) => key > after).sort(([a], [b]) => (a < b ? -1 : 1))
  const page = rest.slice(0, MaxItems)
  const last = page.at(-1)
  const isTruncated = page.length < rest.length && last !== undefined
  return { Tags: writeTags(new Map(page)), IsTruncated: isTruncated, Marker: isTruncated ? ctx.pageTokens.seal(last[0], scope) : undefined }
}
