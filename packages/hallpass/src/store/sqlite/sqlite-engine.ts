import { accessSync, closeSync, constants, openSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Engine } from '../engine.ts'
import type { Schema } from '../schema.ts'
import { StoreUnavailable } from '../store-unavailable.ts'
import type { Waiting } from '../waiting.ts'
import type { Submit } from './attempt.ts'
import { carryOut, NotKept } from './carry-out.ts'
import { GroupCommit } from './group-commit.ts'
import { kyselyDatabase, kyselyOver, SqliteConnection } from './kysely-database.ts'
import { migrate, refuseForeign } from './migrate.ts'
import { openDatabase, type SqliteDatabase } from './open-database.ts'
import { readingEngine } from './reading-engine.ts'
import { codes, sqliteCode, whileBusy } from './while-busy.ts'

/** The engine of a process that writes; for itself, and for others if it lets them submit what they rehearsed. */
export interface WritingEngine extends Engine {
  readonly submit: Submit
}

/** Opens the file, making it if it is not there, with one connection for writes and one for reads. */
export async function openSqliteEngine(path: string, waiting: Waiting): Promise<WritingEngine> {
  const file = resolve(path)
  prepareFile(file)
  try {
    const writer = await openConnection(file, waiting, (database) => migrate(database, file))
    // Apart from the writer, so that a read never sees what is not yet committed.
    const reader = await openReader(file, waiting).catch(closing(writer))
    return engineOver(writer, reader, file, waiting)
  } catch (error) {
    throw explained(error, file)
  }
}

/** Opens a file that another process has opened with {@link openSqliteEngine}, and writes through that one. */
export async function openReadingEngine(path: string, waiting: Waiting, submit: Submit): Promise<Engine> {
  const file = resolve(path)
  try {
    return readingEngine(await openReader(file, waiting), waiting, submit)
  } catch (error) {
    throw explained(error, file)
  }
}

function openReader(file: string, waiting: Waiting): Promise<SqliteDatabase> {
  return openConnection(file, waiting, (database) => database.exec('pragma query_only = on'))
}

function engineOver(writer: SqliteDatabase, reader: SqliteDatabase, file: string, waiting: Waiting): WritingEngine {
  const readDb = kyselyDatabase<Schema>(reader)
  const connection = new SqliteConnection(writer)
  const writeDb = kyselyOver<Schema>(connection)
  const commits = new GroupCommit({
    db: { writeDb, connection },
    exec: (sql) => writer.exec(sql),
    begin: () => whileBusy(() => writer.exec('begin immediate'), waiting),
  })
  let closed: Promise<void> | undefined
  return {
    read: (query) => whileBusy(() => query(readDb), waiting),
    write: (job) =>
      commits
        .run(({ writeDb }) => job(writeDb))
        .catch((error: unknown) => {
          throw explainedWrite(error, file)
        }),
    async submit(attempt) {
      try {
        await commits.run(async ({ connection }) => carryOut(attempt, connection))
      } catch (error) {
        if (!(error instanceof NotKept)) throw explainedWrite(error, file)
        if (error.gave !== undefined) return { kind: 'differs', gave: error.gave }
      }
      return { kind: 'holds' }
    },
    close: () => {
      closed ??= commits.close().then(() => closeBoth(writer, reader))
      return closed
    },
  }
}

function closeBoth(writer: SqliteDatabase, reader: SqliteDatabase): void {
  reader.close()
  try {
    // So that the file is whole by itself, unless another process is at it.
    writer.exec('pragma wal_checkpoint(truncate)')
  } catch {
    // On a full disk what is committed stays in the log beside the file, and is found there.
  } finally {
    writer.close()
  }
}

/** Makes the file, readable by its owner only, and says what is wrong where SQLite would only say that it cannot open it. */
function prepareFile(file: string): void {
  try {
    // Only a file that is new is opened here: closing it would drop the locks that this process holds on an old one.
    closeSync(openSync(file, 'wx', 0o600))
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw cannotCreate(file, error)
  }
  try {
    if (statSync(file).isDirectory()) throw new StoreUnavailable(`${file} is a folder. Name a file in it for the database.`)
    accessSync(file, constants.R_OK | constants.W_OK)
    accessSync(dirname(file), constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw error instanceof StoreUnavailable ? error : notWritable(file, error)
  }
}

async function openConnection(file: string, waiting: Waiting, prepare: (database: SqliteDatabase) => void): Promise<SqliteDatabase> {
  const database = await openDatabase(file)
  const configure = () => {
    // Waiting is ours to do: SQLite's own would block the event loop.
    database.exec('pragma busy_timeout = 0')
    refuseForeign(database, file)
    const [mode] = database.prepare('pragma journal_mode = wal').all()
    // The pragma gives one row: the mode that is now in force.
    if ((mode as { journal_mode: string }).journal_mode !== 'wal') throw noSharedMemory(file)
    database.exec('pragma synchronous = full; pragma foreign_keys = on')
    prepare(database)
  }
  await whileBusy(configure, waiting).catch(closing(database))
  return database
}

function closing(database: SqliteDatabase): (error: unknown) => never {
  return (error) => {
    database.close()
    throw error
  }
}

function systemCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

function cannotCreate(file: string, cause: unknown): StoreUnavailable {
  return systemCode(cause) === 'ENOENT' || systemCode(cause) === 'ENOTDIR'
    ? new StoreUnavailable(`The folder ${dirname(file)} does not exist. Make it, or name another path for the database.`, { cause })
    : new StoreUnavailable(`${file} cannot be made. Let this user write in its folder, or name another path.`, { cause })
}

function notWritable(file: string, cause: unknown): StoreUnavailable {
  return new StoreUnavailable(`${file} cannot be read and written. Give it and its folder to the user that runs Hallpass.`, { cause })
}

function noSharedMemory(file: string): StoreUnavailable {
  return new StoreUnavailable(`The file system of ${file} does not support write-ahead logging. Put the database on a local disk.`)
}

/** What a disk does to a service that had been at work on it. */
function explainedWrite(error: unknown, file: string): unknown {
  switch (sqliteCode(error)) {
    case codes.full:
      return diskFull(file, error)
    case codes.readOnly:
    case codes.cannotOpen:
    case codes.inputOutput:
      return new StoreUnavailable(`${file} cannot be written. Its disk fails, or is full, or a file may not grow any more.`, {
        cause: error,
      })
    default:
      return error
  }
}

function diskFull(file: string, cause: unknown): StoreUnavailable {
  return new StoreUnavailable(`The disk of ${file} is full. Make room on it.`, { cause })
}

/** Why a file cannot be opened. */
function explained(error: unknown, file: string): unknown {
  switch (sqliteCode(error)) {
    case codes.notADatabase:
      return new StoreUnavailable(`${file} is not a SQLite database. Name another path, or move that file away.`, { cause: error })
    case codes.corrupt:
      return new StoreUnavailable(`${file} is damaged. Restore a backup.`, { cause: error })
    case codes.full:
      return diskFull(file, error)
    case codes.readOnly:
    case codes.cannotOpen:
    case codes.inputOutput:
      return notWritable(file, error)
    default:
      return error
  }
}
