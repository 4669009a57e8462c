import type { ServiceName } from '../operation/operation.ts'
import type { Caller } from '../session/caller.ts'

/** What refuses such credentials itself, and says why. */
const refusedByThemselves = ['GetFederationToken', 'GetSessionToken']

/**
 * Why credentials of `GetSessionToken` or `GetFederationToken` may not make this call, whatever policies say; undefined: they may ask.
 * Neither reaches IAM; of STS the one has AssumeRole and GetCallerIdentity, the other GetCallerIdentity.
 * Source: IAM user guide, "Compare AWS STS credentials".
 */
export function sessionRestriction(caller: Caller, service: ServiceName, operation: string): string | undefined {
  const obtainedBy = obtainingOperation(caller)
  if (obtainedBy === undefined || service === 'cognito-identity') return undefined
  const open = obtainedBy === 'GetSessionToken' ? ['AssumeRole', 'GetCallerIdentity'] : ['GetCallerIdentity']
  if (service === 'sts' && [...open, ...refusedByThemselves].includes(operation)) return undefined
  return `Cannot call ${service}:${operation} with credentials of ${obtainedBy}`
}

function obtainingOperation(caller: Caller): 'GetSessionToken' | 'GetFederationToken' | undefined {
  if (caller.kind === 'federated-user') return 'GetFederationToken'
  const isTemporary = (caller.kind === 'user' || caller.kind === 'root') && caller.session !== undefined
  return isTemporary ? 'GetSessionToken' : undefined
}
