import { type Role, roleArnOf } from '../identity/entity.ts'
import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { entityArn, entityTagConditions } from './entity-authorization.ts'
import { describeEntityDetails } from './entity-description.ts'
import { findEntity, noSuchEntity, roles } from './entity-family.ts'
import {
  DeleteConflict,
  EntityAlreadyExists,
  InvalidInput,
  LimitExceeded,
  MalformedPolicyDocument,
  NoSuchEntity,
  ValidationError,
} from './errors.ts'
import { pageFrom } from './paging.ts'
import { noSuchBoundary, readBoundary } from './permissions-boundary.ts'
import { refuseWithPolicies } from './refuse-with-policies.ts'
import { describeRole } from './role-description.ts'
import { arn, marker, maxItems, maxSessionDuration, path, pathPrefix, policyDocument, roleDescription, roleName, tags } from './shapes.ts'
import { requestTagConditions } from './tag-conditions.ts'
import { addTags, readTags } from './tags.ts'
import { readTrustPolicy } from './trust-policy.ts'
import { makeUniqueId } from './unique-id.ts'

/**
 * `CreateRole`: the answer does not have all that {@link getRole} says.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
export const createRole = operation({
  name: 'CreateRole',
  auth: 'developer',
  input: structure({
    Path: optional(path),
    RoleName: roleName,
    AssumeRolePolicyDocument: policyDocument,
    Description: optional(roleDescription),
    MaxSessionDuration: optional(maxSessionDuration),
    PermissionsBoundary: optional(arn),
    Tags: optional(tags),
  }),
  resource: ({ Path = '/', RoleName }, { accountId }) => roleArnOf({ accountId, path: Path, name: RoleName }),
  conditions: ({ PermissionsBoundary, Tags }) => [...requestTagConditions(Tags), ['iam:PermissionsBoundary', PermissionsBoundary]],
  errors: [EntityAlreadyExists, InvalidInput, LimitExceeded, MalformedPolicyDocument, NoSuchEntity],

  async handle({ Path = '/', RoleName, AssumeRolePolicyDocument, Description, MaxSessionDuration, PermissionsBoundary, Tags = [] }, ctx) {
    const role: Role = {
      id: makeUniqueId('AROA', ctx.random),
      accountId: ctx.accountId,
      path: Path,
      name: RoleName,
      createdAt: ctx.now(),
      description: Description,
      maxSessionDuration: MaxSessionDuration ?? 3600,
      tags: addTags(new Map(), readTags(Tags)),
      inlinePolicies: new Map(),
      attachedPolicyArns: [],
      permissionsBoundaryArn: readBoundary(PermissionsBoundary, ctx),
      ...(await readTrustPolicy(AssumeRolePolicyDocument, ctx)),
    }
    const created = await ctx.store.createRole(role)
    if (created === 'exists') throw new EntityAlreadyExists(`Role with name ${RoleName} already exists.`)
    if (created === 'no-such-policy') throw noSuchBoundary(PermissionsBoundary)
    return { Role: { ...(await describeRole(role, ctx)), ...describeEntityDetails(role) } }
  },
})

/**
 * `GetRole`: all there is of a role but its policies; that it was used is not recorded.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
 */
export const getRole = operation({
  name: 'GetRole',
  auth: 'developer',
  input: structure({ RoleName: roleName }),
  resource: ({ RoleName }, ctx) => entityArn(roles, RoleName, ctx),
  conditions: ({ RoleName }, ctx) => entityTagConditions(roles, RoleName, ctx),
  errors: [NoSuchEntity],

  async handle({ RoleName }, ctx) {
    const role = await findEntity(roles, RoleName, ctx)
    return {
      Role: {
        ...(await describeRole(role, ctx)),
        MaxSessionDuration: role.maxSessionDuration,
        ...describeEntityDetails(role),
        RoleLastUsed: {},
      },
    }
  },
})

/**
 * `ListRoles`: without tags and boundaries, in the order of the names.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html
 */
export const listRoles = operation({
  name: 'ListRoles',
  auth: 'developer',
  input: structure({ PathPrefix: optional(pathPrefix), Marker: optional(marker), MaxItems: optional(maxItems) }),
  resource: ({ PathPrefix = '/' }, { accountId }) => `arn:aws:iam::${accountId}:role${PathPrefix}`,
  errors: [ValidationError],

  async handle({ PathPrefix = '/', ...request }, ctx) {
    const page = await pageFrom(
      (names) => ctx.store.listRoles(ctx.accountId, { ...names, pathPrefix: PathPrefix }),
      ({ name }) => name.toLowerCase(),
      request,
      ['ListRoles', ctx.accountId, PathPrefix],
      ctx,
    )
    const entries = page.entries.map(async (role) => ({ ...(await describeRole(role, ctx)), MaxSessionDuration: role.maxSessionDuration }))
    return { Roles: await Promise.all(entries), IsTruncated: page.IsTruncated, Marker: page.Marker }
  },
})

/**
 * `DeleteRole`: pools that name it keep its ARN, and logins that lead to it are refused from then on.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html
 */
export const deleteRole = operation({
  name: 'DeleteRole',
  auth: 'developer',
  input: structure({ RoleName: roleName }),
  resource: ({ RoleName }, ctx) => entityArn(roles, RoleName, ctx),
  conditions: ({ RoleName }, ctx) => entityTagConditions(roles, RoleName, ctx),
  errors: [DeleteConflict, NoSuchEntity],

  async handle({ RoleName }, { store, accountId }) {
    if (!(await store.deleteRole(accountId, RoleName, refuseWithPolicies))) throw noSuchEntity(roles, RoleName)
  },
})
