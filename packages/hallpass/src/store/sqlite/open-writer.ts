import { resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Submit } from './attempt.ts'
import { carryOut, NotKept } from './carry-out.ts'
import { explainedWrite } from './explain-error.ts'
import { GroupCommit } from './group-commit.ts'
import { closeWriter, openForWriting } from './open-connection.ts'
import { SqliteConnection } from './sqlite-connection.ts'
import { whileBusy } from './while-busy.ts'

/** Writes a file for other processes. */
export interface Writer {
  readonly submit: Submit
  /** Waits for the writes under way. */
  close(): Promise<void>
}

/**
 * Opens a SQLite file, made with mode 0600 if it is not there, to write it for other processes; they open it once this has settled.
 * It runs the statements that it is given, and loads nothing that makes them. Throws `StoreUnavailable` where the file cannot be used.
 */
export async function openWriter(path: string): Promise<Writer> {
  const waiting = { pause: (milliseconds: number) => setTimeout(milliseconds), random: Math.random }
  const file = resolve(path)
  const database = await openForWriting(file, waiting)
  const commits = new GroupCommit({
    db: new SqliteConnection(database),
    exec: (sql) => database.exec(sql),
    begin: () => whileBusy(() => database.exec('begin immediate'), waiting),
  })
  return {
    async submit(attempt) {
      try {
        await commits.run(async (connection) => carryOut(attempt, connection))
      } catch (error) {
        if (!(error instanceof NotKept)) throw explainedWrite(error, file)
        if (error.gave !== undefined) return { kind: 'differs', gave: error.gave }
      }
      return { kind: 'holds' }
    },
    async close() {
      await commits.close()
      closeWriter(database)
    },
  }
}
