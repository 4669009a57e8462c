import type { Attempt, Verdict } from '../store/sqlite/attempt.ts'

/** A worker to the writer. */
export interface Submission {
  /** Counts from 1 on each connection. */
  readonly id: number
  readonly attempt: Attempt
}

/** The writer to a worker. */
export interface Reply {
  readonly id: number
  readonly result: { readonly kind: 'verdict'; readonly verdict: Verdict } | { readonly kind: 'failed'; readonly failure: Failure }
}

/** An error as it crosses the line. */
export interface Failure {
  readonly message: string
  readonly isUnavailable: boolean
  /** SQLite's code, where the error is SQLite's. */
  readonly errcode: number | undefined
}
