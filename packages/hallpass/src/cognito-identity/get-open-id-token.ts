import { authenticate } from '../federation/authenticate.ts'
import { authenticationMethods } from '../federation/authentication-methods.ts'
import { identityPoolArn } from '../identity/arn.ts'
import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { principalTags } from '../roles/principal-tags.ts'
import {
  ExternalServiceException,
  InvalidParameterException,
  NotAuthorizedException,
  ResourceConflictException,
  ResourceNotFoundException,
  TooManyRequestsException,
} from './errors.ts'
import { findUsableIdentity } from './identities.ts'
import { loginRefusal } from './login-refusal.ts'
import { countPoolCall } from './pools.ts'
import { refuseSamlLogins } from './saml-logins.ts'
import { identityId, logins, openIdToken } from './shapes.ts'

/** How long the token lives, seconds. */
const lifetime = 600

/**
 * `GetOpenIdToken`: the first half of the classic flow: a token that STS takes in exchange for credentials.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdToken.html
 */
export const getOpenIdToken = operation({
  name: 'GetOpenIdToken',
  auth: 'public',
  input: structure({ IdentityId: identityId, Logins: optional(logins) }),
  output: structure({ IdentityId: optional(identityId), Token: optional(openIdToken) }),
  errors: [
    ExternalServiceException,
    InvalidParameterException,
    NotAuthorizedException,
    ResourceConflictException,
    ResourceNotFoundException,
    TooManyRequestsException,
  ],

  async handle({ IdentityId, Logins = new Map() }, ctx) {
    const { identity, pool } = await findUsableIdentity(IdentityId, ctx)
    countPoolCall(pool, ctx)
    if (pool.allowsClassicFlow === false) {
      throw new InvalidParameterException('Basic (classic) flow is not enabled, please use enhanced flow.')
    }
    if (pool.roleMappings.size > 0) {
      throw new InvalidParameterException('Basic (classic) flow is not supported with RoleMappings, please use enhanced flow.')
    }
    refuseSamlLogins(Logins)
    const authentication = await authenticate(pool, identity, Logins, ctx)
    if (authentication.kind !== 'authenticated') throw loginRefusal(authentication, { poolId: pool.id, identityId: IdentityId })

    const token = await ctx.openIdTokens.issue(
      {
        identityId: authentication.identityId,
        poolId: pool.id,
        poolArn: identityPoolArn(pool.id, pool.accountId),
        amr: authenticationMethods(authentication.logins),
        principalTags: principalTags(pool, authentication.logins),
      },
      lifetime,
    )
    return { IdentityId: authentication.identityId, Token: token }
  },
})
