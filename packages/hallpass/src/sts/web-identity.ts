import { sameIssuer, withoutScheme, withoutTrailingSlash } from '../identity/issuer.ts'
import { openIdConnectProviderArn } from '../identity/open-id-connect-provider.ts'
import type { Pool } from '../identity/pool.ts'
import { signatureAlgorithms } from '../logins/signature-algorithm.ts'
import { type CompactJws, parseCompactJws } from '../openid/compact-jws.ts'
import type { OpenIdClaims, OpenIdVerification } from '../openid/open-id-tokens.ts'
import type { Context } from '../operation/context.ts'
import { AccessDenied, ExpiredTokenException, InvalidIdentityToken, InvalidParameterCombination, ValidationError } from './errors.ts'

/** Who a web identity token speaks of. */
export interface WebIdentityToken {
  readonly claims: OpenIdClaims
  readonly pool: Pool
}

/** Providers whose tokens are opaque, so that the caller must say whose they are. */
const opaqueTokenProviders = ['graph.facebook.com', 'www.amazon.com']

/** In the order in which they are missed. Source: IAM user guide, "Creating OpenID Connect identity providers". */
const requiredClaims = ['iss', 'sub', 'aud', 'exp', 'iat']

/** Known without being registered in IAM. */
const googleIssuers = ['accounts.google.com', 'https://accounts.google.com']

export function notAuthorized(): AccessDenied {
  return new AccessDenied('Not authorized to perform sts:AssumeRoleWithWebIdentity')
}

/**
 * Verifies the token of `AssumeRoleWithWebIdentity`: one of our own, of an identity that is there and enabled.
 * Roles have no trust policies yet, so that no role trusts the tokens of anybody else.
 */
export async function verifyWebIdentity(token: string, providerId: string | undefined, ctx: Context): Promise<WebIdentityToken> {
  if (providerId !== undefined) throw opaqueTokenRefusal(token, providerId)
  const jws = readToken(token)
  const claims = await ownClaims(jws, await ctx.openIdTokens.verify(token), ctx)

  const pool = await ctx.store.findPool(claims.poolId)
  const identity = await ctx.store.findIdentity(claims.identityId)
  if (pool === undefined || identity === undefined || identity.poolId !== pool.id) {
    throw new InvalidIdentityToken('The identity of the token does not exist.')
  }
  if (identity.disabled) throw new InvalidIdentityToken('The identity of the token is disabled.')
  return { claims, pool }
}

function opaqueTokenRefusal(token: string, providerId: string): Error {
  if (!opaqueTokenProviders.includes(providerId)) return new ValidationError('Provider not supported')
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) {
    return new InvalidParameterCombination('ProviderId is for OAuth 2.0 access tokens, and must not be given with an OpenID Connect token.')
  }
  return notAuthorized()
}

/** Takes the token apart. What it lacks is told before it is asked whose it is. */
function readToken(token: string): CompactJws {
  const jws = parseCompactJws(token)
  if (jws === undefined || 'crit' in jws.header) throw notAToken()
  const missing = requiredClaims.find((claim) => jws.payload[claim] === undefined || jws.payload[claim] === null)
  if (missing !== undefined) throw missingClaim(missing)
  const { iss } = jws.payload
  // Control characters and halves of characters are in no URL, and no provider can be looked for by them.
  if (typeof iss !== 'string' || /[\p{Cc}\p{Cs}]/u.test(iss)) throw notAToken()
  return jws
}

async function ownClaims({ header }: CompactJws, verification: OpenIdVerification, ctx: Context): Promise<OpenIdClaims> {
  switch (verification.kind) {
    case 'verified':
      return verification.claims
    case 'malformed':
      throw notAToken()
    case 'missing-claim':
      throw missingClaim(verification.claim)
    case 'foreign-issuer':
      if (await isKnownIssuer(verification.issuer, ctx)) throw notAuthorized()
      throw new InvalidIdentityToken(`No OpenIDConnect provider found in your account for ${verification.issuer}`)
    case 'bad-signature':
      // `none` and HMAC above all: no key of anybody's is for such a signature.
      if (!signatureAlgorithms.has(String(header['alg']))) throw notAToken()
      throw new InvalidIdentityToken('Token signature could not be verified')
    case 'expired':
      throw new ExpiredTokenException(
        `Token expired: current date/time ${verification.now} must be before the expiration date/time ${verification.expiresAt}`,
      )
  }
}

function notAToken(): InvalidIdentityToken {
  return new InvalidIdentityToken('The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)')
}

function missingClaim(claim: string): InvalidIdentityToken {
  return new InvalidIdentityToken(`Missing a required claim: ${claim}`)
}

/** Whether IAM holds a provider with this issuer as its URL; one trailing slash more or less does not count. */
async function isKnownIssuer(issuer: string, ctx: Context): Promise<boolean> {
  if (googleIssuers.includes(issuer)) return true
  const name = withoutScheme(withoutTrailingSlash(issuer))
  const arns = [name, `${name}/`].map((each) => openIdConnectProviderArn(each, ctx.accountId))
  const providers = await Promise.all(arns.map((arn) => ctx.store.findOpenIdConnectProvider(arn)))
  return providers.some((provider) => provider !== undefined && sameIssuer(provider.url, issuer))
}
