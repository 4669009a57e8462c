import { NotAuthorizedException, ResourceNotFoundException } from '../cognito-identity/errors.ts'
import { federate } from '../cognito-identity/federate.ts'
import { getCredentialsForIdentity } from '../cognito-identity/get-credentials-for-identity.ts'
import { getId } from '../cognito-identity/get-id.ts'
import { findUsableIdentity } from '../cognito-identity/identities.ts'
import { findOwnPool, poolConditions, poolResource } from '../cognito-identity/pools.ts'
import type { Federation } from '../cognito-identity/redeem-own-token.ts'
import { arn, identityId, identityPoolId, logins } from '../cognito-identity/shapes.ts'
import { verifyLogins } from '../federation/verify-logins.ts'
import { operation } from '../operation/operation.ts'
import { ServiceError } from '../operation/service-error.ts'
import { optional, structure } from '../operation/shape.ts'
import { advise } from './advice.ts'
import { type DryRun, dryRun } from './dry-run.ts'
import { type Asked, type Attempt, explainSteps, ownClaims } from './explain-steps.ts'
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
    const attempted = await attempt(asked, run)
    const { error } = attempted
    const explanation = {
      outcome: error === undefined ? ('credentials' as const) : ('refused' as const),
      ...(error && { error }),
      ...(await explainSteps(asked, attempted, run)),
    }
    const advice = advise(explanation)
    return { ...explanation, ...(advice !== undefined && { advice }) }
  },
})

/** Runs the operations, one after the other, as clients do. With a token of ours GetId is not called: the token names the identity. */
async function attempt({ pool, logins, customRoleArn, ...asked }: Asked, { ctx }: DryRun): Promise<Attempt> {
  const Logins = logins.size === 0 ? undefined : logins
  let identityId = asked.identityId ?? (await ownClaims(logins, ctx))?.identityId
  let federation: Federation | undefined
  // So that something can be said of them where the operations stop before; what was verified is remembered.
  await verifyLogins(pool, logins, ctx.verifyLogin)
  try {
    // Both operations answer with the identity's id.
    identityId ??= ((await getId.handle({ IdentityPoolId: pool.id, Logins }, ctx)) as { IdentityId: string }).IdentityId
    const { identity } = await findUsableIdentity(identityId, ctx)
    if (identity.poolId !== pool.id) {
      throw new ResourceNotFoundException(`Identity '${identityId}' is of another pool, ${identity.poolId}.`)
    }
    federation = await federate({ pool, identity, logins, customRoleArn }, ctx)
    await getCredentialsForIdentity.handle({ IdentityId: identityId, Logins, CustomRoleArn: customRoleArn }, ctx)
    return { identityId, federation }
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    return { identityId, federation, error: { type: error.type, message: error.message } }
  }
}
