import { type Identity, isGuest } from '../identity/identity.ts'
import type { Pool } from '../identity/pool.ts'
import type { OpenIdClaims, OpenIdVerification } from '../openid/open-id-tokens.ts'
import type { Context } from '../operation/context.ts'
import { authenticatedRole, type RoleSelection } from '../roles/select-role.ts'
import { InvalidParameterException, NotAuthorizedException } from './errors.ts'
import { loginsDoNotMatch } from './login-refusal.ts'

/** Who gets credentials, and of which role. */
export interface Federation {
  readonly identityId: string
  readonly amr: readonly string[]
  readonly tags: ReadonlyMap<string, string>
  readonly selection: RoleSelection
}

/**
 * The second half of the developer flow: one of our own OpenID tokens, as the only login, gives the pool's authenticated role.
 * It must be of this very identity and pool. Source: Cognito developer guide, "Developer-authenticated identities".
 */
export async function redeemOwnToken(
  given: {
    readonly token: string
    readonly loginCount: number
    readonly pool: Pool
    readonly identity: Identity
    readonly customRoleArn: string | undefined
  },
  ctx: Context,
): Promise<Federation> {
  const { token, loginCount, pool, identity, customRoleArn } = given
  if (loginCount > 1) throw new InvalidParameterException('A Cognito token must be the only login.')
  const claims = ownClaims(await ctx.openIdTokens.verify(token))
  if (claims.poolId !== pool.id || claims.identityId !== identity.id) throw new NotAuthorizedException(loginsDoNotMatch)
  return {
    identityId: identity.id,
    amr: claims.amr,
    tags: claims.principalTags,
    // The authenticated role is not for guests, whatever token of theirs is passed in.
    selection: claims.amr[0] === 'authenticated' && !isGuest(identity) ? authenticatedRole(pool, customRoleArn) : { kind: 'no-role' },
  }
}

function ownClaims(verification: OpenIdVerification): OpenIdClaims {
  switch (verification.kind) {
    case 'verified':
      return verification.claims
    case 'malformed':
      throw new NotAuthorizedException('Invalid login token. Not a valid OpenId Connect identity token.')
    case 'foreign-issuer':
      throw new NotAuthorizedException("Invalid login token. Issuer doesn't match providerName")
    case 'missing-claim':
      throw new NotAuthorizedException(`Invalid login token. Missing a required claim: ${verification.claim}`)
    case 'bad-signature':
      throw new NotAuthorizedException("Invalid login token. Couldn't verify signed token.")
    case 'expired':
      throw new NotAuthorizedException(`Invalid login token. Token expired: ${verification.now} >= ${verification.expiresAt}`)
  }
}
