import { type Attempt, type Given, type Step, sameGiven } from './attempt.ts'
import type { SqliteConnection } from './sqlite-connection.ts'

/** Nothing of the attempt may be kept; thrown, so that its savepoint is rolled back. */
export class NotKept extends Error {
  /** What its statements gave in truth, up to the first that gave something else than was expected; undefined: all as expected. */
  readonly gave: readonly Given[] | undefined

  constructor(gave: readonly Given[] | undefined) {
    super('The attempt is not kept.')
    this.gave = gave
  }
}

/** Carries out an attempt within a transaction. Throws a `NotKept` where it turns out otherwise than was rehearsed, or was not to be kept. */
export function carryOut({ steps, keeps }: Attempt, connection: SqliteConnection): void {
  const gave: Given[] = []
  for (const step of steps) {
    const given = perform(step, connection)
    gave.push(given)
    if (!sameGiven(given, step.gave)) throw new NotKept(gave)
  }
  if (!keeps) throw new NotKept(undefined)
}

function perform({ sql, parameters, gave }: Step, connection: SqliteConnection): Given {
  return gave.kind === 'rows'
    ? { kind: 'rows', rows: connection.select(sql, parameters) }
    : { kind: 'changes', count: connection.change(sql, parameters) }
}
