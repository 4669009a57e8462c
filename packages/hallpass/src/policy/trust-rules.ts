import { matchesAction } from './action-pattern.ts'
import type { Fault } from './fault.ts'
import type { PolicySyntax, StatementSyntax } from './syntax.ts'

/** A trust policy is about the role that it belongs to: it names no other resource. */
export function checkNoResource({ statements }: PolicySyntax): Fault | undefined {
  const resource = statements.find((statement) => statement.resource !== undefined)?.resource
  return resource && { message: `Has prohibited field ${resource.isNot ? 'NotResource' : 'Resource'}`, position: resource.position }
}

/** What a trust policy may speak of. Source: IAM user guide, "Roles terms and concepts"; `SetContext` is kept, and never asked about. */
const assumptionActions = [
  'sts:AssumeRole',
  'sts:AssumeRoleWithSAML',
  'sts:AssumeRoleWithWebIdentity',
  'sts:SetContext',
  'sts:SetSourceIdentity',
  'sts:TagSession',
]

/** A trust policy speaks of nothing but the actions of STS that assume roles; patterns of these will do. */
export function checkStsActions({ statements }: PolicySyntax): Fault | undefined {
  for (const { action } of statements) {
    const foreign = action?.patterns.find(
      ({ value }) => !/^sts:/i.test(value) || !assumptionActions.some((each) => matchesAction(value, each)),
    )
    if (foreign !== undefined) {
      return { message: 'AssumeRole policy may only specify STS AssumeRole actions.', position: foreign.position }
    }
  }
  return undefined
}

/** Source: IAM user guide, "NotPrincipal": neither identity policies nor trust policies may have it. */
export function checkNoNotPrincipal({ statements }: PolicySyntax): Fault | undefined {
  for (const { notPrincipal: position } of statements) {
    if (position !== undefined) return { message: 'Has prohibited field NotPrincipal', position }
  }
  return undefined
}

export function checkPrincipalPresent({ statements }: PolicySyntax): Fault | undefined {
  const statement = statements.find(({ principal }: StatementSyntax) => principal === undefined)
  return statement && { message: 'Missing required field Principal', position: statement.position }
}
