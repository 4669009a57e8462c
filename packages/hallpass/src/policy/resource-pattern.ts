import { arnParts } from './arn-pattern.ts'
import { matchesPattern } from './match-pattern.ts'
import { fillIn, patternText, readTemplate, readWildcards } from './pattern.ts'
import type { PolicyDocument } from './policy-document.ts'
import type { RequestContext } from './request-context.ts'

/**
 * Matches a pattern of `Resource` or `NotResource` part by part; variables stand in the last part only. `*` is every resource, and alone
 * matches a request that has none (`*`). Source: IAM user guide, "IAM JSON policy elements: Resource".
 * @returns the whole pattern with its variables filled in; undefined where it does not match, as when a variable stands for nothing
 */
export function matchResource(
  pattern: string,
  {
    resource,
    version,
    context,
  }: { readonly resource: string; readonly version: PolicyDocument['version']; readonly context: RequestContext },
): string | undefined {
  if (pattern === '*') return pattern
  const wanted = arnParts(wholePattern(pattern))
  const asked = arnParts(resource)
  if (wanted === undefined || asked === undefined) return undefined
  const prefix = wanted.slice(0, 5)
  if (!prefix.every((part, index) => matchesPart(part, asked[index] ?? ''))) return undefined

  const rest = fillIn(readTemplate(wanted[5], version), context)
  if (rest === undefined || !matchesPattern(rest, asked[5])) return undefined
  return [...prefix, patternText(rest)].join(':')
}

/** `arn:aws:sqs` is `arn:aws:sqs:*:*:*`: the parts that an ARN lacks are stars. Source: IAM user guide, "IAM ARNs". */
function wholePattern(pattern: string): string {
  return pattern.startsWith('arn:') ? pattern + ':*'.repeat(6 - pattern.split(':', 6).length) : pattern
}

function matchesPart(part: string, asked: string): boolean {
  return part === asked || matchesPattern(readWildcards(part), asked)
}
