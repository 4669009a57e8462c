import { operation } from '../operation/operation.ts'
import { list, optional, structure } from '../operation/shape.ts'
import { InvalidParameterException } from './errors.ts'
import { isHere } from './pools.ts'
import { identityId, unprocessedIdentityId } from './shapes.ts'

/**
 * `DeleteIdentities`: forgets up to 60 identities, of any pools of the account; their logins become unknown. An id that does
 * not exist counts as done.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_DeleteIdentities.html
 */
export const deleteIdentities = operation({
  name: 'DeleteIdentities',
  auth: 'developer',
  input: structure({ IdentityIdsToDelete: list(identityId, { min: 1, max: 60 }) }),
  output: structure({ UnprocessedIdentityIds: optional(list(unprocessedIdentityId, { max: 60 })) }),
  errors: [InvalidParameterException],

  async handle({ IdentityIdsToDelete }, ctx) {
    const ids = new Set(IdentityIdsToDelete.filter((id) => isHere(id, ctx)))
    const foreign = await ctx.store.deleteIdentities([...ids], ctx.accountId)
    return { UnprocessedIdentityIds: foreign.map((id) => ({ IdentityId: id, ErrorCode: 'AccessDenied' as const })) }
  },
})
