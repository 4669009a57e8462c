import { createHash } from 'node:crypto'
import type { Engine } from '../engine.ts'
import type { CopiedTable } from './copied-tables.ts'
import { type CopiedRow, keyOf, nextRows, type RowKey } from './table-rows.ts'

export interface TableDigest {
  readonly rows: number
  /** SHA-256 over all rows in the order of their keys, in hexadecimal digits. */
  readonly sha256: string
}

/** Reads a whole table; the same rows have the same digest on each engine. */
export async function digestTable({ read }: Engine, table: CopiedTable, onRows: (count: number) => void): Promise<TableDigest> {
  const hash = createHash('sha256')
  let count = 0
  for (let after: RowKey | undefined; ; ) {
    const rows = await read((db) => nextRows(db, table, after))
    const last = rows.at(-1)
    if (last === undefined) return { rows: count, sha256: hash.digest('hex') }
    for (const row of rows) hash.update(`${JSON.stringify(canonical(row))}\n`)
    count += rows.length
    onRows(rows.length)
    after = keyOf(table, last)
  }
}

/** The columns by name, bytes in base64. */
function canonical(row: CopiedRow): unknown {
  const names = Object.keys(row).sort()
  return names.map((name) => {
    const value = row[name]
    return [name, value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value]
  })
}
