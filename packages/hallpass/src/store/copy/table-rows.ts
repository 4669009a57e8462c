import { sql } from 'kysely'
import type { Db } from '../schema.ts'
import type { CopiedTable } from './copied-tables.ts'

/** A row as both engines give and take it. */
export type CopiedRow = Readonly<Record<string, string | number | Uint8Array | null>>

/** What the key of a row is, in the key's order. */
export type RowKey = readonly unknown[]

export async function countRows(db: Db, { name }: CopiedTable): Promise<number> {
  const { rows } = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(name)}`.execute(db)
  return Number(rows[0]?.rows)
}

/** The next rows, in the order of the key. */
export async function nextRows(db: Db, { name, key, batch }: CopiedTable, after: RowKey | undefined): Promise<readonly CopiedRow[]> {
  const columns = sql.join(key.map((column) => sql.ref(column)))
  const beyond = after === undefined ? sql`` : sql`where (${columns}) > (${sql.join(after)})`
  const page = sql<CopiedRow>`select * from ${sql.table(name)} ${beyond} order by ${columns} limit ${sql.lit(batch)}`
  const { rows } = await page.execute(db)
  return rows.map(withoutComputed)
}

export async function insertRows(db: Db, { name }: CopiedTable, rows: readonly CopiedRow[]): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const columns = Object.keys(first)
  const tuples = rows.map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`)
  await sql`insert into ${sql.table(name)} (${sql.join(columns.map((column) => sql.ref(column)))}) values ${sql.join(tuples)}`.execute(db)
}

export function keyOf({ key }: CopiedTable, row: CopiedRow): RowKey {
  return key.map((column) => row[column])
}

/** What PostgreSQL computes for logins, it computes by itself. */
function withoutComputed({ digest: _, ...row }: CopiedRow): CopiedRow {
  return row
}
