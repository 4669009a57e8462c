import { checkActionForm, checkActionsPresent } from './action-rules.ts'
import { checkCount } from './count-rules.ts'
import { type Fault, syntaxErrors } from './fault.ts'
import { checkNoPrincipal, checkVersion } from './identity-rules.ts'
import { checkLegacyParsing } from './legacy-rules.ts'
import type { Patterns, PolicyDocument, Position, Statement } from './policy-document.ts'
import { readPolicySyntax } from './policy-syntax.ts'
import { checkPrincipals } from './principal-rules.ts'
import { checkResourceForm, checkResourcesPresent, checkWholeResources } from './resource-rules.ts'
import { checkSids } from './sid-rules.ts'
import type { PatternElement, PolicySyntax, StatementSyntax } from './syntax.ts'
import { checkNoNotPrincipal, checkNoResource, checkPrincipalPresent, checkStsActions } from './trust-rules.ts'
import { checkVariables } from './variable-rules.ts'

/**
 * - `identity`: identity policies and boundaries
 * - `session`: session policies, whose resources are no short ARNs
 * - `trust`: trust policies of roles; that their principals exist is not asked
 * - `stored`: either form, and policies of resources: for documents that are evaluated, not accepted
 */
export type PolicyGrammar = 'identity' | 'session' | 'trust' | 'stored'

export type ParsedPolicy =
  | { readonly kind: 'policy'; readonly document: PolicyDocument }
  /** `message`: AWS's words; `position`: where what offends begins, where that is known. */
  | { readonly kind: 'malformed'; readonly message: string; readonly position: Position | undefined }

/**
 * Reads and judges a policy document, in AWS's order of checks and with its words. Whatever another grammar takes, `stored` reads.
 * Sizes are not looked at. Source: IAM user guide, "Grammar of the IAM JSON policy language"; documents that the real service refused.
 */
export function parsePolicy(text: string, grammar: PolicyGrammar): ParsedPolicy {
  const reading = readPolicySyntax(text)
  if (reading.kind !== 'syntax') {
    const message = reading.kind === 'not-json' && grammar === 'trust' ? 'This policy contains invalid Json' : syntaxErrors
    return { kind: 'malformed', message, position: reading.position }
  }
  const { policy } = reading
  for (const check of rules[grammar]) {
    const fault = check(policy)
    if (fault !== undefined) return { kind: 'malformed', ...fault }
  }
  return { kind: 'policy', document: { version: policy.version, statements: policy.statements.map(statementOf) } }
}

type Rule = (policy: PolicySyntax) => Fault | undefined

const identityRules: readonly Rule[] = [
  checkCount,
  checkVariables,
  checkVersion,
  checkLegacyParsing,
  checkSids,
  checkNoPrincipal,
  checkNoNotPrincipal,
  checkActionsPresent,
  checkResourcesPresent,
  checkResourceForm,
  checkActionForm,
]

/** In the order in which faults win. */
const rules: Readonly<Record<PolicyGrammar, readonly Rule[]>> = {
  identity: identityRules,
  session: [...identityRules, checkWholeResources],
  trust: [
    checkCount,
    checkVariables,
    checkLegacyParsing,
    checkSids,
    checkActionsPresent,
    checkNoResource,
    checkActionForm,
    checkStsActions,
    checkPrincipals,
    checkNoNotPrincipal,
    checkPrincipalPresent,
  ],
  stored: [checkCount, checkVariables, checkLegacyParsing, checkNoNotPrincipal],
}

function statementOf({ sid, effect, position, principal, action, resource, conditions }: StatementSyntax): Statement {
  return {
    sid: sid?.value,
    effect: effect.value === 'Allow' ? 'Allow' : 'Deny',
    position,
    principals: principal?.values.map(({ kind, value }) => ({ kind, value })),
    actions: patternsOf(action),
    resources: resource === undefined && principal !== undefined ? undefined : patternsOf(resource),
    conditions: conditions.map(({ values, ...condition }) => ({ ...condition, values: values.map(({ value }) => value) })),
  }
}

/** What is missing matches nothing; so does an empty `Not…` element, which would else match everything. */
function patternsOf(element: PatternElement | undefined): Patterns {
  if (element === undefined || element.patterns.length === 0) return { isNot: false, patterns: [] }
  return { isNot: element.isNot, patterns: element.patterns.map(({ value }) => value) }
}
