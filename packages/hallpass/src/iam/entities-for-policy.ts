import type { PolicyUse } from '../identity/managed-policy.ts'
import { operation } from '../operation/operation.ts'
import { optional, structure } from '../operation/shape.ts'
import { InvalidInput, NoSuchEntity, ValidationError } from './errors.ts'
import { policyUsage } from './managed-policy-shapes.ts'
import { lookUpPolicy, policyConditions } from './named-policy.ts'
import { pageOf } from './paging.ts'
import { isUseOf } from './policy-usage.ts'
import { arn, entityType, marker, maxItems, path } from './shapes.ts'

/**
 * `ListEntitiesForPolicy`: the roles and users that a managed policy is attached to, or is the boundary of.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html
 */
export const listEntitiesForPolicy = operation({
  name: 'ListEntitiesForPolicy',
  auth: 'developer',
  input: structure({
    PolicyArn: arn,
    EntityFilter: optional(entityType),
    PathPrefix: optional(path),
    PolicyUsageFilter: optional(policyUsage),
    Marker: optional(marker),
    MaxItems: optional(maxItems),
  }),
  resource: ({ PolicyArn }) => PolicyArn,
  conditions: policyConditions,
  errors: [InvalidInput, NoSuchEntity, ValidationError],

  async handle({ PolicyArn, EntityFilter, PathPrefix = '/', PolicyUsageFilter, Marker, MaxItems }, ctx) {
    if ((await lookUpPolicy(PolicyArn, ctx)) === undefined) {
      throw new NoSuchEntity(`Policy ${PolicyArn} does not exist or is not attachable.`)
    }
    const uses = (await ctx.store.listPolicyUses(ctx.accountId, [PolicyArn])).filter(
      (use) =>
        isUseOf(PolicyUsageFilter, use) &&
        use.entityPath.startsWith(PathPrefix) &&
        (EntityFilter === undefined || EntityFilter === entityTypes[use.entityKind]),
    )
    // An entity may have the same policy attached and as its boundary: it is one entity.
    const entities = [...new Map(uses.map((use) => [use.entityId, use])).values()]
    const scope = ['ListEntitiesForPolicy', PolicyArn, EntityFilter ?? '', PathPrefix, PolicyUsageFilter ?? '']
    const { entries, ...page } = await pageOf(entities, entityKey, { Marker, MaxItems }, scope, ctx)
    return {
      PolicyGroups: [],
      PolicyUsers: entries
        .filter(({ entityKind }) => entityKind === 'user')
        .map(({ entityName, entityId }) => ({ UserName: entityName, UserId: entityId })),
      PolicyRoles: entries
        .filter(({ entityKind }) => entityKind === 'role')
        .map(({ entityName, entityId }) => ({ RoleName: entityName, RoleId: entityId })),
      ...page,
    }
  },
})

const entityTypes = { user: 'User', role: 'Role' } as const

function entityKey({ entityKind, entityName }: PolicyUse): string {
  return `${entityKind}/${entityName.toLowerCase()}`
}
