import { operation } from '../operation/operation.ts'
import { optional, string, structure } from '../operation/shape.ts'
import { findRole } from '../roles/find-role.ts'
import { judgeAssumption } from '../roles/judge-assumption.ts'
import { checkArns } from './check-arns.ts'
import {
  AccessDenied,
  ExpiredTokenException,
  IDPCommunicationError,
  IDPRejectedClaim,
  InvalidIdentityToken,
  InvalidParameterCombination,
  InvalidParameterValue,
  MalformedPolicyDocument,
  PackedPolicyTooLarge,
  Throttling,
  ValidationError,
} from './errors.ts'
import { roleDuration } from './role-duration.ts'
import { readSessionPolicies } from './session-policies.ts'
import { arn, policyArns, roleDurationSeconds, roleSessionName, sessionPolicy } from './shapes.ts'
import { startRoleSession } from './start-role-session.ts'
import { verifyWebIdentity } from './verify-web-identity.ts'

/**
 * `AssumeRoleWithWebIdentity`: credentials of a role for somebody with a token: one of our own OpenID tokens, which is the second half
 * of the basic flow, one of an OpenID Connect provider, or an access token.
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
    IDPCommunicationError,
    IDPRejectedClaim,
    InvalidIdentityToken,
    InvalidParameterCombination,
    InvalidParameterValue,
    MalformedPolicyDocument,
    PackedPolicyTooLarge,
    Throttling,
    ValidationError,
  ],

  async handle({ RoleArn, RoleSessionName, WebIdentityToken, ProviderId, PolicyArns = [], Policy, DurationSeconds }, ctx) {
    const policyArns = PolicyArns.map((descriptor) => descriptor.arn)
    checkArns(RoleArn, ...policyArns)
    const { federation, keys, attributes, ...shown } = await verifyWebIdentity(WebIdentityToken, ProviderId, ctx)

    const role = await findRole(RoleArn, ctx)
    const principal = { kind: 'federated', provider: federation.provider } as const
    const assumption = { action: 'sts:AssumeRoleWithWebIdentity', principal, sessionName: RoleSessionName, ...attributes, keys } as const
    const judgement = role && (await judgeAssumption({ role, ...assumption }, ctx))
    if (role === undefined || judgement?.kind !== 'trusted') throw new AccessDenied(`Not authorized to perform ${assumption.action}`)

    const durationSeconds = roleDuration(DurationSeconds, role, ctx.caller)
    const policies = await readSessionPolicies(Policy, policyArns, ctx)
    const session = { role, sessionName: RoleSessionName, durationSeconds, ...attributes, policies, federation }
    const { Credentials, AssumedRoleUser, PackedPolicySize, SourceIdentity } = startRoleSession(session, ctx)
    return {
      Credentials,
      AssumedRoleUser,
      PackedPolicySize,
      SourceIdentity,
      SubjectFromWebIdentityToken: shown.subject,
      Provider: shown.issuer,
      Audience: shown.audience,
    }
  },
})
