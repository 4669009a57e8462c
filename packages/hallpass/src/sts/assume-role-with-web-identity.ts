import { parseArn } from '../identity/arn.ts'
import type { Context } from '../operation/context.ts'
import { operation } from '../operation/operation.ts'
import { optional, string, structure } from '../operation/shape.ts'
import { startSession } from '../roles/start-session.ts'
import { assumedRoleArn } from '../session/caller.ts'
import {
  AccessDenied,
  ExpiredTokenException,
  InvalidIdentityToken,
  InvalidParameterCombination,
  MalformedPolicyDocument,
  PackedPolicyTooLarge,
  ValidationError,
} from './errors.ts'
import { checkSessionPolicies } from './session-policies.ts'
import { arn, policyArns, roleDurationSeconds, roleSessionName, sessionPolicy } from './shapes.ts'
import { notAuthorized, verifyWebIdentity, type WebIdentityToken } from './web-identity.ts'

/** Seconds. Roles have no settings of their own yet, so that IAM's default of `MaxSessionDuration` holds for all. */
const maxSessionDuration = 3600

/** The name of our own tokens' issuer in answers, trust policies and condition keys, whatever the public URL is. */
const ownProvider = 'cognito-identity.amazonaws.com'

/**
 * `AssumeRoleWithWebIdentity`: credentials of a role for one of our own OpenID tokens, the second half of the basic flow.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export const assumeRoleWithWebIdentity = operation({
  name: 'AssumeRoleWithWebIdentity',
  auth: 'public',
  input: structure({
    RoleArn: arn,
    RoleSessionName: roleSessionName,
    WebIdentityToken: string({ min: 4, max: 20_000, sensitive: true }),
    ProviderId: optional(string({ min: 4, max: 2048 })),
    PolicyArns: optional(policyArns),
    Policy: optional(sessionPolicy),
    DurationSeconds: optional(roleDurationSeconds),
  }),
  errors: [
    AccessDenied,
    ExpiredTokenException,
    InvalidIdentityToken,
    InvalidParameterCombination,
    MalformedPolicyDocument,
    PackedPolicyTooLarge,
    ValidationError,
  ],

  async handle({ RoleArn, RoleSessionName, WebIdentityToken, ProviderId, PolicyArns, Policy, DurationSeconds }, ctx) {
    const policyArns = (PolicyArns ?? []).map((descriptor) => descriptor.arn)
    for (const text of [RoleArn, ...policyArns]) {
      if (parseArn(text) === undefined) throw new ValidationError(`${text} is invalid`)
    }
    const token = await verifyWebIdentity(WebIdentityToken, ProviderId, ctx)
    if (!isTrusted(RoleArn, token, ctx)) throw notAuthorized()
    const durationSeconds = DurationSeconds ?? maxSessionDuration
    if (durationSeconds > maxSessionDuration) {
      throw new ValidationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.')
    }
    checkSessionPolicies(Policy, policyArns, ctx)

    const { identityId, poolId, amr, principalTags } = token.claims
    const started = startSession(
      {
        roleArn: RoleArn,
        sessionName: RoleSessionName,
        durationSeconds,
        tags: principalTags,
        policies: { arns: policyArns, ...(Policy !== undefined && { inline: Policy }) },
        webIdentity: { provider: ownProvider, audience: poolId, subject: identityId, amr },
      },
      ctx,
    )
    // The tags are the token's, not a parameter's.
    if (started.kind === 'invalid-tags') throw new InvalidIdentityToken(started.message)
    if (started.kind === 'packed-policy-too-large') throw new PackedPolicyTooLarge(started.message)
    const { credentials, session, packedPolicySize } = started
    return {
      Credentials: {
        AccessKeyId: credentials.accessKeyId,
        SecretAccessKey: credentials.secretAccessKey,
        SessionToken: credentials.sessionToken,
        Expiration: new Date(credentials.expiresAt * 1000),
      },
      SubjectFromWebIdentityToken: identityId,
      AssumedRoleUser: { AssumedRoleId: `${session.roleId}:${session.sessionName}`, Arn: assumedRoleArn(session) },
      PackedPolicySize: packedPolicySize,
      Provider: ownProvider,
      Audience: poolId,
    }
  },
})

/** Until roles have trust policies, a role trusts the pool that names it: for guests, or for users with a login. */
function isTrusted(roleArn: string, { claims, pool }: WebIdentityToken, ctx: Context): boolean {
  if (!roleArn.startsWith(`arn:aws:iam::${ctx.accountId}:role/`)) return false
  return roleArn === (claims.amr[0] === 'unauthenticated' ? pool.roles.unauthenticated : pool.roles.authenticated)
}
