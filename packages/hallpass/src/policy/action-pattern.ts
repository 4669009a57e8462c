import { matchesPattern } from './match-pattern.ts'
import { readWildcards } from './pattern.ts'

/** Whatever the case; wildcards stand anywhere. Source: IAM user guide, "IAM JSON policy elements: Action". */
export function matchesAction(pattern: string, action: string): boolean {
  return pattern === '*' || matchesPattern(readWildcards(pattern.toLowerCase()), action.toLowerCase())
}
