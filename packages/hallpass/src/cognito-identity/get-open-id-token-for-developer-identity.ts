import { authenticationMethods } from '../federation/authentication-methods.ts'
import { resolveIdentity } from '../federation/resolve-identity.ts'
import { isOwnProvider, isPublicProvider, verifyLogins } from '../federation/verify-logins.ts'
import { identityPoolArn } from '../identity/arn.ts'
import type { Pool } from '../identity/pool.ts'
import type { VerifiedLogin } from '../logins/verification.ts'
import type { Context } from '../operation/context.ts'
import { operation } from '../operation/operation.ts'
import { integer, optional, structure } from '../operation/shape.ts'
import { unsupportedDeveloperProvider } from './developer-provider.ts'
import {
  DeveloperUserAlreadyRegisteredException,
  InvalidParameterException,
  NotAuthorizedException,
  ResourceConflictException,
  ResourceNotFoundException,
} from './errors.ts'
import { findIdentityOfPool, forbiddenIdentity } from './identities.ts'
import { loginRefusal } from './login-refusal.ts'
import { findOwnPool, poolConditions, poolResource } from './pools.ts'
import { refuseSamlLogins } from './saml-logins.ts'
import { identityId, identityPoolId, logins, openIdToken, principalTags } from './shapes.ts'

/** How long the token lives unless the caller says otherwise, seconds. */
const defaultLifetime = 900
const maxUserIdentifierLength = 1024

type DeveloperLogin = Pick<VerifiedLogin, 'login' | 'amrDetail'>

/**
 * `GetOpenIdTokenForDeveloperIdentity`: a back end vouches for a user, who gets an identity and a token for it. Public logins in
 * the same call are verified and linked.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdTokenForDeveloperIdentity.html
 */
export const getOpenIdTokenForDeveloperIdentity = operation({
  name: 'GetOpenIdTokenForDeveloperIdentity',
  auth: 'developer',
  input: structure({
    IdentityPoolId: identityPoolId,
    IdentityId: optional(identityId),
    Logins: logins,
    PrincipalTags: optional(principalTags),
    TokenDuration: optional(integer({ min: 1, max: 86_400 })),
  }),
  output: structure({ IdentityId: optional(identityId), Token: optional(openIdToken) }),
  errors: [
    DeveloperUserAlreadyRegisteredException,
    InvalidParameterException,
    NotAuthorizedException,
    ResourceConflictException,
    ResourceNotFoundException,
  ],
  resource: poolResource,
  conditions: poolConditions,

  async handle({ IdentityPoolId, IdentityId, Logins, PrincipalTags = new Map(), TokenDuration = defaultLifetime }, ctx) {
    const pool = await findOwnPool(IdentityPoolId, ctx)
    const named = IdentityId === undefined ? undefined : await findIdentityOfPool(IdentityId, pool, ctx)
    if (named?.disabled) return forbiddenIdentity(named.id)

    const developer = readDeveloperLogin(pool, Logins)
    refuseSamlLogins(Logins)
    const publicLogins = new Map([...Logins].filter(([provider]) => provider !== developer.login.provider))
    const all = [developer, ...(await verifyPublicLogins(pool, publicLogins, ctx))].sort(byProvider)

    const verified = all.map(({ login }) => login)
    const resolved = await resolveIdentity(pool, named, verified, ctx)
    if (resolved.kind !== 'resolved') throw loginRefusal(resolved, { poolId: pool.id, ...(named && { identityId: named.id }) })

    const token = await ctx.openIdTokens.issue(
      {
        identityId: resolved.identityId,
        poolId: pool.id,
        poolArn: identityPoolArn(pool.id, pool.accountId),
        amr: authenticationMethods(all),
        principalTags: PrincipalTags,
      },
      TokenDuration,
    )
    return { IdentityId: resolved.identityId, Token: token }
  },
})

function readDeveloperLogin(pool: Pool, given: ReadonlyMap<string, string>): DeveloperLogin {
  const providers = [...given.keys()]
  if (providers.some(isOwnProvider)) throw loginRefusal({ kind: 'own-token' }, { poolId: pool.id })

  const name = pool.developerProviderName
  const userIdentifier = name === undefined ? undefined : given.get(name)
  if (name === undefined || userIdentifier === undefined) {
    // A name that no provider of the pool goes by is taken for a mistyped developer provider, dots or not.
    if (providers.some((provider) => !isConfigured(pool, provider))) throw unsupportedDeveloperProvider()
    throw new InvalidParameterException('Please include the login of the developer provider of this identity pool.')
  }
  if (providers.some((provider) => provider !== name && !isPublicProvider(provider))) throw unsupportedDeveloperProvider()
  if (userIdentifier.length > maxUserIdentifierLength) {
    throw new InvalidParameterException(`A developer user identifier has at most ${maxUserIdentifierLength} characters.`)
  }
  return { login: { provider: name, subject: userIdentifier }, amrDetail: `${name}:${pool.id}:${userIdentifier}` }
}

function isConfigured(pool: Pool, provider: string): boolean {
  return (
    pool.supportedLoginProviders.has(provider) ||
    pool.userPoolClients.some(({ providerName }) => providerName === provider) ||
    pool.samlProviderArns.includes(provider) ||
    pool.openIdConnectProviderArns.some((arn) => arn.endsWith(`:oidc-provider/${provider}`))
  )
}

async function verifyPublicLogins(pool: Pool, given: ReadonlyMap<string, string>, ctx: Context): Promise<readonly VerifiedLogin[]> {
  const verification = await verifyLogins(pool, given, ctx.verifyLogin)
  if (verification.kind === 'verified') return verification.logins
  const refusal = loginRefusal(verification, { poolId: pool.id })
  // The model gives this operation no ExternalServiceException.
  throw verification.kind === 'provider-unreachable' ? new NotAuthorizedException(refusal.message, { cause: refusal.cause }) : refusal
}

function byProvider(a: DeveloperLogin, b: DeveloperLogin): number {
  return a.login.provider < b.login.provider ? -1 : 1
}
