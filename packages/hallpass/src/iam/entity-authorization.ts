import type { Entity } from '../identity/entity.ts'
import type { Context } from '../operation/context.ts'
import type { Conditions } from '../operation/operation.ts'
import type { EntityFamily } from './entity-family.ts'
import { resourceTagConditions } from './tag-conditions.ts'

/** The ARN that policies are asked about: of the entity as it is, or, where there is none, of one of that name without a path. */
export async function entityArn<E extends Entity>(family: EntityFamily<E>, name: string, ctx: Context): Promise<string> {
  const entity = await family.find(name, ctx)
  return family.arnOf(entity ?? { accountId: ctx.accountId, path: '/', name })
}

/** The condition keys of the entity's tags. */
export async function entityTagConditions<E extends Entity>(family: EntityFamily<E>, name: string, ctx: Context): Promise<Conditions> {
  return resourceTagConditions((await family.find(name, ctx))?.tags)
}

/**
 * The condition keys of the entity's tags and of its boundary, which policies ask of whoever changes what the entity may do.
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS Identity and Access Management".
 */
export async function entityPolicyConditions<E extends Entity>(family: EntityFamily<E>, name: string, ctx: Context): Promise<Conditions> {
  const entity = await family.find(name, ctx)
  return [...resourceTagConditions(entity?.tags), ['iam:PermissionsBoundary', entity?.permissionsBoundaryArn]]
}
