import { createHash } from 'node:crypto'
import type { Engine } from '../engine.ts'
import type { Db } from '../schema.ts'
import { type CopiedTable, copiedTables } from './copied-tables.ts'
import { CopyRefused } from './copy-refused.ts'
import { countRows, type RowKey } from './table-rows.ts'

export interface TableProgress {
  readonly rows: number
  readonly after: RowKey | undefined
}

/** What tells one store from another: its keys, which never come twice. */
export async function identify({ read }: Engine): Promise<string> {
  const keys = await read((db) => db.selectFrom('key').selectAll().orderBy('id').execute())
  if (keys.length === 0) throw new CopyRefused('There is nothing to copy: the first store was never used.')
  const hash = createHash('sha256')
  for (const { id, material } of keys) hash.update(id).update(material)
  return hash.digest('hex')
}

/** Begins, where there is nothing yet, or finds a copy of the same store that was begun. */
export async function beginOrResume({ write }: Engine, source: string): Promise<'begun' | 'resumed'> {
  return write(async (db) => {
    const begun = await db.selectFrom('copied_table').select('source').execute()
    if (begun.some((row) => row.source !== source)) throw new CopyRefused(otherSource)
    if (begun.length > 0) return 'resumed'
    for (const table of copiedTables) {
      if ((await countRows(db, table)) > 0) throw new CopyRefused(notEmpty)
    }
    await db
      .insertInto('copied_table')
      .values(copiedTables.map(({ name }) => ({ name, rows: 0, after: null, source })))
      .execute()
    return 'begun'
  })
}

const notEmpty = 'The second store is not empty, or in use. Give an empty one: a copy is never mixed with what is there.'
const otherSource =
  'The second store is half filled from another store, or from this one before its keys were changed. Empty it, or go on with that one.'

export async function progressOf(db: Db, { name }: CopiedTable): Promise<TableProgress> {
  const row = await db.selectFrom('copied_table').selectAll().where('name', '=', name).executeTakeFirst()
  if (row === undefined) throw new CopyRefused('Another hallpass migrate has ended this copy.')
  // Only recordProgress writes this column.
  return { rows: row.rows, after: row.after === null ? undefined : (JSON.parse(row.after) as RowKey) }
}

export async function recordProgress(db: Db, { name }: CopiedTable, { rows, after }: TableProgress): Promise<void> {
  await db
    .updateTable('copied_table')
    .set({ rows, after: JSON.stringify(after) })
    .where('name', '=', name)
    .execute()
}

/** From here on the store may be used. */
export function endCopy({ write }: Engine): Promise<unknown> {
  return write((db) => db.deleteFrom('copied_table').execute(), { isIdempotent: true })
}
