import { managedPolicyArnOf } from '../identity/managed-policy.ts'
import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import {
  AccessDenied,
  DeleteConflict,
  EntityAlreadyExists,
  InvalidInput,
  LimitExceeded,
  MalformedPolicyDocument,
  NoSuchEntity,
} from './errors.ts'
import { readManagedPolicyDocument } from './managed-policy-document.ts'
import { managedPolicyDescription } from './managed-policy-shapes.ts'
import { checkOwnPolicyArn, findPolicy, policyConditions, policyNotFound } from './named-policy.ts'
import { describePolicy } from './policy-description.ts'
import { arn, policyDocument, policyName, policyPath, tags } from './shapes.ts'
import { requestTagConditions } from './tag-conditions.ts'
import { addTags, readTags, writeTags } from './tags.ts'
import { makeUniqueId } from './unique-id.ts'

/**
 * `CreatePolicy`: a managed policy, whose first version is `v1`.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html
 */
export const createPolicy = operation({
  name: 'CreatePolicy',
  auth: 'developer',
  input: structure({
    PolicyName: policyName,
    Path: optional(policyPath),
    PolicyDocument: policyDocument,
    Description: optional(managedPolicyDescription),
    Tags: optional(tags),
  }),
  resource: ({ PolicyName, Path = '/' }, { accountId }) => managedPolicyArnOf({ accountId, path: Path, name: PolicyName }),
  conditions: ({ Tags }) => requestTagConditions(Tags),
  errors: [EntityAlreadyExists, InvalidInput, LimitExceeded, MalformedPolicyDocument],

  async handle({ PolicyName, Path = '/', PolicyDocument, Description, Tags = [] }, ctx) {
    if (/[^\P{Cc}\t\n\r]/u.test(Description ?? '')) throw new InvalidInput('A description has no control characters.')
    const createdAt = ctx.now()
    const name = { accountId: ctx.accountId, path: Path, name: PolicyName }
    const policy = {
      ...name,
      arn: managedPolicyArnOf(name),
      id: makeUniqueId('ANPA', ctx.random),
      description: Description,
      createdAt,
      updatedAt: createdAt,
      tags: addTags(new Map(), readTags(Tags, 'Duplicate tag keys found.')),
      versions: [{ number: 1, document: readManagedPolicyDocument(PolicyDocument), createdAt }],
      defaultVersion: 1,
      versionsMade: 1,
    }
    if ((await ctx.store.createManagedPolicy(policy)) === 'exists') {
      throw new EntityAlreadyExists(`A policy called ${PolicyName} already exists. Duplicate names are not allowed.`)
    }
    return { Policy: { ...describePolicy(policy, []), Tags: Tags.length === 0 ? undefined : writeTags(policy.tags) } }
  },
})

/**
 * `GetPolicy`: what there is of a policy, ours or AWS's, but its documents.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html
 */
export const getPolicy = operation({
  name: 'GetPolicy',
  auth: 'developer',
  input: structure({ PolicyArn: arn }),
  resource: ({ PolicyArn }) => PolicyArn,
  conditions: policyConditions,
  errors: [InvalidInput, NoSuchEntity],

  async handle({ PolicyArn }, ctx) {
    const policy = await findPolicy(PolicyArn, ctx)
    const uses = await ctx.store.listPolicyUses(ctx.accountId, [PolicyArn])
    return { Policy: { ...describePolicy(policy, uses), Description: policy.description, Tags: writeTags(policy.tags) } }
  },
})

/**
 * `DeletePolicy`: a policy that nobody uses any more, with the one version that it has left.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html
 */
export const deletePolicy = operation({
  name: 'DeletePolicy',
  auth: 'developer',
  input: structure({ PolicyArn: arn }),
  resource: ({ PolicyArn }) => PolicyArn,
  conditions: policyConditions,
  errors: [AccessDenied, DeleteConflict, InvalidInput, NoSuchEntity],

  async handle({ PolicyArn }, ctx) {
    checkOwnPolicyArn(PolicyArn, ctx, 'Cannot delete policies outside your own account.')
    const isDeleted = await ctx.store.deleteManagedPolicy(PolicyArn, ({ versions }, uses) => {
      if (uses.length > 0) throw new DeleteConflict('Cannot delete a policy attached to entities.')
      if (versions.length > 1) throw new DeleteConflict(versionsAreLeft)
    })
    if (!isDeleted) policyNotFound(PolicyArn)
  },
})

const versionsAreLeft =
  "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. " +
  'The default version is deleted with the policy.'
