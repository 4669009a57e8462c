/**
 * A job that was rehearsed where nothing can be written: its statements in their order, and what each gave, or was expected to. Who
 * writes carries it out if all of that holds, so that whatever was decided between the statements holds as well.
 */
export interface Attempt {
  readonly steps: readonly Step[]
  /** Whether the job came to its end; where it threw, nothing is kept, and what it threw holds if its reads do. */
  readonly keeps: boolean
}

export interface Step {
  readonly sql: string
  readonly parameters: readonly unknown[]
  readonly gave: Given
}

export type Given =
  | { readonly kind: 'rows'; readonly rows: readonly unknown[] }
  /** A statement that gives no rows: how many it changed. */
  | { readonly kind: 'changes'; readonly count: number }

export type Verdict =
  /** It is durable; or, if it was not to be kept, what it read is so. */
  | { readonly kind: 'holds' }
  /** Nothing was written. `gave` is what the first statements gave in truth, the last of them not as expected. */
  | { readonly kind: 'differs'; readonly gave: readonly Given[] }

/** Who writes: durable when it settles. Rejects with `OutcomeUnknown` where nobody can tell whether it was written. */
export type Submit = (attempt: Attempt) => Promise<Verdict>

/** Whether both are the same to a job. */
export function sameGiven(one: Given, other: Given): boolean {
  if (one.kind === 'changes') return other.kind === 'changes' && one.count === other.count
  return other.kind === 'rows' && sameList(one.rows, other.rows, sameRow)
}

/** Whether two lists of parameters are the same. */
export function sameParameters(one: readonly unknown[], other: readonly unknown[]): boolean {
  return sameList(one, other, sameValue)
}

/** Columns come in the order of the statement. */
function sameRow(one: unknown, other: unknown): boolean {
  // Rows are objects with a member for each column.
  return sameParameters(Object.values(one as object), Object.values(other as object))
}

function sameValue(one: unknown, other: unknown): boolean {
  return one instanceof Uint8Array && other instanceof Uint8Array ? Buffer.compare(one, other) === 0 : Object.is(one, other)
}

function sameList(one: readonly unknown[], other: readonly unknown[], same: (a: unknown, b: unknown) => boolean): boolean {
  return one.length === other.length && one.every((each, index) => same(each, other[index]))
}
