import { StoreUnavailable } from '../store-unavailable.ts'
import type { Waiting } from '../waiting.ts'

/** How long to wait for another process, milliseconds. */
const patience = 30_000

/** The longest pause between two attempts, milliseconds: short, because the lock is free only for a moment where the other never rests. */
const longestPause = 4

/** Tries until no other process is in the way, with short pauses of uneven length, and gives up after 30 seconds. */
export async function whileBusy<T>(attempt: () => T | Promise<T>, { pause, random }: Waiting): Promise<T> {
  for (let waited = 0; ; ) {
    try {
      return await attempt()
    } catch (error) {
      if (sqliteCode(error) !== codes.busy) throw error
      if (waited >= patience) throw lockedTooLong(error)
    }
    const milliseconds = 1 + random() * (longestPause - 1)
    waited += milliseconds
    await pause(milliseconds)
  }
}

/** Primary result codes. Source: https://sqlite.org/rescode.html */
export const codes = { busy: 5, readOnly: 8, inputOutput: 10, corrupt: 11, full: 13, cannotOpen: 14, notADatabase: 26 }

/** The primary result code of an error of SQLite, undefined of any other. */
export function sqliteCode(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : undefined
}

function lockedTooLong(cause: unknown): StoreUnavailable {
  const text = `The database has been locked by another process for ${patience / 1000} seconds. Stop the process that holds it.`
  return new StoreUnavailable(text, { cause })
}
