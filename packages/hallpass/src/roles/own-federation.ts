import type { Federation } from '../session/session.ts'

/** The name of our own tokens' issuer in trust policies, condition keys and answers, whatever the public URL is. */
export const ownProvider = 'cognito-identity.amazonaws.com'

const keyNames = { aud: `${ownProvider}:aud`, sub: `${ownProvider}:sub`, amr: `${ownProvider}:amr` }

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
      [keyNames.aud, identity.poolId],
      [keyNames.sub, identity.identityId],
      [keyNames.amr, identity.amr],
    ]),
  }
}
