import { deserialize, serialize } from 'node:v8'
import type { Peers } from '../../src/store/caches.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Attempt, Submit, Verdict } from '../../src/store/sqlite/attempt.ts'
import { openWriter } from '../../src/store/sqlite/open-writer.ts'
import type { TestDatabase } from './contract/store-test.ts'
import { createSqliteFile } from './sqlite-file.ts'

/** A SQLite file whose stores have their writes made by one that is not among them, as if by other processes. */
export async function createCompany(): Promise<TestDatabase> {
  const file = await createSqliteFile()
  const writer = await openWriter(file.path)
  const submit: Submit = async (attempt) => sent<Verdict>(await writer.submit(sent<Attempt>(attempt)))
  const listeners = new Set<(key: string | undefined) => void>()
  const peers: Peers = {
    async forget(key) {
      for (const listener of listeners) listener(key)
    },
    onForget: (listener) => listeners.add(listener),
  }
  return {
    open: ({ now }) => openStore({ kind: 'sqlite', path: file.path }, { now, company: { peers, submit } }),
    async drop() {
      await writer.close()
      await file.drop()
    },
  }
}

/** As it comes out of another process. */
function sent<T>(value: T): T {
  // What is made of it is what went into it.
  return deserialize(serialize(value)) as T
}
