import type { Federation } from '../session/session.ts'

/** The name of our own tokens' issuer in trust policies, condition keys and answers, whatever the public URL is. */
export const ownProvider = 'cognito-identity.amazonaws.com'

/**
 * The login of an identity of ours, as policies see it: the pool is the audience, the identity the subject.
 * Source: Cognito developer guide, "Role trust and permissions".
 */
export function ownFederation(identity: {
  readonly poolId: string
  readonly identityId: string
  readonly amr: readonly string[]
}): Federation {
  return {
    provider: ownProvider,
    keys: new Map<string, string | readonly string[]>([
      ['cognito-identity.amazonaws.com:aud', identity.poolId],
      ['cognito-identity.amazonaws.com:sub', identity.identityId],
      ['cognito-identity.amazonaws.com:amr', identity.amr],
    ]),
  }
}
