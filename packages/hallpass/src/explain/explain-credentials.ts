import { NotAuthorizedException, ResourceNotFoundException } from '../cognito-identity/errors.ts'
import { getCredentialsForIdentity } from '../cognito-identity/get-credentials-for-identity.ts'
import { getId } from '../cognito-identity/get-id.ts'
import { findOwnPool, poolConditions, poolResource } from '../cognito-identity/pools.ts'
import { arn, identityId, identityPoolId, logins } from '../cognito-identity/shapes.ts'
import { operation } from '../operation/operation.ts'
import { ServiceError } from '../operation/service-error.ts'
import { optional, structure } from '../operation/shape.ts'
import { advise } from './advice.ts'
import { type DryRun, dryRun } from './dry-run.ts'
import { type Asked, explainSteps, ownClaims } from './explain-steps.ts'
import type { Explanation } from './explanation.ts'

/**
 * Tells what GetId and GetCredentialsForIdentity would do for these logins, and why; nothing is written. The outcome is that of the
 * operations themselves, run without their writes; the steps are told by the functions that they are made of.
 */
export const explainCredentials = operation({
  name: 'ExplainCredentialsForIdentity',
  auth: 'developer',
  input: structure({
    IdentityPoolId: identityPoolId,
    IdentityId: optional(identityId),
    Logins: optional(logins),
    CustomRoleArn: optional(arn),
  }),
  errors: [NotAuthorizedException, ResourceNotFoundException],
  resource: poolResource,
  conditions: poolConditions,

  async handle({ IdentityPoolId, IdentityId, Logins = new Map(), CustomRoleArn }, ctx): Promise<Explanation> {
    const pool = await findOwnPool(IdentityPoolId, ctx)
    const asked = { pool, identityId: IdentityId, logins: Logins, customRoleArn: CustomRoleArn }
    const run = dryRun(ctx)
    const { identity, error } = await attempt(asked, run)
    const explanation = {
      outcome: error === undefined ? ('credentials' as const) : ('refused' as const),
      ...(error && { error }),
      ...(await explainSteps(asked, identity, run)),
    }
    const advice = advise(explanation)
    return { ...explanation, ...(advice !== undefined && { advice }) }
  },
})

/** Runs the operations, one after the other, as clients do. With a token of ours GetId is not called: the token names the identity. */
async function attempt({ pool, logins, customRoleArn, identityId }: Asked, { ctx }: DryRun) {
  const Logins = logins.size === 0 ? undefined : logins
  let identity = identityId ?? (await ownClaims(logins, ctx))?.identityId
  try {
    // Both operations answer with the identity's id.
    identity ??= ((await getId.handle({ IdentityPoolId: pool.id, Logins }, ctx)) as { IdentityId: string }).IdentityId
    const found = await ctx.store.findIdentity(identity)
    if (found !== undefined && found.poolId !== pool.id) {
      throw new ResourceNotFoundException(`Identity '${identity}' is of another pool, ${found.poolId}.`)
    }
    const answer = await getCredentialsForIdentity.handle({ IdentityId: identity, Logins, CustomRoleArn: customRoleArn }, ctx)
    return { identity: (answer as { IdentityId: string }).IdentityId }
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    return { identity, error: { type: error.type, message: error.message } }
  }
}
