import { type Role, roleArnOf } from '../identity/entity.ts'
import type { Context } from '../operation/context.ts'
import { showTrustPolicy } from './shown-trust-policy.ts'

/** What every answer says of a role. Source: IAM API reference, "Role". */
export interface RoleDescription {
  readonly Path: string
  readonly RoleName: string
  readonly RoleId: string
  readonly Arn: string
  readonly CreateDate: Date
  readonly AssumeRolePolicyDocument: string
  readonly Description: string | undefined
}

export async function describeRole(role: Role, ctx: Pick<Context, 'store'>): Promise<RoleDescription> {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: roleArnOf(role),
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: await showTrustPolicy(role, ctx),
    Description: role.description,
  }
}
