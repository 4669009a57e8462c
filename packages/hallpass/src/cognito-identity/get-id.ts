import { freshIdentity } from '../federation/fresh-identity.ts'
import { resolveIdentity } from '../federation/resolve-identity.ts'
import { verifyLogins } from '../federation/verify-logins.ts'
import { maxLogins } from '../identity/identity.ts'
import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import {
  ExternalServiceException,
  InvalidParameterException,
  LimitExceededException,
  NotAuthorizedException,
  ResourceConflictException,
  ResourceNotFoundException,
  TooManyRequestsException,
} from './errors.ts'
import { loginRefusal } from './login-refusal.ts'
import { countPoolCall, findPool, noSuchPool } from './pools.ts'
import { accountId, identityId, identityPoolId, logins } from './shapes.ts'

/**
 * `GetId`: the identity of these logins; without logins, a new guest each time.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetId.html
 */
export const getId = operation({
  name: 'GetId',
  auth: 'public',
  input: structure({ AccountId: optional(accountId), IdentityPoolId: identityPoolId, Logins: optional(logins) }),
  output: structure({ IdentityId: optional(identityId) }),
  errors: [
    ExternalServiceException,
    InvalidParameterException,
    LimitExceededException,
    NotAuthorizedException,
    ResourceConflictException,
    ResourceNotFoundException,
    TooManyRequestsException,
  ],

  async handle({ AccountId, IdentityPoolId, Logins = new Map() }, ctx) {
    const pool = await findPool(IdentityPoolId, ctx)
    if (AccountId !== undefined && AccountId !== pool.accountId) {
      throw new NotAuthorizedException(`Access to IdentityPool '${pool.id}' is forbidden.`)
    }
    countPoolCall(pool, ctx)
    if (Logins.size === 0) {
      if (!pool.allowsGuests) throw loginRefusal({ kind: 'guests-not-allowed' }, { poolId: pool.id })
      const guest = freshIdentity(pool, ctx)
      if (!(await ctx.store.createGuest(guest, pool.id))) return noSuchPool(pool.id)
      return { IdentityId: guest.id }
    }
    const verification = await verifyLogins(pool, Logins, ctx.verifyLogin)
    if (verification.kind !== 'verified') throw loginRefusal(verification, { poolId: pool.id })
    const verified = verification.logins.map(({ login }) => login)
    const resolved = await resolveIdentity(pool, undefined, verified, ctx)
    if (resolved.kind === 'too-many-logins') throw new LimitExceededException(`An identity holds at most ${maxLogins} logins.`)
    if (resolved.kind !== 'resolved') throw loginRefusal(resolved, { poolId: pool.id })
    return { IdentityId: resolved.identityId }
  },
})
