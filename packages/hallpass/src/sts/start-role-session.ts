import type { Ports } from '../operation/context.ts'
import { type SessionRequest, startSession } from '../roles/start-session.ts'
import { assumedRoleArn } from '../session/caller.ts'
import { writeCredentials } from './credentials.ts'
import { InvalidParameterValue, PackedPolicyTooLarge } from './errors.ts'

/** Starts a session of a role: what all answers say of it. */
export function startRoleSession(request: SessionRequest, ports: Pick<Ports, 'sessionTokens' | 'now'>) {
  const started = startSession(request, ports)
  if (started.kind === 'invalid-tags') throw new InvalidParameterValue(started.message)
  if (started.kind === 'packed-policy-too-large') throw new PackedPolicyTooLarge(started.message)
  const { credentials, session, packedPolicySize } = started
  return {
    Credentials: writeCredentials(credentials),
    AssumedRoleUser: { AssumedRoleId: `${session.roleId}:${session.sessionName}`, Arn: assumedRoleArn(session) },
    PackedPolicySize: packedPolicySize,
    SourceIdentity: session.sourceIdentity,
  }
}
