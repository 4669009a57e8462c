import { invalidLogin } from './refusal.ts'
import { isSubject } from './subject.ts'
import type { Verification } from './verification.ts'

/** Longer ones would not pass in an address. */
const maxLength = 4096

export const noAccessToken = invalidLogin('Not an access token.')

/** Whether a text may be an access token: printable ASCII without blanks. Source: RFC 6749, appendix A.12. */
export function isAccessToken(token: string): boolean {
  return token.length <= maxLength && /^[\x21-\x7e]+$/.test(token)
}

/** The login that a provider's API has vouched for, with the claims that the role mappings and principal tags of a pool may use. */
export function vouchedLogin(provider: string, appId: string, userId: unknown, more: Readonly<Record<string, unknown>> = {}): Verification {
  if (!isSubject(userId)) return invalidLogin('The provider names no user.')
  return {
    kind: 'verified',
    verified: {
      login: { provider, subject: userId },
      claims: { iss: provider, aud: appId, sub: userId, ...more },
      amrDetail: `${provider}:${appId}:${userId}`,
      roleMappingKey: provider,
      principalTagKeys: [provider],
    },
  }
}
