import type { VerifiedLogin } from '../logins/verification.ts'

/**
 * The `amr` of a guest, who has no logins: `unauthenticated`; else `authenticated`, then the provider's name and the login's detail for
 * each login used in this request.
 * Source: Cognito developer guide, "Role trust and permissions"; published tokens.
 */
export function authenticationMethods(logins: readonly Pick<VerifiedLogin, 'login' | 'amrDetail'>[]): readonly string[] {
  if (logins.length === 0) return ['unauthenticated']
  return ['authenticated', ...logins.flatMap(({ login, amrDetail }) => [login.provider, amrDetail])]
}
