import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../src/store/open-store.ts'
import type { TestDatabase } from './contract/store-test.ts'

/** A SQLite file in a folder of its own. */
export async function createSqliteFile(): Promise<TestDatabase & { readonly path: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'hallpass-store-'))
  const path = join(folder, 'hallpass.db')
  return {
    path,
    open: (ports) => openStore({ kind: 'sqlite', path }, ports),
    drop: () => rm(folder, { recursive: true, force: true }),
  }
}
