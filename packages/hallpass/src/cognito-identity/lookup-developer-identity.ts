import type { Identity } from '../identity/identity.ts'
import { sameLogin } from '../identity/login.ts'
import type { Pool } from '../identity/pool.ts'
import type { Context } from '../operation/context.ts'
import { operation } from '../operation/operation.ts'
import { list, optional, structure } from '../operation/shape.ts'
import { developerLogin, noSuchDeveloperUser } from './developer-provider.ts'
import { InvalidParameterException, NotAuthorizedException, ResourceConflictException, ResourceNotFoundException } from './errors.ts'
import { findIdentityOfPool } from './identities.ts'
import { invalidPageToken, openPageToken } from './paging.ts'
import { findOwnPool, poolConditions, poolResource } from './pools.ts'
import { developerUserIdentifier, identityId, identityPoolId, paginationKey, queryLimit } from './shapes.ts'

/** How many users a page has unless the caller says otherwise. */
const defaultLimit = 60

/**
 * `LookupDeveloperIdentity`: the identity of a developer user, or the developer users of an identity; given both, whether they
 * belong together.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_LookupDeveloperIdentity.html
 */
export const lookupDeveloperIdentity = operation({
  name: 'LookupDeveloperIdentity',
  auth: 'developer',
  input: structure({
    IdentityPoolId: identityPoolId,
    IdentityId: optional(identityId),
    DeveloperUserIdentifier: optional(developerUserIdentifier),
    MaxResults: optional(queryLimit),
    NextToken: optional(paginationKey),
  }),
  output: structure({
    IdentityId: optional(identityId),
    DeveloperUserIdentifierList: optional(list(developerUserIdentifier)),
    NextToken: optional(paginationKey),
  }),
  errors: [InvalidParameterException, NotAuthorizedException, ResourceConflictException, ResourceNotFoundException],
  resource: poolResource,
  conditions: poolConditions,

  async handle({ IdentityPoolId, IdentityId, DeveloperUserIdentifier, MaxResults: limit = defaultLimit, NextToken }, ctx) {
    const pool = await findOwnPool(IdentityPoolId, ctx)
    const named = IdentityId === undefined ? undefined : await findIdentityOfPool(IdentityId, pool, ctx)
    if (DeveloperUserIdentifier !== undefined) {
      // One user is one page: no token of ours leads here.
      if (NextToken !== undefined) throw invalidPageToken()
      const owner = await findOwner(pool, DeveloperUserIdentifier, ctx)
      if (named !== undefined && named.id !== owner.id) {
        throw new ResourceConflictException('The developer user identifier belongs to another identity.')
      }
      return { IdentityId: owner.id, DeveloperUserIdentifierList: [DeveloperUserIdentifier], NextToken: undefined }
    }
    if (named === undefined) {
      throw new InvalidParameterException('Please provide an IdentityId, a DeveloperUserIdentifier, or both.')
    }
    const scope = ['LookupDeveloperIdentity', pool.accountId, pool.id, named.id]
    const after = NextToken === undefined ? undefined : await openPageToken(NextToken, scope, ctx)
    const users = named.logins
      .filter(({ provider }) => provider === pool.developerProviderName)
      .map(({ subject }) => subject)
      .sort()
      .filter((subject) => after === undefined || subject > after)
    const last = users[limit - 1]
    return {
      IdentityId: named.id,
      DeveloperUserIdentifierList: users.slice(0, limit),
      NextToken: users.length > limit && last !== undefined ? ctx.pageTokens.seal(last, scope) : undefined,
    }
  },
})

async function findOwner(pool: Pool, userIdentifier: string, ctx: Context): Promise<Identity> {
  const login = developerLogin(pool, userIdentifier)
  const owners = await ctx.store.findOwners(pool.id, [login])
  return owners.find((owner) => owner.logins.some((other) => sameLogin(login, other))) ?? noSuchDeveloperUser()
}
