import type { Context } from '../operation/context.ts'
import type { Position } from '../store/store.ts'
import { InvalidParameterException } from './errors.ts'

/** A page of rows that are ordered by creation time, then id, and the token of the next one, absent on the last page. */
export async function page<Row extends Position>(
  request: { readonly limit: number; readonly nextToken: string | undefined; readonly scope: readonly string[] },
  ctx: Context,
  read: (page: { after: Position | undefined; limit: number }) => Promise<readonly Row[]>,
): Promise<{ readonly rows: readonly Row[]; readonly nextToken: string | undefined }> {
  const { limit, nextToken, scope } = request
  const after = nextToken === undefined ? undefined : readPosition(await openPageToken(nextToken, scope, ctx))
  // One row more than asked for tells whether there is a next page.
  const found = await read({ after, limit: limit + 1 })
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  const isLastPage = found.length <= limit || last === undefined
  return { rows, nextToken: isLastPage ? undefined : ctx.pageTokens.seal(`${last.createdAt} ${last.id}`, scope) }
}

/** The position in a token of ours; one made elsewhere, for another list or account is refused. */
export async function openPageToken(token: string, scope: readonly string[], ctx: Context): Promise<string> {
  const position = await ctx.pageTokens.open(token, scope)
  if (position === undefined) throw invalidPageToken()
  return position
}

export function invalidPageToken(): InvalidParameterException {
  return new InvalidParameterException('Invalid NextToken: it was not made by this operation for this list.')
}

function readPosition(text: string): Position {
  const separator = text.indexOf(' ')
  return { createdAt: Number(text.slice(0, separator)), id: text.slice(separator + 1) }
}
