import { verifyLogins } from '../federation/verify-logins.ts'
import { sameLogin } from '../identity/login.ts'
import { operation } from '../operation/operation.ts'
import { structure } from '../operation/shape.ts'
import {
  ExternalServiceException,
  InvalidParameterException,
  NotAuthorizedException,
  ResourceConflictException,
  ResourceNotFoundException,
  TooManyRequestsException,
} from './errors.ts'
import { findUsableIdentity, forbiddenIdentity, noSuchIdentity } from './identities.ts'
import { loginRefusal } from './login-refusal.ts'
import { countPoolCall } from './pools.ts'
import { refuseSamlLogins } from './saml-logins.ts'
import { identityId, logins, providerNames } from './shapes.ts'

/**
 * `UnlinkIdentity`: takes logins off an identity; the user proves one of its logins. Without any login left it is disabled.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_UnlinkIdentity.html
 */
export const unlinkIdentity = operation({
  name: 'UnlinkIdentity',
  auth: 'public',
  input: structure({ IdentityId: identityId, Logins: logins, LoginsToRemove: providerNames }),
  errors: [
    ExternalServiceException,
    InvalidParameterException,
    NotAuthorizedException,
    ResourceConflictException,
    ResourceNotFoundException,
    TooManyRequestsException,
  ],

  async handle({ IdentityId, Logins, LoginsToRemove }, ctx) {
    const { pool } = await findUsableIdentity(IdentityId, ctx)
    countPoolCall(pool, ctx)
    refuseSamlLogins(Logins)
    const asked = { poolId: pool.id, identityId: IdentityId }
    const verification = await verifyLogins(pool, Logins, ctx.verifyLogin)
    if (verification.kind !== 'verified') throw loginRefusal(verification, asked)

    if (LoginsToRemove.length === 0) throw new InvalidParameterException('Please name at least one login to remove.')
    if (LoginsToRemove.some((provider) => provider === pool.developerProviderName)) {
      throw loginRefusal({ kind: 'not-a-public-provider' }, asked)
    }
    const unlinked = await ctx.store.unlink(
      IdentityId,
      (identity) => {
        if (identity.disabled) return forbiddenIdentity(IdentityId)
        const proved = verification.logins.some(({ login }) => identity.logins.some((other) => sameLogin(login, other)))
        if (!proved) throw loginRefusal({ kind: 'logins-do-not-match' }, asked)
        const missing = LoginsToRemove.find((provider) => identity.logins.every((login) => login.provider !== provider))
        if (missing !== undefined) throw new InvalidParameterException(`The identity has no login of ${missing}.`)
        return identity.logins.filter(({ provider }) => LoginsToRemove.includes(provider))
      },
      ctx.now(),
    )
    if (unlinked === undefined) return noSuchIdentity(IdentityId)
  },
})
