/** The connection broke while a transaction was committed: all of it is written, or nothing. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown'
}
