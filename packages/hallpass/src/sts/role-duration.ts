import type { Role } from '../identity/entity.ts'
import type { Caller } from '../session/caller.ts'
import { ValidationError } from './errors.ts'

const defaultSeconds = 3600
/** Seconds that a role assumed by another role's session may last. Source: IAM user guide, "Role chaining". */
const maxChainedSeconds = 3600

/** How long a session of the role lasts, seconds; throws where that is longer than it may. */
export function roleDuration(
  requested: number | undefined,
  { maxSessionDuration }: Pick<Role, 'maxSessionDuration'>,
  caller: Caller,
): number {
  const seconds = requested ?? defaultSeconds
  if (caller.kind === 'role-session' && seconds > maxChainedSeconds) {
    throw new ValidationError('The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.')
  }
  if (seconds > maxSessionDuration) {
    throw new ValidationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.')
  }
  return seconds
}
