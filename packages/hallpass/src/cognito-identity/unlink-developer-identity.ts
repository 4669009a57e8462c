import { sameLogin } from '../identity/login.ts'
import { operation } from '../operation/operation.ts'
import { structure } from '../operation/shape.ts'
import { checkDeveloperProvider, developerLogin, noSuchDeveloperUser } from './developer-provider.ts'
import { InvalidParameterException, NotAuthorizedException, ResourceConflictException, ResourceNotFoundException } from './errors.ts'
import { findIdentityOfPool } from './identities.ts'
import { findOwnPool, poolConditions, poolResource } from './pools.ts'
import { developerProviderName, developerUserIdentifier, identityId, identityPoolId } from './shapes.ts'

/**
 * `UnlinkDeveloperIdentity`: takes a developer user off an identity, which is disabled when that was its last login.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_UnlinkDeveloperIdentity.html
 */
export const unlinkDeveloperIdentity = operation({
  name: 'UnlinkDeveloperIdentity',
  auth: 'developer',
  input: structure({
    IdentityId: identityId,
    IdentityPoolId: identityPoolId,
    DeveloperProviderName: developerProviderName,
    DeveloperUserIdentifier: developerUserIdentifier,
  }),
  errors: [InvalidParameterException, NotAuthorizedException, ResourceConflictException, ResourceNotFoundException],
  resource: poolResource,
  conditions: poolConditions,

  async handle({ IdentityId, IdentityPoolId, DeveloperProviderName, DeveloperUserIdentifier }, ctx) {
    const pool = await findOwnPool(IdentityPoolId, ctx)
    const identity = await findIdentityOfPool(IdentityId, pool, ctx)
    checkDeveloperProvider(pool, DeveloperProviderName)
    const login = developerLogin(pool, DeveloperUserIdentifier)

    const [owner] = await ctx.store.findOwners(pool.id, [login])
    if (owner === undefined) return noSuchDeveloperUser()
    if (owner.id !== identity.id) throw new ResourceConflictException('The developer user identifier belongs to another identity.')
    const unlinked = await ctx.store.unlink(
      identity.id,
      (current) => {
        const linked = current.logins.filter((other) => sameLogin(other, login))
        return linked.length > 0 ? linked : noSuchDeveloperUser()
      },
      ctx.now(),
    )
    if (unlinked === undefined) return noSuchDeveloperUser()
  },
})
