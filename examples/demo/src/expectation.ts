/** What the demo showed was not what it promises. */
export class ExpectationFailed extends Error {}

/** Ends the demo unless `what` holds. */
export function expectThat(holds: boolean, what: string): asserts holds {
  if (!holds) throw new ExpectationFailed(what)
}
