/** What the body of a request says that policies may ask for. */
export interface DocumentFacts {
  readonly tags?: ReadonlyMap<string, string>
  /** `GOVERNANCE` or `COMPLIANCE` */
  readonly lockMode?: string
  /** ISO 8601. */
  readonly retainUntil?: string
  /** `ON` or `OFF` */
  readonly legalHold?: string
  readonly locationConstraint?: string
}
