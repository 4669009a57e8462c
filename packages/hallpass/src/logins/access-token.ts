import { invalidLogin } from './refusal.ts'
import { isSubject } from './subject.ts'
import type { AccessTokenVerification, Verification } from './verification.ts'

/**
 * Asks a provider whose access token this is; throws ProviderFailure when it does not say.
 * @param takes whether tokens of this app are taken: where they are not, the provider is not asked for the user
 */
export type AskWhose = (token: string, takes: (appId: string) => boolean) => Promise<AccessTokenVerification>

/** Longer ones would not pass in an address. */
const maxLength = 4096

export const noAccessToken = invalidLogin('Not an access token.')

/** Whether a text may be an access token: printable ASCII without blanks. Source: RFC 6749, appendix A.12. */
export function isAccessToken(token: string): boolean {
  return token.length <= maxLength && /^[\x21-\x7e]+$/.test(token)
}

/** What a provider says of a token: a user of an app. */
export function vouched(appId: string, userId: unknown): AccessTokenVerification {
  return isSubject(userId) ? { kind: 'vouched', appId, userId } : invalidLogin('The provider names no user.')
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
