import { vi } from 'vitest'
import type { CognitoIdentityCredentials } from '../../src/v2/credentials-types.ts'

/** How a call ends: with an error, or with data. */
export type End = readonly [error: unknown, data?: unknown]
type Mock = ReturnType<typeof vi.fn>

export const expiration = new Date('2040-01-01T00:00:00Z')
/** What GetCredentialsForIdentity answers. */
export const credentialsOf = (IdentityId: string): object => ({
  IdentityId,
  Credentials: { AccessKeyId: 'KEY', SecretKey: 'SECRET', SessionToken: 'TOKEN', Expiration: expiration },
})
/** What STS answers. */
export const roleCredentials: object = {
  Credentials: { AccessKeyId: 'ROLEKEY', SecretAccessKey: 'ROLESECRET', SessionToken: 'ROLETOKEN', Expiration: expiration },
  SubjectFromWebIdentityToken: 'subject',
}

export interface Ends {
  readonly getId?: End
  readonly getCredentialsForIdentity?: End
  readonly getOpenIdToken?: End
  readonly assumeRoleWithWebIdentity?: End
}

/**
 * Makes the clients of these credentials, and has their calls end so, at once; those that are not named here end in an answer for IDENTITY.
 * What is left: the calls.
 */
export function mockClients(credentials: CognitoIdentityCredentials, ends: Ends = {}): Record<keyof Ends, Mock> {
  credentials.createClients()
  const calls = {
    getId: ending(ends.getId ?? [null, { IdentityId: 'IDENTITY' }]),
    getCredentialsForIdentity: ending(ends.getCredentialsForIdentity ?? [null, credentialsOf('IDENTITY')]),
    getOpenIdToken: ending(ends.getOpenIdToken ?? [null, { IdentityId: 'IDENTITY', Token: 'OPENID' }]),
    assumeRoleWithWebIdentity: ending(ends.assumeRoleWithWebIdentity ?? [null, roleCredentials]),
  }
  const { assumeRoleWithWebIdentity, ...ofCognito } = calls
  Object.assign(credentials.cognito ?? {}, ofCognito)
  credentials.webIdentityCredentials?.createClients()
  Object.assign(credentials.webIdentityCredentials?.service ?? {}, { assumeRoleWithWebIdentity })
  return calls
}

/** A service's method, `(callback)` or `(params, callback)`. */
function ending(end: End): Mock {
  return vi.fn((...values: unknown[]) => {
    const done = values.at(-1)
    if (typeof done === 'function') done(...end)
  })
}
