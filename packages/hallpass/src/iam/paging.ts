import type { Context } from '../operation/context.ts'
import type { NamePage } from '../store/store.ts'
import { ValidationError } from './errors.ts'

/** Source: botocore iam/2010-05-08, `maxItemsType`. */
const defaultSize = 100

export interface PageRequest {
  readonly Marker?: string | undefined
  readonly MaxItems?: number | undefined
}

/** A page of a list; the marker, which names the key of the last entry, is there only where more follow. */
export interface ListPage<T> {
  readonly entries: readonly T[]
  readonly IsTruncated: boolean
  readonly Marker: string | undefined
}

/**
 * A page of a list that is at hand, in the order of its keys.
 * @param keyOf unique among the entries; a marker stays good while entries come and go
 * @param scope the operation and what the list belongs to, further parameters that choose the entries included: markers are good for no other
 */
export async function pageOf<T>(
  entries: readonly T[],
  keyOf: (entry: T) => string,
  request: PageRequest,
  scope: readonly string[],
  ctx: Pick<Context, 'pageTokens'>,
): Promise<ListPage<T>> {
  const sorted = [...entries].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  return pageFrom(
    async ({ after, limit }) => sorted.filter((entry) => after === undefined || keyOf(entry) > after).slice(0, limit),
    keyOf,
    request,
    scope,
    ctx,
  )
}

/** A page of a list that `list` gives in the order of the keys; otherwise as {@link pageOf}. */
export async function pageFrom<T>(
  list: (page: Pick<NamePage, 'after' | 'limit'>) => Promise<readonly T[]>,
  keyOf: (entry: T) => string,
  { Marker, MaxItems = defaultSize }: PageRequest,
  scope: readonly string[],
  ctx: Pick<Context, 'pageTokens'>,
): Promise<ListPage<T>> {
  const after = Marker === undefined ? undefined : await ctx.pageTokens.open(Marker, scope)
  if (Marker !== undefined && after === undefined) throw new ValidationError('Invalid Marker.')
  // One more than was asked for tells whether this is the last page.
  const found = await list({ after, limit: MaxItems + 1 })
  const entries = found.slice(0, MaxItems)
  const last = entries.at(-1)
  const isTruncated = found.length > entries.length && last !== undefined
  return { entries, IsTruncated: isTruncated, Marker: isTruncated ? ctx.pageTokens.seal(keyOf(last), scope) : undefined }
}
