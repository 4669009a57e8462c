import pg from 'pg'

/** The database refused a statement. Without the values that its own error names. */
export class StatementFailed extends Error {
  override readonly name = 'StatementFailed'
  /** Five characters. Source: https://www.postgresql.org/docs/current/errcodes-appendix.html */
  readonly sqlState: string

  constructor({ code = 'XX000', message, table, constraint }: pg.DatabaseError) {
    const about = [table, constraint].filter((name) => name !== undefined).join(', ')
    super(`PostgreSQL ${code}: ${constraint === undefined ? message : 'a constraint does not hold'}${about && ` (${about})`}`)
    this.sqlState = code
  }
}

/** Whether the transaction met another, which went first: as if it had not been tried. */
export function isConflict(error: unknown): boolean {
  return hasState(error, ['40001', '40P01'])
}

/**
 * Whether a row was there, or not there, that the transaction had not seen so. Another transaction that met it may have been the cause,
 * which PostgreSQL does not always tell as a conflict: the next attempt sees what the other wrote, and decides anew.
 */
export function isBrokenRule(error: unknown): boolean {
  return hasState(error, ['23505', '23503'])
}

/** Whether a named statement is another's, or is not there: a pooler between us and the database shares connections out. */
export function isNameTrouble(error: unknown): boolean {
  return hasState(error, ['26000', '42P05'])
}

/** Whether the database tells who connects that it is going, coming, full or a standby. */
export function meansLost({ code = '', severity }: pg.DatabaseError): boolean {
  return severity === 'FATAL' || severity === 'PANIC' || code.startsWith('08') || goneStates.has(code)
}

/** Shut down, crashed, starting; a primary that became a standby; a plan of before a migration, which a new connection makes anew. */
const goneStates = new Set(['57P01', '57P02', '57P03', '25006', '0A000'])

/** The state of what the database said, undefined of any other error. */
export function sqlStateOf(error: unknown): string | undefined {
  if (error instanceof StatementFailed) return error.sqlState
  return error instanceof pg.DatabaseError ? error.code : undefined
}

function hasState(error: unknown, states: readonly string[]): boolean {
  return error instanceof StatementFailed && states.includes(error.sqlState)
}
