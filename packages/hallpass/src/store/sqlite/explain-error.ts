import { DiskFull, StoreUnavailable } from '../store-unavailable.ts'
import { codes, sqliteCode } from './while-busy.ts'

/** Why a file cannot be opened. */
export function explained(error: unknown, file: string): unknown {
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

/** What a disk does to a service that had been at work on it. */
export function explainedWrite(error: unknown, file: string): unknown {
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
  return new DiskFull(`The disk of ${file} is full. Make room on it.`, { cause })
}

export function notWritable(file: string, cause: unknown): StoreUnavailable {
  return new StoreUnavailable(`${file} cannot be read and written. Give it and its folder to the user that runs Hallpass.`, { cause })
}
