import { StoreUnavailable } from '../store-unavailable.ts'
import type { Waiting } from '../waiting.ts'
import { ConnectionLost, Unanswered } from './connection-lost.ts'
import { isBrokenRule, isConflict } from './failures.ts'

/** How long one call waits between its attempts, milliseconds, in all. */
export interface Patience {
  /** For connections. Short: callers want to know quickly that the database has gone, and try again themselves. */
  readonly lost: number
  /** For other transactions. */
  readonly conflict: number
  /** Whether it is tried again where no answer came in time: it may be seconds until the next one does not. */
  readonly outlastsSilence: boolean
}

export const usualPatience: Patience = { lost: 500, conflict: 10_000, outlastsSilence: false }

/** Of one start: databases and services are often started at once. */
export const startingPatience: Patience = { lost: 30_000, conflict: 30_000, outlastsSilence: true }

type Cause = 'lost' | 'conflict'

/** How often a broken rule may have been another transaction's doing. */
const mostBrokenRules = 3

/**
 * Tries until it succeeds, with pauses of uneven length that grow, and gives up when it has waited for too long. Only for what may be
 * tried again; what throws anything else has failed.
 */
export async function tryingAgain<T>(attempt: () => Promise<T>, { pause, random }: Waiting, patience: Patience): Promise<T> {
  const waited = { lost: 0, conflict: 0 }
  for (let attempts = 1, brokenRules = 0; ; attempts += 1) {
    let kind: Cause
    try {
      return await attempt()
    } catch (error) {
      if (isBrokenRule(error)) brokenRules += 1
      if (error instanceof Unanswered && !patience.outlastsSilence) throw error
      if (error instanceof ConnectionLost) kind = 'lost'
      else if (isConflict(error) || (isBrokenRule(error) && brokenRules <= mostBrokenRules)) kind = 'conflict'
      else throw error
      if (waited[kind] >= patience[kind]) throw gaveUp(kind, error)
    }
    const milliseconds = longestPause(kind, attempts) * (0.25 + 0.75 * random())
    waited[kind] += milliseconds
    await pause(milliseconds)
  }
}

/** Milliseconds. */
function longestPause(kind: Cause, attempts: number): number {
  const [first, most] = kind === 'lost' ? [10, 250] : [2, 64]
  return Math.min(first * 2 ** (attempts - 1), most)
}

function gaveUp(kind: Cause, error: unknown): Error {
  if (kind === 'lost') return error instanceof Error ? error : new Error(String(error))
  return new StoreUnavailable('Other transactions went first for too long.', { cause: error })
}
