import { signatureAlgorithms } from '../logins/signature-algorithm.ts'
import type { OpenIdClaims, OpenIdVerification } from '../openid/open-id-tokens.ts'
import type { Context } from '../operation/context.ts'
import { ownFederation, ownProvider } from '../roles/own-federation.ts'
import { sessionTagsFault } from '../roles/session-tags.ts'
import { InvalidIdentityToken, Throttling } from './errors.ts'
import type { WebToken } from './read-web-token.ts'
import type { WebIdentity } from './web-identity.ts'
import { expired, missingClaim, notAToken, wrongSignature } from './web-identity-refusals.ts'

/** The identity of one of our own tokens, there and enabled; undefined where somebody else issued the token. */
export async function verifyOwnIdentity(token: string, jws: WebToken, ctx: Context): Promise<WebIdentity | undefined> {
  const verification = await ctx.openIdTokens.verify(token, jws)
  if (verification.kind === 'foreign-issuer') return undefined
  const { poolId, identityId, amr, principalTags } = ownClaims(verification, String(jws.header['alg']))

  const pool = await ctx.store.findPool(poolId)
  const identity = await ctx.store.findIdentity(identityId)
  if (pool === undefined || identity === undefined || identity.poolId !== pool.id) {
    throw new InvalidIdentityToken('The identity of the token does not exist.')
  }
  const excess = ctx.rateLimits.countPool(pool.id)
  if (excess !== undefined) throw new Throttling('Rate exceeded', { excess })
  if (identity.disabled) throw new InvalidIdentityToken('The identity of the token is disabled.')
  const fault = sessionTagsFault(principalTags)
  if (fault !== undefined) throw new InvalidIdentityToken(fault)

  const federation = ownFederation({ poolId, identityId, amr })
  return {
    federation,
    keys: federation.keys,
    attributes: { tags: principalTags, transitiveTagKeys: [], sourceIdentity: undefined },
    subject: identityId,
    issuer: ownProvider,
    audience: poolId,
  }
}

function ownClaims(verification: Exclude<OpenIdVerification, { kind: 'foreign-issuer' }>, algorithm: string): OpenIdClaims {
  switch (verification.kind) {
    case 'verified':
      return verification.claims
    case 'malformed':
      throw notAToken()
    case 'missing-claim':
      throw missingClaim(verification.claim)
    case 'bad-signature':
      // `none` and HMAC above all: no key of anybody's is for such a signature.
      throw signatureAlgorithms.has(algorithm) ? wrongSignature() : notAToken()
    case 'expired':
      throw expired(verification.now, verification.expiresAt)
  }
}
