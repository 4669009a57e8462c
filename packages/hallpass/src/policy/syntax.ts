import type { Condition, PolicyDocument, Position, PrincipalPattern } from './policy-document.ts'

/** A document whose elements are known and of the right types, but not yet judged. */
export interface PolicySyntax {
  readonly version: PolicyDocument['version']
  readonly statements: readonly StatementSyntax[]
  /** Where the version is, or where the document begins if it has none. */
  readonly versionPosition: Position
}

export interface StatementSyntax {
  readonly position: Position
  readonly sid: Located | undefined
  /** `allow` or `deny`, in any case. */
  readonly effect: Located
  readonly principal: PrincipalElement | undefined
  /** Where the element is; what it says is never asked. */
  readonly notPrincipal: Position | undefined
  readonly action: PatternElement | undefined
  readonly resource: PatternElement | undefined
  readonly conditions: readonly ConditionElement[]
}

/** A text of the document. */
export interface Located {
  readonly value: string
  readonly position: Position
}

/** `Action`, `NotAction`, `Resource` or `NotResource`; the list may be empty. */
export interface PatternElement {
  readonly isNot: boolean
  /** Where the element begins. */
  readonly position: Position
  readonly patterns: readonly Located[]
}

export interface PrincipalElement {
  /** Where the element begins. */
  readonly position: Position
  /** Whether it is `"*"` instead of an object. */
  readonly isStar: boolean
  /** At least one. */
  readonly values: readonly LocatedPrincipal[]
}

export type LocatedPrincipal = PrincipalPattern & Located

/** One key of one operator. */
export interface ConditionElement extends Omit<Condition, 'values'> {
  readonly values: readonly Located[]
}
