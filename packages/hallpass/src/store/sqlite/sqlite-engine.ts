import { resolve } from 'node:path'
import type { Engine } from '../engine.ts'
import type { Schema } from '../schema.ts'
import type { Waiting } from '../waiting.ts'
import { explainedWrite } from './explain-error.ts'
import { GroupCommit } from './group-commit.ts'
import { kyselyDatabase, kyselyOver } from './kysely-database.ts'
import { closeWriter, openForReading, openForWriting } from './open-connection.ts'
import type { SqliteDatabase } from './open-database.ts'
import { ReadingConnection } from './reading-connection.ts'
import { whileBusy } from './while-busy.ts'

/** Opens the file, making it if it is not there, with one connection for writes and one for reads. */
export async function openSqliteEngine(path: string, waiting: Waiting): Promise<Engine> {
  const writer = await openForWriting(path, waiting)
  try {
    // Apart from the writer, so that a read never sees what is not yet committed.
    return engineOver(writer, await openForReading(path, waiting), resolve(path), waiting)
  } catch (error) {
    writer.close()
    throw error
  }
}

function engineOver(writer: SqliteDatabase, reader: SqliteDatabase, file: string, waiting: Waiting): Engine {
  const reading = new ReadingConnection(reader)
  const readDb = kyselyOver<Schema>(reading)
  const commits = new GroupCommit({
    db: kyselyDatabase<Schema>(writer),
    exec: (sql) => writer.exec(sql),
    begin: () => whileBusy(() => writer.exec('begin immediate'), waiting),
  })
  let closed: Promise<void> | undefined
  return {
    read: (query) => whileBusy(() => query(readDb), waiting),
    write: (job) =>
      commits
        .run(job)
        .catch((error: unknown) => {
          throw explainedWrite(error, file)
        })
        // Who wrote reads what he wrote.
        .finally(reading.refresh),
    close: () => {
      closed ??= commits.close().then(() => {
        reading.refresh()
        reader.close()
        closeWriter(writer)
      })
      return closed
    },
  }
}
