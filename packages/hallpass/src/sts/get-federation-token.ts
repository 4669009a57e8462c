import { decide } from '../authorization/decide.ts'
import { denialMessage } from '../authorization/denial-message.ts'
import { requestTagKeys } from '../authorization/tag-keys.ts'
import type { Context } from '../operation/context.ts'
import { operation } from '../operation/operation.ts'
import { optional, pattern, string, structure } from '../operation/shape.ts'
import { packedPolicySize, tooLarge } from '../roles/packed-size.ts'
import { federatedUserArn } from '../session/caller.ts'
import { checkArns } from './check-arns.ts'
import { writeCredentials } from './credentials.ts'
import { AccessDenied, InvalidParameterValue, MalformedPolicyDocument, PackedPolicyTooLarge, ValidationError } from './errors.ts'
import { keyHolder, sessionTerm, userIdOf } from './lasting-credentials.ts'
import { readSessionPolicies } from './session-policies.ts'
import { checkTags, tagsOf } from './session-tags.ts'
import { durationSeconds, policyArns, sessionPolicy, tags } from './shapes.ts'

/**
 * `GetFederationToken`: temporary credentials for somebody whom the user who asks, or root, has authenticated himself. They may do what
 * both the user and the session policies allow.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
 */
export const getFederationToken = operation({
  name: 'GetFederationToken',
  auth: 'signed',
  input: structure({
    Name: string({ min: 2, max: 32, pattern: pattern('[\\w+=,.@-]*') }),
    Policy: optional(sessionPolicy),
    PolicyArns: optional(policyArns),
    DurationSeconds: optional(durationSeconds),
    Tags: optional(tags),
  }),
  errors: [AccessDenied, InvalidParameterValue, MalformedPolicyDocument, PackedPolicyTooLarge, ValidationError],

  async handle({ Name, Policy, PolicyArns = [], DurationSeconds, Tags = [] }, ctx) {
    const arns = PolicyArns.map((descriptor) => descriptor.arn)
    checkArns(...arns)
    const holder = keyHolder(ctx.caller)
    if (holder === undefined) throw new AccessDenied('Cannot call GetFederationToken with session credentials')
    const { accountId } = ctx
    const arn = federatedUserArn({ accountId, name: Name })
    await authorize(arn, tagsOf(Tags), ctx)

    checkTags(Tags)
    const policies = await readSessionPolicies(Policy, arns, ctx)
    const content = { policies, tags: tagsOf(Tags) }
    const packed = packedPolicySize(content) ?? 0
    if (packed > 100) throw new PackedPolicyTooLarge(tooLarge(content, packed))
    const term = sessionTerm(DurationSeconds, holder, ctx.now())
    const session = { kind: 'federated-user', accountId, name: Name, userId: userIdOf(holder), ...content, ...term } as const
    const credentials = ctx.sessionTokens.issue(session)
    if (credentials === undefined) throw new PackedPolicyTooLarge('Serialized token too large for session')
    return {
      Credentials: writeCredentials(credentials),
      FederatedUser: { FederatedUserId: `${accountId}:${Name}`, Arn: arn },
      PackedPolicySize: packed,
    }
  },
})

/** Tags need a permission of their own. Source: IAM user guide, "Permissions required to add session tags". */
async function authorize(resource: string, tags: ReadonlyMap<string, string>, ctx: Context): Promise<void> {
  const conditions = requestTagKeys(tags)
  for (const action of ['sts:GetFederationToken', ...(tags.size > 0 ? ['sts:TagSession'] : [])]) {
    const asked = { action, resource, conditions }
    const decision = await decide(ctx, asked)
    if (decision.decision !== 'allowed') throw new AccessDenied(denialMessage(ctx.caller, asked, decision))
  }
}
