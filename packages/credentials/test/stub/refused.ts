/** An error that the stub's service answers with, in the words of the real one. */
export class Refused extends Error {
  readonly type: string

  constructor(type: string, message: string) {
    super(message)
    this.type = type
  }
}

export const notAuthorized = (message: string): Refused => new Refused('NotAuthorizedException', message)

export const loginsDoNotMatch = (): Refused =>
  notAuthorized("Logins don't match. Please include at least one valid login for this identity or identity pool.")

export const forbidden = (identityId: string): Refused => notAuthorized(`Access to Identity '${identityId}' is forbidden.`)

export const noGuests = (): Refused => notAuthorized('Unauthenticated access is not supported for this identity pool.')

export const noIdentity = (identityId: string): Refused => new Refused('ResourceNotFoundException', `Identity '${identityId}' not found.`)

export const noPool = (poolId: string): Refused => new Refused('ResourceNotFoundException', `IdentityPool '${poolId}' not found.`)

export const invalid = (member: string, value: unknown): Refused =>
  new Refused(
    'ValidationException',
    `1 validation error detected: Value '${String(value)}' at '${member}' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+`,
  )
