import type { ManagedPolicy, PolicyUse, PolicyVersion } from '../identity/managed-policy.ts'
import { writeDocument } from './policy-document.ts'

/**
 * What every answer says of a managed policy. Source: IAM API reference, "Policy".
 * @param uses all uses of this policy
 */
export function describePolicy(policy: ManagedPolicy, uses: readonly PolicyUse[]) {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: writeVersionId(policy.defaultVersion),
    AttachmentCount: uses.filter((use) => use.as === 'policy').length,
    PermissionsBoundaryUsageCount: uses.filter((use) => use.as === 'boundary').length,
    IsAttachable: true,
    CreateDate: new Date(policy.createdAt),
    UpdateDate: new Date(policy.updatedAt),
  }
}

/** A version without its document. */
export function describeVersion(
  { number, createdAt }: Omit<PolicyVersion, 'document'>,
  { defaultVersion }: Pick<ManagedPolicy, 'defaultVersion'>,
) {
  return { VersionId: writeVersionId(number), IsDefaultVersion: number === defaultVersion, CreateDate: new Date(createdAt) }
}

export function describeVersionWithDocument(version: PolicyVersion, policy: Pick<ManagedPolicy, 'defaultVersion'>) {
  return { Document: writeDocument(version.document), ...describeVersion(version, policy) }
}

export function writeVersionId(number: number): string {
  return `v${number}`
}
