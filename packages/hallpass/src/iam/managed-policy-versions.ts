import type { ManagedPolicy, PolicyVersion } from '../identity/managed-policy.ts'
import type { Context } from '../operation/context.ts'
import { operation } from '../operation/operation.ts'
import { boolean, optional, structure } from '../operation/shape.ts'
import {
  AccessDenied,
  DeleteConflict,
  InvalidInput,
  LimitExceeded,
  MalformedPolicyDocument,
  NoSuchEntity,
  ValidationError,
} from './errors.ts'
import { readManagedPolicyDocument } from './managed-policy-document.ts'
import { policyVersionId } from './managed-policy-shapes.ts'
import { checkOwnPolicyArn, findPolicy, lookUpPolicy, policyConditions, policyNotFound } from './named-policy.ts'
import { pageOf } from './paging.ts'
import { describeVersion, describeVersionWithDocument, writeVersionId } from './policy-description.ts'
import { arn, marker, maxItems, policyDocument } from './shapes.ts'

const maxVersions = 5

/**
 * `CreatePolicyVersion`: another document, which the policy means from now on if it is set as the default. Numbers are never used again.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html
 */
export const createPolicyVersion = operation({
  name: 'CreatePolicyVersion',
  auth: 'developer',
  input: structure({ PolicyArn: arn, PolicyDocument: policyDocument, SetAsDefault: optional(boolean) }),
  resource: ({ PolicyArn }) => PolicyArn,
  conditions: policyConditions,
  errors: [AccessDenied, InvalidInput, LimitExceeded, MalformedPolicyDocument, NoSuchEntity],

  async handle({ PolicyArn, PolicyDocument, SetAsDefault = false }, ctx) {
    checkOwnPolicyArn(PolicyArn, ctx, 'Cannot update policies outside your own account.')
    const document = readManagedPolicyDocument(PolicyDocument)
    const createdAt = ctx.now()
    const changed = await ctx.store.updateManagedPolicy(PolicyArn, (policy) => {
      const number = policy.versionsMade + 1
      if (policy.versions.length >= maxVersions) throw new LimitExceeded(tooManyVersions)
      return {
        ...policy,
        updatedAt: createdAt,
        versions: [...policy.versions, { number, document, createdAt }],
        versionsMade: number,
        defaultVersion: SetAsDefault ? number : policy.defaultVersion,
      }
    })
    if (changed === undefined) policyNotFound(PolicyArn)
    return { PolicyVersion: describeVersion({ number: changed.versionsMade, createdAt }, changed) }
  },
})

/**
 * `GetPolicyVersion`: the document of one version, of our policies and of AWS's.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html
 */
export const getPolicyVersion = operation({
  name: 'GetPolicyVersion',
  auth: 'developer',
  input: structure({ PolicyArn: arn, VersionId: policyVersionId }),
  resource: ({ PolicyArn }) => PolicyArn,
  conditions: policyConditions,
  errors: [InvalidInput, NoSuchEntity],

  async handle({ PolicyArn, VersionId }, ctx) {
    const policy = await lookUpPolicy(PolicyArn, ctx)
    const version = findVersion(policy, VersionId)
    if (policy === undefined || version === undefined) throw noSuchVersion(PolicyArn, VersionId)
    return { PolicyVersion: describeVersionWithDocument(version, policy) }
  },
})

/**
 * `ListPolicyVersions`: newest first, without documents.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html
 */
export const listPolicyVersions = operation({
  name: 'ListPolicyVersions',
  auth: 'developer',
  input: structure({ PolicyArn: arn, Marker: optional(marker), MaxItems: optional(maxItems) }),
  resource: ({ PolicyArn }) => PolicyArn,
  conditions: policyConditions,
  errors: [InvalidInput, NoSuchEntity, ValidationError],

  async handle({ PolicyArn, ...request }, ctx) {
    const policy = await findPolicy(PolicyArn, ctx)
    const { entries, ...page } = await pageOf(policy.versions, newestFirst, request, ['ListPolicyVersions', PolicyArn], ctx)
    return { Versions: entries.map((version) => describeVersion(version, policy)), ...page }
  },
})

/**
 * `SetDefaultPolicyVersion`: the policy means this version from now on, wherever it is attached.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html
 */
export const setDefaultPolicyVersion = operation({
  name: 'SetDefaultPolicyVersion',
  auth: 'developer',
  input: structure({ PolicyArn: arn, VersionId: policyVersionId }),
  resource: ({ PolicyArn }) => PolicyArn,
  conditions: policyConditions,
  errors: [AccessDenied, InvalidInput, NoSuchEntity],

  async handle({ PolicyArn, VersionId }, ctx) {
    checkOwnPolicyArn(PolicyArn, ctx, 'Cannot update policies outside your own account.')
    await updateVersion(PolicyArn, VersionId, ctx, (policy, { number }) => ({ ...policy, defaultVersion: number }))
  },
})

/**
 * `DeletePolicyVersion`: any version but the default.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html
 */
export const deletePolicyVersion = operation({
  name: 'DeletePolicyVersion',
  auth: 'developer',
  input: structure({ PolicyArn: arn, VersionId: policyVersionId }),
  resource: ({ PolicyArn }) => PolicyArn,
  conditions: policyConditions,
  errors: [AccessDenied, DeleteConflict, InvalidInput, NoSuchEntity],

  async handle({ PolicyArn, VersionId }, ctx) {
    checkOwnPolicyArn(PolicyArn, ctx, 'Cannot delete policy versions for policies outside your own account.')
    await updateVersion(PolicyArn, VersionId, ctx, (policy, { number }) => {
      if (number === policy.defaultVersion) throw new DeleteConflict('Cannot delete the default version of a policy.')
      return { ...policy, versions: policy.versions.filter((each) => each.number !== number) }
    })
  },
})

const tooManyVersions = `A managed policy can have up to ${maxVersions} versions. Before you create a new version, you must delete an existing version.`

async function updateVersion(
  policyArn: string,
  versionId: string,
  ctx: Context,
  change: (policy: ManagedPolicy, version: PolicyVersion) => ManagedPolicy,
): Promise<void> {
  const changed = await ctx.store.updateManagedPolicy(policyArn, (policy) => {
    const version = findVersion(policy, versionId)
    if (version === undefined) throw noSuchVersion(policyArn, versionId)
    return change(policy, version)
  })
  if (changed === undefined) throw noSuchVersion(policyArn, versionId)
}

function findVersion(policy: ManagedPolicy | undefined, versionId: string): PolicyVersion | undefined {
  return policy?.versions.find(({ number }) => writeVersionId(number) === versionId)
}

function noSuchVersion(policyArn: string, versionId: string): NoSuchEntity {
  return new NoSuchEntity(`Policy ${policyArn} version ${versionId} does not exist or is not attachable.`)
}

/** A key whose order is that of falling numbers. */
function newestFirst({ number }: PolicyVersion): string {
  return String(Number.MAX_SAFE_INTEGER - number)
}
