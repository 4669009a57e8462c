import { type Engine, idempotent } from '../engine.ts'
import { type CopiedTable, copiedTables } from './copied-tables.ts'
import { beginOrResume, endCopy, identify, progressOf, recordProgress, type TableProgress } from './copy-progress.ts'
import { CopyDiffers, CopyRefused } from './copy-refused.ts'
import { digestTable, type TableDigest } from './digest-table.ts'
import { type CopiedRow, countRows, insertRows, keyOf, nextRows } from './table-rows.ts'

export interface CopyPorts {
  readonly from: Engine
  readonly to: Engine
  readonly onStep: (step: CopyStep) => void
}

export type CopyStep =
  | { readonly kind: 'begun' | 'resumed' }
  /** So much is done of one phase. */
  | { readonly kind: 'copying' | 'checking'; readonly table: string; readonly done: number; readonly total: number }
  | { readonly kind: 'checked'; readonly table: string; readonly digest: TableDigest }

/**
 * Copies everything, and compares what was copied with what it was copied from. What was copied stays so when the process ends before:
 * the next call goes on from there. Nobody can use the second store before it is whole.
 */
export async function copyStore({ from, to, onStep }: CopyPorts): Promise<void> {
  onStep({ kind: await beginOrResume(to, await identify(from)) })
  for (const table of copiedTables) await copyTable(table, { from, to, onStep })
  for (const table of copiedTables) await checkTable(table, { from, to, onStep })
  await endCopy(to)
}

async function copyTable(table: CopiedTable, { from, to, onStep }: CopyPorts): Promise<void> {
  const total = await from.read((db) => countRows(db, table))
  let progress = await to.read((db) => progressOf(db, table))
  for (;;) {
    onStep({ kind: 'copying', table: table.name, done: progress.rows, total })
    const rows = await from.read((db) => nextRows(db, table, progress.after))
    const last = rows.at(-1)
    if (last === undefined) return
    const next = { rows: progress.rows + rows.length, after: keyOf(table, last) }
    await copyRows(to, table, rows, progress, next)
    progress = next
  }
}

/** The rows and how far they come in one transaction, which may be run again. */
function copyRows(to: Engine, table: CopiedTable, rows: readonly CopiedRow[], before: TableProgress, next: TableProgress): Promise<void> {
  return to.write(async (db) => {
    const found = await progressOf(db, table)
    if (found.rows === next.rows && isSameKey(found, next)) return
    if (!isSameKey(found, before)) throw new CopyRefused('Another hallpass migrate fills the same store.')
    await insertRows(db, table, rows)
    await recordProgress(db, table, next)
  }, idempotent)
}

function isSameKey(one: TableProgress, other: TableProgress): boolean {
  return JSON.stringify(one.after) === JSON.stringify(other.after)
}

async function checkTable(table: CopiedTable, { from, to, onStep }: CopyPorts): Promise<void> {
  const total = (await from.read((db) => countRows(db, table))) * 2
  let done = 0
  const onRows = (count: number) => {
    done += count
    onStep({ kind: 'checking', table: table.name, done, total })
  }
  const [source, copy] = [await digestTable(from, table, onRows), await digestTable(to, table, onRows)]
  if (source.sha256 !== copy.sha256) {
    throw new CopyDiffers(
      `The copy differs in ${table.name}: ${source.rows} rows in the first store, ${copy.rows} in the second. ` +
        'The first store was written to meanwhile: stop what uses it, empty the second, and run this again.',
    )
  }
  onStep({ kind: 'checked', table: table.name, digest: source })
}
