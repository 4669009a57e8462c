import type { Context } from '../operation/context.ts'
import { verifyAccessTokenIdentity } from './access-token-identity.ts'
import { verifyForeignIdentity } from './foreign-identity.ts'
import { verifyOwnIdentity } from './own-identity.ts'
import { readWebToken } from './read-web-token.ts'
import type { WebIdentity } from './web-identity.ts'

/**
 * Verifies the token of `AssumeRoleWithWebIdentity`: one of our own, one of an OpenID Connect provider, or, where `providerId` says
 * whose it is, an access token. Throws what the caller is told.
 */
export async function verifyWebIdentity(token: string, providerId: string | undefined, ctx: Context): Promise<WebIdentity> {
  if (providerId !== undefined) return verifyAccessTokenIdentity(token, providerId, ctx)
  const jws = readWebToken(token)
  return (await verifyOwnIdentity(token, jws, ctx)) ?? verifyForeignIdentity(token, jws, ctx)
}
