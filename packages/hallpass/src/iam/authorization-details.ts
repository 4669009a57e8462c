import { type Entity, type Role, roleArnOf, type User, userArnOf } from '../identity/entity.ts'
import type { ManagedPolicy } from '../identity/managed-policy.ts'
import type { Context } from '../operation/context.ts'
import { writeBoundary } from './permissions-boundary.ts'
import { readPolicyArn } from './policy-arn.ts'
import { describePolicy, describeVersionWithDocument } from './policy-description.ts'
import { writeDocument } from './policy-document.ts'
import { showTrustPolicy } from './shown-trust-policy.ts'
import { writeTags } from './tags.ts'

// What `GetAccountAuthorizationDetails` says of one thing. Source: IAM API reference, "UserDetail", "RoleDetail", "ManagedPolicyDetail".

export function describeUserDetails(user: User) {
  const policies = describeInlinePolicies(user)
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: userArnOf(user),
    CreateDate: new Date(user.createdAt),
    UserPolicyList: policies.length === 0 ? undefined : policies,
    GroupList: [],
    ...describeEntity(user),
  }
}

export async function describeRoleDetails(role: Role, ctx: Pick<Context, 'store'>) {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: roleArnOf(role),
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: await showTrustPolicy(role, ctx),
    InstanceProfileList: [],
    RolePolicyList: describeInlinePolicies(role),
    ...describeEntity(role),
    RoleLastUsed: {},
  }
}

export async function describePolicyDetails(policies: readonly ManagedPolicy[], { store, accountId }: Context) {
  const arns = policies.map(({ arn }) => arn)
  const uses = await store.listPolicyUses(accountId, arns)
  return policies.map((policy) => ({
    ...describePolicy(
      policy,
      uses.filter(({ policyArn }) => policyArn === policy.arn),
    ),
    PolicyVersionList: policy.versions.map((version) => describeVersionWithDocument(version, policy)).reverse(),
  }))
}

function describeEntity({ attachedPolicyArns, permissionsBoundaryArn, tags }: Entity) {
  return {
    AttachedManagedPolicies: attachedPolicyArns.map((arn) => ({ PolicyName: readPolicyArn(arn)?.name, PolicyArn: arn })),
    PermissionsBoundary: writeBoundary(permissionsBoundaryArn),
    Tags: writeTags(tags),
  }
}

function describeInlinePolicies({ inlinePolicies }: Entity) {
  return [...inlinePolicies].map(([name, document]) => ({ PolicyName: name, PolicyDocument: writeDocument(document) }))
}
