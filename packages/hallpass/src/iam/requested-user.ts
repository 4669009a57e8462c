import type { Context } from '../operation/context.ts'
import { ValidationError } from './errors.ts'

/** The name of the user that a request is about: the one it names, or else the one who signed it. */
export function requestedUser(named: string | undefined, { caller }: Pick<Context, 'caller'>): string {
  if (named !== undefined) return named
  if (caller.kind === 'user') return caller.user.name
  throw new ValidationError('Must specify userName when calling with non-User credentials')
}
