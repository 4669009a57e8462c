import { freshIdentity } from '../federation/fresh-identity.ts'
import { maxLogins } from '../identity/identity.ts'
import { link } from '../identity/link-logins.ts'
import { sameLogin } from '../identity/login.ts'
import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { checkDeveloperProvider, developerLogin, noSuchDeveloperUser } from './developer-provider.ts'
import { InvalidParameterException, NotAuthorizedException, ResourceConflictException, ResourceNotFoundException } from './errors.ts'
import { loginRefusal } from './login-refusal.ts'
import { findOwnPool, poolConditions, poolResource } from './pools.ts'
import { developerProviderName, developerUserIdentifier, identityId, identityPoolId } from './shapes.ts'

/**
 * `MergeDeveloperIdentities`: two developer users become one identity, the destination's; the source's is disabled.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_MergeDeveloperIdentities.html
 */
export const mergeDeveloperIdentities = operation({
  name: 'MergeDeveloperIdentities',
  auth: 'developer',
  input: structure({
    SourceUserIdentifier: developerUserIdentifier,
    DestinationUserIdentifier: developerUserIdentifier,
    DeveloperProviderName: developerProviderName,
    IdentityPoolId: identityPoolId,
  }),
  output: structure({ IdentityId: optional(identityId) }),
  errors: [InvalidParameterException, NotAuthorizedException, ResourceConflictException, ResourceNotFoundException],
  resource: poolResource,
  conditions: poolConditions,

  async handle({ SourceUserIdentifier, DestinationUserIdentifier, DeveloperProviderName, IdentityPoolId }, ctx) {
    const pool = await findOwnPool(IdentityPoolId, ctx)
    checkDeveloperProvider(pool, DeveloperProviderName)
    const users = [SourceUserIdentifier, DestinationUserIdentifier].map((user) => developerLogin(pool, user))

    const merged = await ctx.store.resolveLogins({
      poolId: pool.id,
      namedId: undefined,
      logins: users,
      fresh: freshIdentity(pool, ctx),
      now: ctx.now(),
      decide(_, owners) {
        const [source, destination] = users.map((user) => owners.find((owner) => owner.logins.some((login) => sameLogin(login, user))))
        if (source === undefined || destination === undefined) return noSuchDeveloperUser()
        return link(destination, source.id === destination.id ? [] : [source], [], pool.developerProviderName)
      },
    })
    if (merged.kind === 'too-many-logins') {
      throw new ResourceConflictException(`The merged identity would hold more than ${maxLogins} logins.`)
    }
    if (merged.kind !== 'resolved') throw loginRefusal(merged, { poolId: pool.id })
    return { IdentityId: merged.identityId }
  },
})
