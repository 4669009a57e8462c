import { accessSync, closeSync, constants, openSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { StoreUnavailable } from '../store-unavailable.ts'
import type { Waiting } from '../waiting.ts'
import { explained, notWritable } from './explain-error.ts'
import { migrate, refuseForeign } from './migrate.ts'
import { openDatabase, type SqliteDatabase } from './open-database.ts'
import { whileBusy } from './while-busy.ts'

/** Opens the file to write it, making it if it is not there, and brings it to this version's schema. */
export function openForWriting(path: string, waiting: Waiting): Promise<SqliteDatabase> {
  const file = resolve(path)
  prepareFile(file)
  return openConnection(file, waiting, (database) => migrate(database, file))
}

/** Opens a file that is there, of this version's schema, to read it. */
export function openForReading(path: string, waiting: Waiting): Promise<SqliteDatabase> {
  return openConnection(resolve(path), waiting, (database) => database.exec('pragma query_only = on'))
}

/** Closes a connection that wrote. */
export function closeWriter(writer: SqliteDatabase): void {
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
  try {
    const database = await openDatabase(file)
    await whileBusy(() => configure(database, file, prepare), waiting).catch(closing(database))
    return database
  } catch (error) {
    throw explained(error, file)
  }
}

function configure(database: SqliteDatabase, file: string, prepare: (database: SqliteDatabase) => void): void {
  // Waiting is ours to do: SQLite's own would block the event loop.
  database.exec('pragma busy_timeout = 0')
  refuseForeign(database, file)
  const [mode] = database.prepare('pragma journal_mode = wal').all()
  // The pragma gives one row: the mode that is now in force.
  if ((mode as { journal_mode: string }).journal_mode !== 'wal') throw noSharedMemory(file)
  database.exec('pragma synchronous = full; pragma foreign_keys = on')
  prepare(database)
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

function noSharedMemory(file: string): StoreUnavailable {
  return new StoreUnavailable(`The file system of ${file} does not support write-ahead logging. Put the database on a local disk.`)
}
