import { operation } from '../operation/operation.ts'
import { optional, string, structure } from '../operation/shape.ts'
import { findRole } from '../roles/find-role.ts'
import { judgeAssumption } from '../roles/judge-assumption.ts'
import { nameQualifier } from '../saml/name-qualifier.ts'
import { clockLeeway } from '../saml/read-assertion.ts'
import { samlConditionKeys } from '../saml/saml-condition-keys.ts'
import { subjectType } from '../saml/subject-type.ts'
import { checkArns } from './check-arns.ts'
import {
  AccessDenied,
  ExpiredTokenException,
  InvalidIdentityToken,
  InvalidParameterValue,
  MalformedPolicyDocument,
  PackedPolicyTooLarge,
  ValidationError,
} from './errors.ts'
import { roleDuration } from './role-duration.ts'
import { notAuthorized, type SamlLogin, verifySamlLogin } from './saml-login.ts'
import { readSessionPolicies } from './session-policies.ts'
import { arn, policyArns, roleDurationSeconds, sessionPolicy } from './shapes.ts'
import { startRoleSession } from './start-role-session.ts'

/** The condition keys of the login that stay with the session. Source: IAM user guide, "Available keys for SAML-based AWS STS federation". */
const lastingKeys = ['saml:namequalifier', 'saml:sub', 'saml:sub_type']

/**
 * `AssumeRoleWithSAML`: credentials of a role for somebody with a response of a SAML provider, each response once.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html
 */
export const assumeRoleWithSaml = operation({
  name: 'AssumeRoleWithSAML',
  auth: 'public',
  input: structure({
    RoleArn: arn,
    PrincipalArn: arn,
    SAMLAssertion: string({ min: 4, max: 100_000, sensitive: true }),
    PolicyArns: optional(policyArns),
    Policy: optional(sessionPolicy),
    DurationSeconds: optional(roleDurationSeconds),
  }),
  errors: [
    AccessDenied,
    ExpiredTokenException,
    InvalidIdentityToken,
    InvalidParameterValue,
    MalformedPolicyDocument,
    PackedPolicyTooLarge,
    ValidationError,
  ],

  async handle({ RoleArn, PrincipalArn, SAMLAssertion, PolicyArns = [], Policy, DurationSeconds }, ctx) {
    const policyArns = PolicyArns.map((descriptor) => descriptor.arn)
    checkArns(RoleArn, PrincipalArn, ...policyArns)
    const login = await verifySamlLogin(SAMLAssertion, RoleArn, PrincipalArn, ctx)
    const { provider, assertion } = login
    const { sessionName, tags, transitiveTagKeys, sourceIdentity } = login.attributes

    const role = await findRole(RoleArn, ctx)
    if (role === undefined) throw notAuthorized()
    const principal = { kind: 'federated', provider: provider.arn } as const
    const keys = samlConditionKeys(assertion, provider)
    const shared = { role, sessionName, tags, transitiveTagKeys, sourceIdentity }
    const judgement = await judgeAssumption({ ...shared, action: 'sts:AssumeRoleWithSAML', principal, keys }, ctx)
    if (judgement.kind !== 'trusted') throw notAuthorized()

    const durationSeconds = Math.min(roleDuration(DurationSeconds, role, ctx.caller), loginSeconds(login, ctx.now()))
    const policies = await readSessionPolicies(Policy, policyArns, ctx)
    const federation = { provider: provider.arn, keys: new Map(keys.filter(([key]) => lastingKeys.includes(key))) }
    const started = startRoleSession({ ...shared, durationSeconds, policies, federation }, ctx)

    // Last of all, so that a response is used up by an answer only.
    const expiresAt = assertion.notOnOrAfter + clockLeeway
    if (!(await ctx.store.redeemSamlAssertion(provider.arn, assertion.id, expiresAt, ctx.now()))) {
      throw new InvalidIdentityToken('The SAML assertion has been redeemed before.')
    }
    return {
      ...started,
      Subject: assertion.nameId,
      SubjectType: subjectType(assertion.nameIdFormat),
      Issuer: assertion.issuer,
      Audience: assertion.recipient,
      NameQualifier: nameQualifier(assertion.issuer, provider.accountId, provider.name),
    }
  },
})

/** How long the provider lets the session last, seconds: not beyond the end of the user's session there. */
function loginSeconds({ attributes: { sessionDuration = Number.POSITIVE_INFINITY }, assertion }: SamlLogin, now: number): number {
  const { sessionNotOnOrAfter = Number.POSITIVE_INFINITY } = assertion
  // Sessions begin and end with whole seconds.
  return Math.min(sessionDuration, Math.floor(sessionNotOnOrAfter / 1000) - Math.floor(now / 1000))
}
