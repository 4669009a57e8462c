import type { Service } from '../operation/operation.ts'
import { type Caller, callerArn } from '../session/caller.ts'

/**
 * Why the caller may not perform the operation on this resource, in AWS's words; undefined: it may. Root may do everything.
 * Until roles are resources with policies, their sessions may do nothing that asks for permission.
 * Source: IAM user guide, "Troubleshoot access denied error messages".
 */
export function denial(caller: Caller, service: Service['name'], operation: string, resource: string): string | undefined {
  if (caller.kind === 'root') return undefined
  const action = `${service}:${operation}`
  return (
    `User: ${callerArn(caller)} is not authorized to perform: ${action} on resource: ${resource} ` +
    `because no identity-based policy allows the ${action} action`
  )
}
