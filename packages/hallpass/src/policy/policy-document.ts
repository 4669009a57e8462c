/** A policy document that was parsed and validated. Source: IAM user guide, "Grammar of the IAM JSON policy language". */
export interface PolicyDocument {
  /** Documents without a version are of 2008, where `${…}` is plain text. */
  readonly version: '2008-10-17' | '2012-10-17'
  readonly statements: readonly Statement[]
}

export interface Statement {
  readonly sid: string | undefined
  readonly effect: 'Allow' | 'Deny'
  /** Where the statement begins in the document. */
  readonly position: Position
  /** Of trust policies only. */
  readonly principals: readonly PrincipalPattern[] | undefined
  readonly actions: Patterns
  /** Undefined in trust policies: there the role itself is the resource. */
  readonly resources: Patterns | undefined
  /** All must hold. */
  readonly conditions: readonly Condition[]
}

/** A place in a text; both count from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** `Action` or `NotAction`, `Resource` or `NotResource`, as written. */
export interface Patterns {
  /** Whether the statement applies where none of them matches. */
  readonly isNot: boolean
  readonly patterns: readonly string[]
}

export interface PrincipalPattern {
  readonly kind: 'AWS' | 'Federated' | 'Service' | 'CanonicalUser'
  /** As written: an ARN, an account number, a unique id, a host, or `*`. */
  readonly value: string
}

/** One key of one operator of a `Condition` element. */
export interface Condition {
  /** As written: `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string
  readonly test: ConditionTest
  readonly quantifier: 'ForAllValues' | 'ForAnyValue' | undefined
  readonly ifExists: boolean
  /** As written; compared without regard to case. */
  readonly key: string
  /** Numbers and booleans by their JSON text. */
  readonly values: readonly string[]
}

/** The operators without their prefixes and suffixes. */
export type ConditionTest = (typeof conditionTests)[number]

export const conditionTests = [
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'StringNotLike',
  'NumericEquals',
  'NumericNotEquals',
  'NumericLessThan',
  'NumericLessThanEquals',
  'NumericGreaterThan',
  'NumericGreaterThanEquals',
  'DateEquals',
  'DateNotEquals',
  'DateLessThan',
  'DateLessThanEquals',
  'DateGreaterThan',
  'DateGreaterThanEquals',
  'Bool',
  'BinaryEquals',
  'IpAddress',
  'NotIpAddress',
  'ArnEquals',
  'ArnNotEquals',
  'ArnLike',
  'ArnNotLike',
  'Null',
] as const
