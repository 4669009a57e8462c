import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { Schema } from './schema.ts'
import type { NamePage } from './store.ts'

/** Which rows come after the page before, and have the path that is asked for, taken literally. */
export function onPage({ pathPrefix, after = '' }: NamePage) {
  return ({ and, eb, fn, lit, val }: ExpressionBuilder<Schema, 'entity' | 'managed_policy'>): Expression<SqlBool> =>
    and([
      // No name is empty.
      eb('name_key', '>', after),
      // Not "like", to which `_` is any character; databases count code points.
      eb(fn<string>('substr', ['path', lit(1), val([...pathPrefix].length)]), '=', pathPrefix),
    ])
}
