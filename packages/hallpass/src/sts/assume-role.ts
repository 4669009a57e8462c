import { notAuthorized } from '../authorization/denial-message.ts'
import type { Context } from '../operation/context.ts'
import { operation } from '../operation/operation.ts'
import { list, optional, pattern, string, structure } from '../operation/shape.ts'
import { findRole } from '../roles/find-role.ts'
import { inheritedAttributes, type SessionAttributes } from '../roles/inherited-attributes.ts'
import { judgeAssumption } from '../roles/judge-assumption.ts'
import { transitiveKeysAmong } from '../roles/session-tags.ts'
import { principalOf } from './caller-principal.ts'
import { checkArns } from './check-arns.ts'
import { AccessDenied, InvalidParameterValue, MalformedPolicyDocument, PackedPolicyTooLarge, ValidationError } from './errors.ts'
import { roleDuration } from './role-duration.ts'
import { refuseSecondFactor } from './second-factor.ts'
import { readSessionPolicies } from './session-policies.ts'
import { checkTags, type TagList, tagsOf } from './session-tags.ts'
import {
  arn,
  policyArns,
  roleDurationSeconds,
  roleSessionName,
  secondFactor,
  sourceIdentity,
  tags,
  transitiveTagKeys,
  unrestrictedSessionPolicy,
} from './shapes.ts'
import { startRoleSession } from './start-role-session.ts'

const providedContext = structure({ ProviderArn: optional(arn), ContextAssertion: optional(string({ min: 4, max: 2048 })) })

/**
 * `AssumeRole`: credentials of a role for a user, or for a session of another role.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const assumeRole = operation({
  name: 'AssumeRole',
  auth: 'signed',
  input: structure({
    RoleArn: arn,
    RoleSessionName: roleSessionName,
    PolicyArns: optional(policyArns),
    Policy: optional(unrestrictedSessionPolicy),
    DurationSeconds: optional(roleDurationSeconds),
    Tags: optional(tags),
    TransitiveTagKeys: optional(transitiveTagKeys),
    ExternalId: optional(string({ min: 2, max: 1224, pattern: pattern('[\\w+=,.@:\\/-]*') })),
    ...secondFactor,
    SourceIdentity: optional(sourceIdentity),
    ProvidedContexts: optional(list(providedContext, { min: 1, max: 5 })),
  }),
  errors: [AccessDenied, InvalidParameterValue, MalformedPolicyDocument, PackedPolicyTooLarge, ValidationError],

  async handle({ RoleArn, RoleSessionName, Tags = [], TransitiveTagKeys = [], DurationSeconds, ...input }, ctx) {
    const policyArns = (input.PolicyArns ?? []).map((descriptor) => descriptor.arn)
    checkArns(RoleArn, ...policyArns)
    const principal = principalOf(ctx.caller)
    if (principal.kind === 'root') throw new AccessDenied('Roles may not be assumed by root accounts.')
    refuseSecondFactor(input)

    const inherited = inheritedAttributes(ctx.caller)
    const attributes = combine({ Tags, TransitiveTagKeys, SourceIdentity: input.SourceIdentity }, inherited)
    const role = await findRole(RoleArn, ctx)
    const keys = [['sts:ExternalId', input.ExternalId]] as const
    const assumption = { action: 'sts:AssumeRole', principal, sessionName: RoleSessionName, ...attributes, keys } as const
    const judgement = role && (await judgeAssumption({ role, ...assumption }, ctx))
    if (role === undefined || judgement?.kind !== 'trusted') throw denied(judgement?.action ?? assumption.action, RoleArn, ctx)

    const durationSeconds = roleDuration(DurationSeconds, role, ctx.caller)
    checkTags(Tags, TransitiveTagKeys, inherited.transitiveTagKeys)
    if (input.ProvidedContexts !== undefined) throw new InvalidParameterValue('ProvidedContexts are not supported.')
    const policies = await readSessionPolicies(input.Policy, policyArns, ctx)
    return startRoleSession({ role, sessionName: RoleSessionName, durationSeconds, ...attributes, policies, federation: undefined }, ctx)
  },
})

interface RequestedAttributes {
  readonly Tags: TagList
  readonly TransitiveTagKeys: readonly string[]
  readonly SourceIdentity: string | undefined
}

/** What the session would carry: what is asked for, and what comes from the caller's own session, which nobody can change. */
function combine({ Tags, TransitiveTagKeys, SourceIdentity }: RequestedAttributes, inherited: SessionAttributes): SessionAttributes {
  if (SourceIdentity !== undefined && inherited.sourceIdentity !== undefined && SourceIdentity !== inherited.sourceIdentity) {
    throw new AccessDenied('The source identity is already set for this assume role session')
  }
  const tags = tagsOf(Tags)
  return {
    tags: new Map([...tags, ...inherited.tags]),
    // Keys of tags that are not there are refused once it is known that the caller may assume the role at all.
    transitiveTagKeys: [
      ...new Set([...(transitiveKeysAmong(tags, TransitiveTagKeys) ?? TransitiveTagKeys), ...inherited.transitiveTagKeys]),
    ],
    sourceIdentity: SourceIdentity ?? inherited.sourceIdentity,
  }
}

/** The same for a role that is not there. Source: AWS's own text. */
function denied(action: string, roleArn: string, { caller }: Context): AccessDenied {
  return new AccessDenied(notAuthorized(caller, action, roleArn))
}
