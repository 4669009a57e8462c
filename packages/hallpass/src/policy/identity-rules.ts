import type { Fault } from './fault.ts'
import type { PolicySyntax } from './syntax.ts'

/** Older documents are evaluated, but no longer accepted. Source: IAM API reference, "CreatePolicy"; documents that it refused. */
export function checkVersion({ version, versionPosition }: PolicySyntax): Fault | undefined {
  if (version === '2012-10-17') return undefined
  return { message: 'Policy document must be version 2012-10-17 or greater.', position: versionPosition }
}

/** The principal of such a policy is the entity that it belongs to. */
export function checkNoPrincipal({ statements }: PolicySyntax): Fault | undefined {
  const principal = statements.find((statement) => statement.principal !== undefined)?.principal
  return principal && { message: 'Policy document should not specify a principal.', position: principal.position }
}
